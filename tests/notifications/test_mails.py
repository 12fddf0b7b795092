"""Mail to each person: at once, in the digest, after quiet hours; and none for what was read at the desk."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.db.models import QuerySet

from tests.notifications.conftest import MONDAY
from transom.mail.models import NoticeEmail
from transom.notifications.channels import DEFAULTS
from transom.notifications.inbox import read_ticket
from transom.notifications.models import Notification, NotificationSettings, Reason
from transom.notifications.telling import GRACE
from transom.people.mailboxes import Mailbox
from transom.people.models import Team
from transom.tickets import actions
from transom.tickets.words import Words


def text_of(mail) -> str:
    return mail.get_content()


def test_a_mention_comes_after_two_minutes(dev, mentioned, work):
    assert work(MONDAY + GRACE - timedelta(seconds=1), dev) == []
    [mail] = work(MONDAY + GRACE, dev)
    assert mail["Subject"] == f"[#{mentioned.number}] The printer is on fire"
    assert "Sue Lindqvist mentioned you." in text_of(mail)
    assert "| @Dev can the step name them?" in text_of(mail)
    assert work(MONDAY + timedelta(days=3), dev) == [mail]


def test_links_are_the_desks_own(dev, mentioned, work, settings):
    settings.BASE_URL = "https://help.example"
    [mail] = work(MONDAY + GRACE, dev)
    note = Notification.objects.get(person=dev).note_id
    assert f"https://help.example/tickets/{mentioned.number}/#note-{note}" in text_of(mail)
    assert mail["List-Unsubscribe"] == "<https://help.example/me/>"


def test_who_has_read_it_meanwhile_gets_no_mail(dev, mentioned, work, as_actor):
    read_ticket(mentioned, as_actor(dev), MONDAY + timedelta(minutes=1))
    assert work(MONDAY + timedelta(days=3), dev) == []


def test_what_happens_together_comes_together(dev, sue, mentioned, work, as_actor):
    later = MONDAY + timedelta(seconds=100)
    actions.note(mentioned, Words(text="@Dev it is urgent"), actor=as_actor(sue), at=later)
    work(later)
    [mail] = work(MONDAY + GRACE, dev)
    assert text_of(mail).count("mentioned you") == 2
    assert work(later + GRACE, dev) == [mail]


def test_who_lost_sight_of_the_ticket_gets_no_mail(desk, dev, mentioned, work):
    team = Team.objects.create(name="Payroll")
    Mailbox.objects.filter(pk=desk.pk).update(team=team, restricted=True)
    assert work(MONDAY + GRACE, dev) == []


def test_words_that_went_out_of_sight_are_in_no_mail(dev, sue, sues, work, as_actor, mail):
    """The word was split off to a ticket that Dev may not see."""
    actions.assign(sues, dev, actor=as_actor(sue))
    work(MONDAY)
    work(MONDAY + GRACE)
    row = mail("My salary is wrong.", in_reply_to=f"<{sues.messages.first().message_id}>")
    made = actions.split(sues, [row.message], "Salary", actor=as_actor(sue))
    hidden = Mailbox.objects.create(
        address="pay@desk.example", name="Pay", team=Team.objects.create(name="Pay"), restricted=True
    )
    QuerySet(type(made)).filter(pk=made.pk).update(mailbox=hidden)  # by hand: no verb moves it between mailboxes
    work(MONDAY + 2 * GRACE)
    assert Notification.objects.filter(person=dev, message=row.message, mailed_at__isnull=False).exists()
    assert not any("salary" in text_of(mail).lower() for mail in work(MONDAY + timedelta(days=4), dev))


def test_who_has_left_gets_no_mail(dev, mentioned, work):
    dev.leave()
    assert work(MONDAY + GRACE, dev) == []


def test_nobody_is_written_to_at_a_mailbox_of_the_desk(desk, dev, mentioned, work):
    Mailbox.objects.create(address=dev.email, name="Dev's own")
    assert work(MONDAY + GRACE, dev) == []


def test_a_desk_without_a_way_out_makes_none(dev, mentioned, work, settings):
    settings.SMTP_URL = ""
    work(MONDAY + GRACE)
    settings.SMTP_URL = "smtp://127.0.0.1?tls=off"
    assert work(MONDAY + timedelta(days=3), dev) == []
    assert not NoticeEmail.objects.filter(person=dev).exists()


# The digest


@pytest.fixture
def watched(sue, dev, sues, as_actor, work):
    """Dev watches Sue's ticket, and something is said there on Monday at ten."""
    actions.watch(sues, dev, actor=as_actor(dev))
    actions.note(sues, Words(text="It is the region step."), actor=as_actor(sue), at=MONDAY)
    work(MONDAY)
    return sues


