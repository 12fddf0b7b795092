"""What is closed is not deaf: the customer is thanked for, heard again, or heard anew, however the ticket was closed."""

from datetime import datetime, timedelta

import pytest

from tests.conftest import ANN
from tests.flows.days import ZONE, Days
from transom.reports.models import CustomerWord, Fate
from transom.tickets.links import TicketLink
from transom.tickets.log import assert_replays
from transom.tickets.models import Ticket
from transom.workflow.models import Status


@pytest.fixture
def days(acme):
    with Days(datetime(2027, 6, 1, 9, tzinfo=ZONE)) as days:
        yield days


@pytest.fixture
def closed(days, sue) -> Ticket:
    """Sue answered Ann's question, and was quick to call it completed."""
    ticket, sues = days.writes(ANN, "How do I put it out?"), days.signed_in(sue)
    days.passes(hours=1)
    days.replies(sues, ticket, "Water helps.")
    days.posts(sues, f"/tickets/{ticket.number}/moves", to=Status.objects.get(slug="completed").pk, comment="Done.")
    assert Ticket.objects.get().is_closed
    return ticket


def test_thanks_stay_with_it_and_a_complaint_brings_it_back(days, closed, sue):
    days.passes(hours=2)
    days.writes(ANN, "Thank you very much, that helped!\n\nKind regards\nAnn")
    assert Ticket.objects.get().is_closed
    assert CustomerWord.objects.filter(fate=Fate.THANKS).count() == 1

    days.passes(days=3)
    days.writes(ANN, "Thanks, but it burns again.")
    again = Ticket.objects.get()
    assert not again.is_closed
    assert again.awaiting_us_since == days.now
    sues = days.signed_in(sue)
    assert "The printer is on fire" in sues.get("/queues/owed/").content.decode()
    days.replies(sues, again, "More water.")
    assert not CustomerWord.objects.filter(fate=Fate.OWED).exists()
    assert_replays(again)


def test_after_a_long_time_it_is_a_new_ticket_that_knows_the_old_one(days, closed, sue):
    days.now += timedelta(days=61)
    fresh = days.writes(ANN, "It burns again.")
    assert fresh.pk != closed.pk
    assert Ticket.objects.get(pk=closed.pk).is_closed
    assert TicketLink.objects.filter(ticket=fresh, other=closed, relation="follows").exists()
    days.passes(hours=1)
    page = days.signed_in(sue).get("/queues/owed/").content.decode()
    assert f"/tickets/{fresh.number}/" in page
    assert f"/tickets/{closed.number}/" not in page
    again = days.writes(ANN, "And the wall, too.")
    assert again.pk == fresh.pk
    for ticket in (closed, fresh):
        assert_replays(ticket)
