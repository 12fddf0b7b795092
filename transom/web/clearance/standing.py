"""What a ticket's own page says of its silence."""

from django.utils import timezone

from transom.tickets.events import About, ReplySent, StatusChanged
from transom.tickets.models import Ticket
from transom.web.agent.history import Told
from transom.web.clearance.forms import DAYS


def silence_card(ticket: Ticket, told: list[Told]) -> dict | None:
    """What the panel says of the ticket's silence; None where there is nothing to say."""
    if ticket.is_closed:
        return {"closed": True} if _was_let_go(told) else None
    if ticket.awaiting_customer_since is None:
        return None
    kept = ticket.kept_until if ticket.kept_until and ticket.kept_until > timezone.now() else None
    return {"closed": False, "kept_until": kept, "days": DAYS}


def _was_let_go(told: list[Told]) -> bool:
    """Is it closed because its customer was silent: did our closing message come with the last move?"""
    events = [event for _row, event in told if isinstance(event, StatusChanged | ReplySent)]
    return len(events) > 1 and isinstance(events[-1], StatusChanged) and _is_farewell(events[-2])


def _is_farewell(event) -> bool:
    return isinstance(event, ReplySent) and event.about == About.FAREWELL
