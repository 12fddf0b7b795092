"""What a customer's silence leads to stands on the ticket, and what the next clearance will list is a list of its own."""

from datetime import timedelta

import pytest
from django.utils import timezone

from transom.clearance import following_up
from transom.people.actor import person
from transom.tickets import actions
from transom.tickets.due import closing_soon, next_clearance
from transom.tickets.models import Ticket
from transom.tickets.words import Words
from transom.timers.rules import rules
from transom.web.clock.chips import moment
from transom.workflow.models import TicketType


@pytest.fixture
def silent(mail, sue, as_actor):
    """A ticket of this type, on which our word was last so many days ago."""

    def make(days: float, slug: str = "issue", sender="Ann Meyer <ann@acme.example>"):
        at = timezone.now() - timedelta(days=days)
        ticket = mail(at=at - timedelta(hours=1), sender=sender).ticket
        if ticket.ticket_type.slug != slug:
            actions.set_type(ticket, TicketType.objects.get(slug=slug), actor=as_actor(sue), at=at)
        actions.reply(ticket, Words(text="Did it help?"), actor=as_actor(sue), at=at)
        return Ticket.objects.get(pk=ticket.pk)

    return make


def test_closing_soon_is_what_the_next_clearance_lists(sues, silent):
    now = timezone.now()
    left = (next_clearance(now) - now) / timedelta(days=1)
    soon, later = silent(7 - left + 0.01), silent(7 - left - 0.2, sender="Bo <bo@acme.example>")
    question = silent(30, "question", sender="Cy <cy@acme.example>")
    page = sues.get("/queues/closing/").content.decode()
    assert f'id="row-{soon.number}"' in page
    assert f'id="row-{later.number}"' not in page
    assert f'id="row-{question.number}"' not in page
    assert "1 ticket" in page
    assert list(closing_soon(Ticket.objects.all(), rules(), now)) == [soon]


def test_the_lists_of_the_clock_can_be_asked_for(sues, silent, mail):
    closing = silent(40)
    owed = mail(sender="Bo <bo@acme.example>").ticket
    for question, shown, hidden in (
        ("is:owed", owed, closing),
        ("is:closing", closing, owed),
        ("-is:owed", closing, owed),
        ("is:languishing", None, owed),
    ):
        page = sues.get("/find/", {"q": question}).content.decode()
        assert shown is None or f'id="row-{shown.number}"' in page, question
        assert f'id="row-{hidden.number}"' not in page, question


def test_a_word_that_is_none_of_these_is_asked_back(sues):
    assert "is:closing" in sues.get("/find/", {"q": "is:closin"}).content.decode()


def test_a_ticket_says_when_the_follow_up_is_due_and_then_what_came_of_it(sues, silent, sue):
    ticket = silent(1)
    page = sues.get(f"/tickets/{ticket.number}/").content.decode()
    assert "<dt>Follow-up</dt>" in page and "<dd>due " in page
    assert "<dt>Clearance</dt>" in page and "can be closed from " in page
    following_up.hold(ticket, ticket.awaiting_customer_since, timezone.now())
    assert "<dd>held for a look since " in sues.get(f"/tickets/{ticket.number}/").content.decode()
    ticket = silent(1, sender="Bo <bo@else.example>")
    actions.reply(ticket, Words(text="And now?"), actor=person(sue))
    ticket.refresh_from_db()
    assert following_up.send(ticket, ticket.awaiting_customer_since, timezone.now()) == ""
    page = sues.get(f"/tickets/{ticket.number}/").content.decode()
    assert "<dd>sent " in page


def test_a_ticket_that_is_kept_can_be_closed_only_after_that(sues, silent, sue):
    ticket = silent(1)
    actions.keep(ticket, timezone.now() + timedelta(days=30), actor=person(sue))
    page = sues.get(f"/tickets/{ticket.number}/").content.decode()
    assert f"can be closed from {moment(timezone.now() + timedelta(days=37), timezone.now())}"[:-6] in page
