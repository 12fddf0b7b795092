"""Looking at a ticket together."""

from datetime import datetime

from transom.people.actor import Actor
from transom.tickets.actions.scope import changing
from transom.tickets.events import LookedAt, Ref
from transom.tickets.log import record
from transom.tickets.models import Ticket


def looked_at(ticket: Ticket, review: Ref, *, actor: Actor, at: datetime | None = None) -> Ticket:
    """The people of this review have looked at it. Raises `NotAllowed`, and `Refused` for one that was merged."""
    with changing(ticket, actor) as current:
        record(current, LookedAt(review=review), actor=actor, at=at)
        return current
