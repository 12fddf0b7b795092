"""What can be answered at once is marked, so that it comes first."""

from datetime import datetime

from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.tickets.actions.scope import Refused, changing
from transom.tickets.events import MarkedQuick
from transom.tickets.log import record
from transom.tickets.models import Ticket


def mark_quick(
    ticket: Ticket, quick: bool = True, *, actor: Actor, seen: int | None = None, at: datetime | None = None
) -> Ticket:
    """Say that it can be answered at once, or that it cannot. What is said already is no event.

    Raises `Refused` where nobody waits for an answer.
    """
    with changing(ticket, actor, MarkedQuick, seen=seen) as current:
        if quick and current.awaiting_us_since is None:
            raise Refused(_("Nobody waits for an answer here, so there is none to be quick about."))
        if current.is_quick != quick:
            record(current, MarkedQuick(quick=quick), actor=actor, at=at)
        return current