def test_the_rest_comes_as_a_digest_the_next_morning(dev, watched, work):
    assert work(MONDAY + timedelta(hours=21, minutes=59), dev) == []
    [mail] = work(MONDAY + timedelta(hours=22), dev)
    assert mail["Subject"] == f"[#{watched.number}] The printer is on fire"
    assert "Sue Lindqvist wrote a note" in text_of(mail)


def test_a_digest_of_several_tickets_says_how_many(sue, dev, watched, work, mail, as_actor):
    other = mail("And mine", sender="Bo <bo@acme.example>", subject="The scanner too").ticket
    actions.watch(other, dev, actor=as_actor(dev))
    actions.note(other, Words(text="The same."), actor=as_actor(sue), at=MONDAY)
    work(MONDAY + timedelta(hours=1))
    [digest] = work(MONDAY + timedelta(hours=22), dev)
    assert digest["Subject"] == "Your day: 2 tickets"
    assert "The scanner too" in text_of(digest)
    assert "Do not answer this mail" in text_of(digest)


def test_where_nothing_is_in_it_nothing_comes(dev, watched, work, as_actor):
    read_ticket(watched, as_actor(dev), MONDAY + timedelta(hours=1))
    assert work(MONDAY + timedelta(days=4), dev) == []


def test_it_comes_at_the_hour_and_in_the_zone_of_its_person(sue, dev, sues, as_actor, work):
    type(dev).objects.filter(pk=dev.pk).update(time_zone="America/New_York")
    NotificationSettings.objects.create(person=dev, digest_hour=17)
    actions.watch(sues, dev, actor=as_actor(dev))
    actions.note(sues, Words(text="Hm."), actor=as_actor(sue), at=MONDAY)
    work(MONDAY)
    assert work(datetime(2026, 11, 23, 21, 59, tzinfo=UTC), dev) == []
    assert len(work(datetime(2026, 11, 23, 22, tzinfo=UTC), dev)) == 1


# Quiet hours


@pytest.fixture
def quiet(dev):
    NotificationSettings.objects.create(person=dev, quiet_from=time(18), quiet_until=time(7), quiet_weekends=True)


def test_in_quiet_hours_mail_waits_and_comes_as_one(quiet, sue, dev, sues, work, mail, as_actor):
    night = MONDAY + timedelta(hours=10)
    actions.note(sues, Words(text="@Dev"), actor=as_actor(sue), at=night)
    work(night)
    other = mail("And mine", sender="Bo <bo@acme.example>", subject="The scanner too").ticket
    actions.note(other, Words(text="@Dev here too"), actor=as_actor(sue), at=night + timedelta(hours=1))
    work(night + timedelta(hours=1))
    assert work(MONDAY + timedelta(hours=20, minutes=59), dev) == []
    [mail] = work(MONDAY + timedelta(hours=21), dev)
    assert mail["Subject"] == "2 tickets need you"
    assert work(MONDAY + timedelta(days=1, hours=1), dev) == [mail]


def test_over_the_weekend_it_waits_for_monday(quiet, sue, dev, sues, work, as_actor):
    saturday = MONDAY - timedelta(days=2)
    actions.note(sues, Words(text="@Dev"), actor=as_actor(sue), at=saturday)
    work(saturday)
    assert work(MONDAY - timedelta(hours=3, minutes=1), dev) == []
    assert len(work(MONDAY - timedelta(hours=3), dev)) == 1


def test_what_is_read_in_quiet_hours_is_mailed_no_more(quiet, sue, dev, sues, work, as_actor):
    night = MONDAY + timedelta(hours=10)
    actions.note(sues, Words(text="@Dev"), actor=as_actor(sue), at=night)
    work(night + GRACE)
    read_ticket(sues, as_actor(dev), night + timedelta(hours=1))
    assert work(MONDAY + timedelta(days=2), dev) == []


# What each of us chose


def choose(person, reason: Reason, *ways):
    NotificationSettings.objects.update_or_create(person=person, defaults={"chosen": {str(reason): list(ways)}})


def test_a_reason_that_is_off_tells_nothing(sue, dev, sues, as_actor, told):
    choose(dev, Reason.MENTIONED, False, False, "")
    actions.note(sues, Words(text="@Dev"), actor=as_actor(sue))
    assert told(dev) == []


def test_mail_alone_is_mail_alone(sue, dev, sues, as_actor, work):
    choose(dev, Reason.MENTIONED, False, False, "at-once")
    actions.note(sues, Words(text="@Dev"), actor=as_actor(sue), at=MONDAY)
    work(MONDAY)
    assert not Notification.objects.unread().filter(person=dev).exists()
    assert len(work(MONDAY + GRACE, dev)) == 1


def test_every_reason_has_a_default():
    assert set(DEFAULTS) == set(Reason)
