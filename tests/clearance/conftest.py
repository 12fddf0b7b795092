"""Ann's ticket, which Sue has answered and on which Ann is silent; and the clock that asks again."""

from datetime import timedelta

import pytest

from transom.clearance import following_up
from transom.tickets import actions
from transom.tickets.actions import Words
from transom.tickets.models import Ticket
from transom.worker import drain

QUESTION = "Which version of the printer driver do you use?"


@pytest.fixture
def silent(ticket, sue, as_actor) -> Ticket:
    """Ann's ticket with Sue's word last. Its anchor is `awaiting_customer_since`."""
    actions.reply(ticket, Words(text=QUESTION), actor=as_actor(sue))
    drain()
    ticket.refresh_from_db()
    assert ticket.awaiting_customer_since is not None
    return ticket


@pytest.fixture
def held(silent):
    """A follow-up on it, held for a look."""
    assert following_up.hold(silent, silent.awaiting_customer_since, later(silent)) == ""
    drain()
    return silent.held_follow_ups.get()


def later(ticket: Ticket, **time):
    """Some time into the silence of the ticket, two days unless it is said."""
    return ticket.awaiting_customer_since + timedelta(**(time or {"days": 2}))
