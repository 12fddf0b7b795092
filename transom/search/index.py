"""Keeping the index true: what is said, sorted, joined and split is written into it by hearers; names by whoever changes them."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from transom.search import engine, pieces
from transom.search.models import Kind, SearchDue, SearchEntry
from transom.tickets.events import (
    REGISTRY,
    ContactChanged,
    CustomerChanged,
    CustomerSet,
    MessageReceived,
    NoteAdded,
    ReplySent,
    SubjectChanged,
    TagsChanged,
    TicketOpened,
)
from transom.tickets.history import Event
from transom.tickets.log import event_of
from transom.tickets.models import Ticket

CHUNK = 500


def hear_message(row: Event, now: datetime) -> None:
    """A public word was said."""
    engine.write(pieces.of_messages([event_of(row).message]))


def hear_note(row: Event, now: datetime) -> None:
    engine.write(pieces.of_notes([event_of(row).note]))


def hear_head(row: Event, now: datetime) -> None:
    """A ticket was opened, or what stands in its head alone has changed."""
    engine.write(pieces.of_heads([row.stream_id]))


def hear_ticket(row: Event, now: datetime) -> None:
    """What stands in every piece of the ticket has changed, or which pieces are its own."""
    refresh([row.stream_id])


def hear_contact(row: Event, now: datetime) -> None:
    """What we know of a contact was corrected."""
    event: ContactChanged = event_of(row)
    if "name" in event.now:
        due(Ticket.objects.filter(requester=event.contact.id))


def hear_customer(row: Event, now: datetime) -> None:
    """What we know of a customer was corrected."""
    event: CustomerChanged = event_of(row)
    if "name" in event.now:
        due(Ticket.objects.filter(customer=event.customer.id))


def refresh(tickets: Iterable[int]) -> None:
    """Write all pieces of these tickets (keys) anew, and take out of the index what is no longer a piece of them."""
    keys = list(tickets)
    written = list(pieces.of_tickets(keys))
    known = set(SearchEntry.objects.filter(ticket__in=keys).values_list("pk", flat=True))
    stray = known - {piece.key for piece in written}
    moved = _moved(stray)
    engine.write([*written, *moved])
    engine.forget(sorted(stray - {piece.key for piece in moved}))


def _moved(keys: set[int]) -> list:
    """The pieces with these keys that belong to another ticket by now, as they are there."""
    rows = list(SearchEntry.objects.filter(pk__in=keys).values_list("kind", "source"))
    of = {kind: [source for its, source in rows if its == kind] for kind in (Kind.MESSAGE, Kind.NOTE)}
    return [*pieces.of_messages(of[Kind.MESSAGE]), *pieces.of_notes(of[Kind.NOTE])]


def due(tickets: QuerySet) -> None:
    """A name that stands in the pieces of these tickets has changed: the worker writes them anew, when it has time."""
    keys = tickets.order_by().values_list("pk", flat=True)
    SearchDue.objects.bulk_create(
        (SearchDue(ticket_id=key) for key in keys.iterator(chunk_size=CHUNK)),
        ignore_conflicts=True,
        batch_size=CHUNK,
    )


MOVING = {
    kind: (hear_ticket,) for kind, event in REGISTRY.items() if {"messages", "notes"} & {*event.__struct_fields__}
}
"""Whatever moves words from one ticket to another: merges and splits, and their undoing."""
HEARERS = MOVING | {
    TicketOpened.kind: (hear_head,),
    MessageReceived.kind: (hear_message,),
    ReplySent.kind: (hear_message,),
    NoteAdded.kind: (hear_note,),
    TagsChanged.kind: (hear_head,),
    SubjectChanged.kind: (hear_ticket,),
    CustomerSet.kind: (hear_ticket,),
    ContactChanged.kind: (hear_contact,),
    CustomerChanged.kind: (hear_customer,),
}
