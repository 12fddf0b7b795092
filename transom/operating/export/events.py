"""Every event, in the order in which it was written down, and the hearers that still owe it something."""

from typing import Annotated, Any

from django.db.models import OuterRef, Subquery
from msgspec import Meta

from transom.operating.export.base import Kind, Row, Time, row_of
from transom.tickets.history import Event, MissedHearing
from transom.tickets.log import STREAM
from transom.tickets.models import Ticket


class ExportedEvent(Row):
    id: Annotated[int, Meta(description="The event's key.")]
    stream: Annotated[str, Meta(description="What it happened to: ticket, inbound, …")]
    stream_id: Annotated[int, Meta(description="The key of that row.")]
    ticket: Annotated[int | None, Meta(description="The ticket's number, in the stream ticket.")]
    sequence: Annotated[int, Meta(description="1, 2, 3, … in its stream, without a gap.")]
    kind: Annotated[str, Meta(description="What happened.")]
    payload: Annotated[dict[str, Any], Meta(description="The event's own fields; its kind says which.")]
    payload_version: Annotated[int, Meta(description="The shape of the payload.")]
    actor_kind: Annotated[str, Meta(description="person, contact, clock or system.")]
    actor_id: Annotated[int | None, Meta(description="The key of that person or contact.")]
    actor_label: Annotated[str, Meta(description="Their name of that day.")]
    actor_roles: Annotated[list[str], Meta(description="Their roles of that moment.")]
    at: Annotated[Time, Meta(description="When it happened.")]
    recorded_at: Annotated[Time, Meta(description="When it was written down.")]
    dispatched_at: Annotated[Time | None, Meta(description="When its hearers were told; null while they are owed.")]
    dispatch_attempts: Annotated[int, Meta(description="How often they were called.")]


class ExportedMissedHearing(Row):
    id: Annotated[int, Meta(description="The row's key.")]
    event: Annotated[int, Meta(description="The event's key.")]
    hearer: Annotated[str, Meta(description="What failed on that event.")]
    attempts: Annotated[int, Meta(description="How often it was called.")]
    due_at: Annotated[Time, Meta(description="When it is called again.")]
    settled_at: Annotated[Time | None, Meta(description="When it went well.")]
    parked_at: Annotated[Time | None, Meta(description="When it was given up and left to a person.")]
    last_error: Annotated[str, Meta(description="What went wrong last.")]


def _events():
    number = Ticket.objects.filter(pk=OuterRef("stream_id")).values("number")
    return Event.objects.annotate(ticket_number=Subquery(number))


def _event(row: Event) -> Row:
    return row_of(ExportedEvent, row, ticket=row.ticket_number if row.stream == STREAM else None)


KINDS = (
    Kind("events", ExportedEvent, _events, _event),
    Kind(
        "missed_hearings",
        ExportedMissedHearing,
        MissedHearing.objects.all,
        lambda row: row_of(ExportedMissedHearing, row, event=row.event_id),
    ),
)
