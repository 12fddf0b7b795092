"""The clock writes down that it rang."""

from datetime import datetime

from transom.people.actor import Actor
from transom.tickets.actions.scope import changing
from transom.tickets.events import ClockRang
from transom.tickets.log import record
from transom.tickets.models import Ticket


def ring(ticket: Ticket, rang: ClockRang, *, actor: Actor, at: datetime) -> Ticket:
    """A step of a rule of time was taken on this ticket: whoever it names is told. Raises `Refused` for one that was merged."""
    with changing(ticket, actor) as current:
        record(current, rang, actor=actor, at=at)
        return current
