"""What somebody outside of a restricted mailbox's team could learn of it by the pages of time, silence and figures."""

from datetime import timedelta

import pytest
from django.utils import timezone

from transom.clearance import batches, following_up
from transom.clearance.models import ClearanceItem, HeldFollowUp, RevivalLink
from transom.mail.models import InboundEmail
from transom.notifications.models import Notification
from transom.people.actor import person
from transom.people.roles import Role
from transom.tickets import actions
from transom.tickets.models import Ticket
from transom.tickets.words import Words
from transom.worker import drain
from transom.workflow.models import TicketType

PAGES = (
    "/cockpit/",
    "/cockpit/figures",
    "/cockpit/answer/",
    "/queues/owed/",
    "/queues/closing/",
    "/find/?q=is:owed",
    "/find/?q=is:overdue",
    "/find/?q=is:closing",
    "/follow-ups/",
    "/clearance/",
    "/qa/",
    "/shifts/",
    "/numbers/",
    "/numbers/?by=team",
    "/numbers/?by=tier",
    "/nothing-missed/",
    "/nothing-missed/words/owed/",
    "/nothing-missed/words/answered/",
    "/nothing-missed/mails/ticket/",
    "/nothing-missed/unaccounted/",
    "/setup/clock/",
    "/notifications/",
)


@pytest.fixture
def silent(hidden, quinn) -> Ticket:
    """A second one, of the board's issues, that has been silent for nine days: in the clearance, and held for a look."""
    ago = timezone.now() - timedelta(days=9)
    actor = person(quinn)
    other = actions.open_ticket("Hushsilence", hidden.requester, actor=actor, mailbox=hidden.mailbox, at=ago)
    actions.set_type(other, TicketType.objects.get(slug="issue"), actor=actor, at=ago)
    actions.reply(other, Words(text="Hushquestion?"), actor=actor, at=ago)
    other.refresh_from_db()
    following_up.hold(other, other.awaiting_customer_since, timezone.now())
    batches.draw_up(timezone.now() + timedelta(days=7))
    actions.set_priority(hidden, "urgent", actor=actor, reason="Hushreason")
    actions.mark_quick(hidden, True, actor=actor)
    drain()
    assert HeldFollowUp.objects.exists()
    assert ClearanceItem.objects.exists()
    return other


@pytest.fixture
def curious(sue):
    """Sue may do whatever a queue manager, QA and an admin may, and is not in the board's team."""
    sue.give_roles(Role.QUEUE_MANAGER, Role.QA, Role.ADMIN)
    return sue


@pytest.mark.parametrize("page", PAGES)
def test_no_page_tells_of_it(silent, curious, sues, quinns, page):
    answer = sues.get(page)
    assert answer.status_code in (200, 303), answer.headers
    assert "hush" not in answer.content.decode().lower().replace("hushbox", "")
    assert quinns.get(page).status_code in (200, 303, 403, 404)


def test_who_is_in_the_team_sees_it(silent, quinns):
    for page in ("/cockpit/", "/queues/owed/", "/clearance/", "/follow-ups/", "/nothing-missed/words/owed/"):
        assert "hush" in quinns.get(page).content.decode().lower(), page


def test_no_act_reaches_it(silent, hidden, curious, sues):
    held, item = HeldFollowUp.objects.get(), ClearanceItem.objects.get()
    number, version = hidden.number, Ticket.objects.get(pk=hidden.pk).version
    forms = {
        f"/follow-ups/{held.pk}/send": {"text": "Hello", "seen": 99},
        f"/follow-ups/{held.pk}/skip": {"reason": "x", "seen": 99},
        f"/clearance/{item.pk}/close": {"seen": 99},
        f"/clearance/{item.pk}/keep": {"days": 7, "seen": 99},
        f"/tickets/{number}/quick": {"seen": version},
        f"/tickets/{number}/decisions": {"decision": 1, "seen": version},
        f"/tickets/{number}/keep": {"days": 7, "seen": version},
        f"/tickets/{silent.number}/bring-back": {"seen": version},
        f"/cockpit/tickets/{number}/reply": {"body": "x", "seen": version},
    }
    missing = sues.post("/tickets/999999/keep", {"days": 7, "seen": 1})
    for address, fields in forms.items():
        answer = sues.post(address, fields)
        assert answer.status_code == missing.status_code == 404, address
    sues.post("/clearance/many", {"what": "close", "items": f"{item.pk}:99"})
    assert not Ticket.objects.get(pk=silent.pk).is_closed
    assert Ticket.objects.get(pk=hidden.pk).version == version
    assert HeldFollowUp.objects.get().decision == ClearanceItem.objects.get().decision == ""


def test_the_sums_count_only_what_one_sees(silent, curious, sues, quinns, mail, ann):
    """A curious reader compares two numbers: what is hidden is in neither."""
    mail("It is broken.")
    drain()
    assert InboundEmail.objects.count() == 2
    csv = "/numbers/reaction.csv"
    ours, theirs = (client.get(csv).content.decode() for client in (sues, quinns))
    assert "hush" not in ours.lower()
    assert ours != theirs


def test_no_digest_or_notification_tells_of_it(silent, curious):
    drain(lambda: timezone.now() + timedelta(days=3))
    told = Notification.objects.filter(person=curious)
    assert not told.filter(ticket__in=[silent.pk]).exists()
    assert "hush" not in " ".join(told.values_list("words", flat=True)).lower()


def test_a_link_back_leads_nowhere_where_its_reader_sees_nothing_any_more(ticket, ann, quinn, as_actor, mail, client):
    """The ticket was merged into another that is not theirs to see: the link is as one that never was."""
    made = RevivalLink.objects.offer(ticket, ann, timezone.now())
    assert client.get(f"/back/{made.token}/").status_code == 200
    other = mail("Something else.", sender="Bo <bo@acme.example>").ticket
    actions.merge(ticket, other, actor=as_actor(quinn))
    actions.unwatch(Ticket.objects.get(pk=other.pk), ann, actor=as_actor(quinn))
    for answer in (client.get(f"/back/{made.token}/"), client.post(f"/back/{made.token}/", {"words": "Hello"})):
        assert answer.status_code == 404
