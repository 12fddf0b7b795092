"""Short words for the tests of tickets: moments, words, and what the history tells."""

from datetime import UTC, datetime, timedelta

from transom.tickets.history import Event
from transom.tickets.log import event_of
from transom.tickets.models import Ticket
from transom.tickets.words import Words
from transom.workflow.models import Status, TicketType

STARTED = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday


def hours(count: float) -> datetime:
    """So many hours after the ticket began."""
    return STARTED + timedelta(hours=count)


def said(text: str, **more) -> Words:
    return Words(text=text, **more)


def now(ticket: Ticket) -> Ticket:
    """The ticket as it stands."""
    return Ticket.objects.get(pk=ticket.pk)


def kinds(ticket: Ticket) -> list[str]:
    return [row.kind for row in Event.objects.of_ticket(ticket.pk)]


def last(ticket: Ticket, kind: str | None = None):
    """The latest event of the ticket, or of one kind, as it was declared."""
    rows = Event.objects.of_ticket(ticket.pk)
    return event_of((rows.filter(kind=kind) if kind else rows).last())


def status(slug: str) -> Status:
    return Status.objects.get(slug=slug)


def of_type(slug: str) -> TicketType:
    return TicketType.objects.get(slug=slug)
