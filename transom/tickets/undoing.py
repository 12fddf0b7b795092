"""What can still be undone: a merge, until either side moves on."""

from collections.abc import Iterable

from transom.tickets.events import MergedIn, MergedInto, TicketEvent
from transom.tickets.history import Event
from transom.tickets.log import event_of
from transom.tickets.models import Ticket

Told = tuple[Event, TicketEvent]


def standing(rows: Iterable[Event]) -> list[Told]:
    """The events of one ticket without those that were undone, and without what undid them."""
    return standing_of([(row, event_of(row)) for row in rows])


def standing_of(events: Iterable[Told]) -> list[Told]:
    """As `standing`, of events that are read already."""
    events = list(events)
    gone = {event.undoes for _row, event in events if event.undoes is not None}
    return [(row, event) for row, event in events if event.undoes is None and row.sequence not in gone]


def undoable(events: Iterable[Told]) -> Told | None:
    """The merge at the end of one ticket's history, if nothing came after it that ends its undoing; else None.

    It is a `MergedIn` on the ticket that goes on, a `MergedInto` on the one that ended; both must be found.
    """
    last = next((told for told in reversed(standing_of(events)) if told[1].moves_on), None)
    return last if last and isinstance(last[1], MergedIn | MergedInto) else None


def undoable_on(ticket: Ticket) -> Told | None:
    return undoable((row, event_of(row)) for row in Event.objects.of_ticket(ticket.pk))
