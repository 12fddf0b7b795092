"""`record()`, the only door to a ticket, and `replay()`, which proves that nothing came in by a window.

A ticket changes only when an event is recorded: the event is applied to its columns, the row is saved by
compare-and-swap on its version, the collections are written, and the Event row is inserted, all in one transaction.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, models, transaction
from django.utils import timezone

from transom.people.actor import Actor
from transom.tickets.collections import COLLECTIONS
from transom.tickets.events import REGISTRY, EventKind, TicketEvent
from transom.tickets.events.base import upcast
from transom.tickets.events.facts import sort_key
from transom.tickets.history import Event
from transom.tickets.models import Ticket

STREAM = "ticket"


class VersionConflict(Exception):
    """The row has moved on since this ticket was read: it was not locked, which is a fault of the caller."""


class SomethingCameIn(Exception):
    """Events were recorded after the one that the actor had seen; nothing was written. `events` are they, in order."""

    def __init__(self, events: list[Event]):
        super().__init__("; ".join(f"{event.actor_label} {sentence(event)}" for event in events))
        self.events = events


class ReplayDiffers(AssertionError):
    """Folding a ticket's events does not give its row."""


def locked(ticket: Ticket, among: models.QuerySet | None = None) -> Ticket:
    """The ticket as it stands now, held until the transaction ends. A merged ticket is itself, not its successor.

    Raises `Ticket.DoesNotExist` where it is not `among` these.
    """
    if connection.features.has_select_for_update:
        # A statement of its own: PostgreSQL drops the row from a locking join whose other side has changed by the
        # time that the lock is ours, so a ticket that was being moved would look as if it did not exist.
        list(Ticket.objects.select_for_update(no_key=True).filter(pk=ticket.pk).values_list("pk"))
    rows = Ticket.objects.all() if among is None else among
    return rows.select_related("ticket_type", "status").get(pk=ticket.pk)


def locked_successor(ticket: Ticket, among: models.QuerySet | None = None) -> Ticket:
    """The ticket itself, or where it was merged into, held until the transaction ends."""
    while True:
        while ticket.merged_into_id:
            ticket = ticket.merged_into
        current = locked(ticket, among)
        if not current.merged_into_id:
            return current
        ticket = current  # it was merged while we waited


def check_seen(ticket: Ticket, seen: int | None, *kinds: type[TicketEvent]) -> None:
    """Raise `SomethingCameIn` where a word, a note or a move, or another event of `kinds`, came after version `seen`.

    `seen` is the version that the actor's form was made from; None where nobody looked (mail, clock).
    """
    if seen is None or seen >= ticket.version:
        return
    later = list(Event.objects.of_ticket(ticket.pk).filter(sequence__gt=seen))
    stopping = {kind.kind for kind in kinds} | {name for name, kind in REGISTRY.items() if kind.interrupts}
    if any(event.kind in stopping for event in later):
        raise SomethingCameIn(later)


def record(ticket: Ticket, *events: TicketEvent, actor: Actor, at: datetime | None = None) -> list[Event]:
    """Apply `events` to `ticket`, save it, and write them down. The ticket must be `locked()`, or new.

    `at` is when it happened (now, unless a mail waited). Raises `VersionConflict`; the caller's transaction is then
    void.
    """
    at = at or timezone.now()
    with transaction.atomic(savepoint=False):
        version = ticket.version
        before = {name: ticket.__dict__.get(name) for name in COLUMNS}
        advance(ticket, events, at)
        _write(ticket, before)
        for event in events:
            for change in event.changes():
                collection = COLLECTIONS[change.collection]
                if change.removed:
                    collection.remove(ticket, change.removed)
                if change.added:
                    collection.add(ticket, change.added)
        return append(STREAM, ticket.pk, version, *events, actor=actor, at=at)


def advance(ticket: Ticket, events: Iterable[TicketEvent], at: datetime) -> None:
    """What `events` do to the columns of `ticket`, which is not saved."""
    for event in events:
        event.apply(ticket, at)
        ticket.version += 1
        ticket.last_event_at = at if event.touches else ticket.last_event_at
    ticket.sort_key = sort_key(ticket)


def _write(ticket: Ticket, before: dict[str, object]) -> None:
    """Insert a new ticket, or swap the row whose version is still the one in `before`: only what changed, for each index costs."""
    rows, version = models.QuerySet(Ticket), before["version"]
    if version == 0:
        rows.bulk_create([ticket])
        return
    columns = {name: value for name in COLUMNS if (value := getattr(ticket, name)) != before[name]}
    if not rows.filter(pk=ticket.pk, version=version).update(**columns):
        raise VersionConflict(f"ticket {ticket.pk} is no longer at version {version}")


def append(stream: str, stream_id: int, version: int, *events: EventKind, actor: Actor, at: datetime) -> list[Event]:
    """Write events down behind number `version` of their stream. A ticket's come through `record()` alone."""
    return Event.objects.bulk_create(event_rows(stream, stream_id, version, *events, actor=actor, at=at))


def event_rows(
    stream: str, stream_id: int, version: int, *events: EventKind, actor: Actor, at: datetime
) -> list[Event]:
    """The rows of these events behind number `version` of their stream, unsaved."""
    recorded_at = timezone.now()
    return [
        Event(
            stream=stream,
            stream_id=stream_id,
            sequence=sequence,
            kind=event.kind,
            payload=event.payload(),
            payload_version=event.payload_version,
            actor_kind=actor.kind,
            actor_id=actor.id,
            actor_label=actor.label,
            actor_roles=sorted(actor.roles),
            at=at,
            recorded_at=recorded_at,
        )
        for sequence, event in enumerate(events, start=version + 1)
    ]


COLUMNS = [field.attname for field in Ticket._meta.concrete_fields if not field.primary_key]


def event_of(row: Event) -> EventKind:
    """The declared event that a stored row tells."""
    return upcast(row.kind, row.payload, row.payload_version)


def sentence(row: Event) -> str:
    """What the actor did, to stand behind their name."""
    return event_of(row).sentence_by(row.person_id)


def replay(ticket_id: int, before: int | None = None) -> tuple[Ticket, dict[str, set]]:
    """Fold the events of a ticket, or those before the one of that sequence, into an unsaved Ticket and its collections."""
    ticket = Ticket(pk=ticket_id)
    collections: dict[str, set] = {name: set() for name in COLLECTIONS}
    rows = Event.objects.of_ticket(ticket_id)
    for row in rows if before is None else rows.filter(sequence__lt=before):
        event = event_of(row)
        event.apply(ticket, row.at)
        ticket.version = row.sequence
        ticket.last_event_at = row.at if event.touches else ticket.last_event_at
        for change in event.changes():
            members = collections[change.collection]
            members.difference_update(change.removed)
            members.update(change.added)
    ticket.sort_key = sort_key(ticket)
    return ticket, collections


def assert_replays(ticket: Ticket) -> None:
    """Raise `ReplayDiffers` unless the stored row and its collections are what the events say, column by column."""
    stored = Ticket.objects.get(pk=ticket.pk)
    folded, collections = replay(ticket.pk)
    differences = [
        f"{name}: the row says {getattr(stored, name)!r}, the events {getattr(folded, name)!r}"
        for name in COLUMNS
        if getattr(stored, name) != getattr(folded, name)
    ]
    for name, collection in COLLECTIONS.items():
        if (in_rows := collection.read(stored)) != collections[name]:
            differences.append(f"{name}: the rows say {in_rows!r}, the events {collections[name]!r}")
    if differences:
        raise ReplayDiffers(f"{stored}: " + "; ".join(differences))
