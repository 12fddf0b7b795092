"""The bell, the inbox, muting, and one's own page: each person's alone, and changed by POST alone."""

from datetime import time

import pytest
from django.utils import timezone

from transom.notifications.models import MutedTicket, Notification, NotificationSettings
from transom.people.mailboxes import Mailbox
from transom.people.models import Team
from transom.tickets import actions
from transom.tickets.words import Words
from transom.worker import drain

JSON = {"Accept": "application/json"}


@pytest.fixture
def devs(quinn, dev, sign_in):
    return sign_in(dev)


@pytest.fixture
def mention(ticket, sue, as_actor):
    """Sue mentions Dev on Ann's ticket."""

    def say(text="@Dev can the step name them?", on=ticket):
        note = actions.note(on, Words(text=text), actor=as_actor(sue))
        drain()
        return note

    return say


@pytest.fixture
def mentioned(quinn, dev, mention):
    return mention()


def page(client, address="/notifications/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def unread(person) -> int:
    return Notification.objects.unread().filter(person=person).count()


def test_the_bell_counts_what_is_unread(devs, mentioned):
    assert "Notifications, 1 unread" in page(devs, "/queues/open/")
    assert devs.get("/notifications/bell").json() | {"newest": 0} == {
        "unread": 1,
        "words": "1",
        "newest": 0,
        "news": [],
    }


def test_the_inbox_says_who_said_what_and_leads_to_the_word(devs, ticket, mentioned):
    text = page(devs)
    assert "Sue Lindqvist mentioned you" in text
    assert "@Dev can the step name them?" in text
    assert f'href="/tickets/{ticket.number}/#note-{mentioned.pk}"' in text


def test_several_on_one_ticket_are_one_entry(devs, mentioned, mention):
    mention("@Dev and the export")
    assert page(devs).count('class="entry is-unread"') == 1
    assert "and 1 more there" in page(devs)


def test_nobody_sees_somebody_elses(sues, quinns, mentioned):
    assert "mentioned you" not in page(sues)
    assert "can the step name them" not in page(quinns)
    row = Notification.objects.get(note=mentioned)
    assert sues.post(f"/notifications/{row.pk}/read").status_code == 404
    assert Notification.objects.get(pk=row.pk).read_at is None


def test_it_is_there_only_while_they_may_see_the_ticket(desk, dev, devs, mentioned):
    Mailbox.objects.filter(pk=desk.pk).update(team=Team.objects.create(name="Payroll"), restricted=True)
    assert "mentioned you" not in page(devs)
    assert devs.get("/notifications/bell?after=0").json()["unread"] == 0
    assert devs.get("/notifications/bell?after=0").json()["news"] == []
    assert "Notifications, all read" in page(devs, "/queues/open/")
    row = Notification.objects.get(note=mentioned)
    assert devs.post(f"/notifications/{row.pk}/read").status_code == 404


def test_who_has_no_role_has_no_inbox(olga, sign_in, mentioned):
    assert sign_in(olga).get("/notifications/").status_code == 404
    assert sign_in(olga).get("/me/").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/notifications/", "/notifications/?about=mentioned", "/notifications/bell?after=0", "/notifications/read"],
)
def test_looking_changes_nothing(dev, devs, mentioned, address):
    devs.get(address)
    devs.get(f"/tickets/{mentioned.ticket.number}/")
    devs.get(f"/tickets/{mentioned.ticket.number}/read")
    devs.get(f"/tickets/{mentioned.ticket.number}/mute")
    assert unread(dev) == 1
    assert not MutedTicket.objects.exists()


def test_one_entry_is_marked_as_read(dev, devs, mentioned, mention):
    mention("@Dev and the export")
    newest = Notification.objects.filter(person=dev).latest("pk")
    assert devs.post(f"/notifications/{newest.pk}/read").headers["Location"] == "/notifications/"
    assert unread(dev) == 0


def test_what_came_meanwhile_stays_unread(dev, devs, mentioned, mention):
    seen = Notification.objects.filter(person=dev).latest("pk")
    mention("@Dev and the export")
    devs.post("/notifications/read", {"upto": seen.pk})
    assert unread(dev) == 1
    devs.post(f"/notifications/{seen.pk}/read")
    assert unread(dev) == 1


def test_a_ticket_that_is_before_them_is_read(dev, devs, mentioned):
    number = mentioned.ticket.number
    assert "Mark 1 notification as read" in page(devs, f"/tickets/{number}/")
    assert devs.post(f"/tickets/{number}/read", headers=JSON).json() == {"unread": 0, "words": ""}
    assert unread(dev) == 0
    assert "data-read-ticket" not in page(devs, f"/tickets/{number}/")
    assert devs.post(f"/tickets/{number}/read").headers["Location"] == f"/tickets/{number}/"


@pytest.mark.parametrize("upto", ["", "x", "-1", "9" * 40])
def test_rubbish_marks_nothing(dev, devs, mentioned, upto):
    assert devs.post("/notifications/read", {"upto": upto}).status_code == 303
    assert devs.get(f"/notifications/bell?after={upto}").json()["news"] == []
    assert devs.get(f"/notifications/?before={upto}&about={upto}").status_code == 200
    assert unread(dev) == 1


def test_muting_and_hearing_again(dev, devs, mentioned):
    number = mentioned.ticket.number
    answer = devs.post(f"/tickets/{number}/mute", {"muted": "1", "next": "/notifications/"})
    assert answer.headers["Location"] == "/notifications/"
    assert MutedTicket.objects.filter(person=dev, ticket=mentioned.ticket).exists()
    assert "Hear of it again" in page(devs, f"/tickets/{number}/")
    assert (
        devs.post(f"/tickets/{number}/mute", {"next": "https://evil.example/"}).headers["Location"]
        == f"/tickets/{number}/"
    )
    assert not MutedTicket.objects.exists()


def test_mentions_stand_in_the_rail_until_they_are_read(devs, mentioned):
    assert "?about=mentioned" in page(devs, "/queues/open/")
    devs.post(f"/tickets/{mentioned.ticket.number}/read")
    assert "?about=mentioned" not in page(devs, "/queues/open/")


def test_a_mention_stands_out_and_who_was_not_told_is_said(quinn, dev, olga, sues, mention):
    note = mention("@Dev and @Olga, not `@Dev`")
    text = page(sues, f"/tickets/{note.ticket.number}/")

    assert '<span class="mention" title="Dev Okafor">@Dev</span> and @Olga, not <code>@Dev</code>' in text
    assert "Not told, because they cannot see this ticket: Olga Orlova" in text


# What the browser announces


def test_the_browser_says_no_customers_words(devs, dev, ticket, mentioned):
    [news] = devs.get("/notifications/bell?after=0").json()["news"]
    assert (news["title"], news["body"]) == ("Somebody mentions you", f"#{ticket.number}")
    assert news["url"].endswith(f"#note-{mentioned.pk}")


def test_unless_the_person_chose_so(devs, dev, ticket, mentioned):
    NotificationSettings.objects.create(person=dev, shows_words=True)
    [news] = devs.get("/notifications/bell?after=0").json()["news"]
    assert news["title"] == "Sue Lindqvist mentioned you"
    assert "The printer is on fire" in news["body"]


def test_only_what_is_new_and_unread_is_announced(devs, dev, mentioned):
    newest = devs.get("/notifications/bell").json()["newest"]
    assert devs.get(f"/notifications/bell?after={newest}").json()["news"] == []
    devs.post(f"/tickets/{mentioned.ticket.number}/read")
    assert devs.get("/notifications/bell?after=0").json()["news"] == []


# One's own page


def chosen(**changed) -> dict:
    """The form as the page shows it, with these changes; None leaves a tick out."""
    said = {"desk-mentioned": "on", "browser-mentioned": "on", "mail-mentioned": "at-once"}
    return {name: value for name, value in (said | changed).items() if value is not None}


def test_the_page_shows_every_part(devs):
    text = page(devs, "/me/")
    for slug in ("appearance", "notifications", "hours", "signature"):
        assert f'id="{slug}"' in text
    assert "data-browser-told" in text


def test_what_was_chosen_holds_from_then_on(dev, devs, quinn, mention):
    answer = devs.post("/me/notifications", chosen(**{"mail-mentioned": "", "browser-mentioned": None}))
    assert answer.headers["Location"] == "/me/#notifications"
    mention()
    row = Notification.objects.get(person=dev, reason="mentioned")
    assert (row.at_desk, row.in_browser, row.by_mail, row.mail_due_at) == (True, False, "", None)
    assert NotificationSettings.objects.get(person=dev).chosen["mentioned"] == [True, False, ""]


def test_a_way_that_is_not_on_offer_is_refused(dev, devs):
    answer = devs.post("/me/notifications", chosen(**{"mail-mentioned": "by-pigeon"}))
    assert answer.status_code == 422
    assert not NotificationSettings.objects.exists()


def test_hours_are_kept_and_the_digest_moves_along(dev, devs, quinn, ticket, sue, as_actor):
    actions.watch(ticket, dev, actor=as_actor(dev))
    actions.note(ticket, Words(text="Hm."), actor=as_actor(sue))
    drain()
    before = Notification.objects.get(person=dev, reason="watched").mail_due_at
    hour = (before.hour + 3) % 24
    said = {"digest_hour": hour, "quiet_from": "18:00", "quiet_until": "07:30", "quiet_weekends": "on"}
    assert devs.post("/me/hours", said).headers["Location"] == "/me/#hours"
    row = NotificationSettings.objects.get(person=dev)
    assert (row.quiet_from, row.quiet_until, row.quiet_weekends) == (time(18), time(7, 30), True)
    moved = Notification.objects.get(person=dev, reason="watched").mail_due_at
    assert moved.hour == hour
    assert moved > timezone.now()


@pytest.mark.parametrize(
    "said",
    [
        {"digest_hour": "8", "quiet_from": "18:00"},
        {"digest_hour": "8", "quiet_from": "18:00", "quiet_until": "18:00"},
        {"digest_hour": "24"},
        {"digest_hour": "8", "quiet_from": "late"},
    ],
)
def test_hours_that_cannot_be_say_why(devs, said):
    answer = devs.post("/me/hours", said)
    assert answer.status_code == 422
    assert 'class="errors"' in answer.content.decode()
    assert not NotificationSettings.objects.exists()


# What they cost


def test_the_bell_costs_a_page_nothing_more(devs, ticket, quinn, mention, django_assert_max_num_queries):
    address = f"/tickets/{ticket.number}/"

    def cost() -> int:
        with django_assert_max_num_queries(12) as captured:
            page(devs, address)
        return len(captured)

    before = cost()
    for _time in range(5):
        mention()
    assert cost() == before


def test_the_inbox_costs_the_same_with_2_and_20_tickets(
    dev, devs, quinn, ann, sue, mention, as_actor, django_assert_max_num_queries
):
    def fill(times):
        for _time in range(times):
            mention(on=actions.open_ticket("One of many", ann, actor=as_actor(sue)))

    def cost() -> int:
        with django_assert_max_num_queries(12) as captured:
            assert "mentioned you" in page(devs)
        return len(captured)

    fill(2)
    few = cost()
    fill(18)
    assert cost() == few
