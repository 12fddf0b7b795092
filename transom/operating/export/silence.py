"""What the desk writes by itself, follow-ups that were held, each week's clearance, and the links by which customers come back."""

from typing import Annotated

from django.db.models import F
from msgspec import Meta

from transom.clearance.models import ClearanceBatch, ClearanceItem, ClockWords, HeldFollowUp, RevivalLink
from transom.operating.export.base import Kind, Row, Time, row_of


class ExportedClockWords(Row):
    id: Annotated[int, Meta(description="The words' key.")]
    kind: Annotated[str, Meta(description="follow-up or farewell.")]
    ticket_type: Annotated[str | None, Meta(description="The type's slug; null for any.")]
    language: Annotated[str, Meta(description="As in de or pt-br; empty for the desk's own.")]
    text: Annotated[str, Meta(description="Markdown with the names of variables in it.")]


class ExportedHeldFollowUp(Row):
    id: Annotated[int, Meta(description="The follow-up's key.")]
    ticket: Annotated[int, Meta(description="The ticket's number.")]
    anchor: Annotated[Time, Meta(description="Since when the customer was silent.")]
    text: Annotated[str, Meta(description="What they would have read.")]
    held_at: Annotated[Time, Meta(description="When it was held.")]
    decision: Annotated[str, Meta(description="sent, skipped or overtaken; empty while it waits.")]
    decided_at: Annotated[Time | None, Meta(description="When that was decided.")]
    decided_by: Annotated[int | None, Meta(description="A person's key.")]
    reason: Annotated[str, Meta(description="Why it could not go out by itself, or why it was skipped.")]


class ExportedClearanceBatch(Row):
    id: Annotated[int, Meta(description="The batch's key.")]
    day: Annotated[str, Meta(description="The day on which it was due, as in 2026-12-31.")]
    opened_at: Annotated[Time, Meta(description="When it was drawn up.")]
    closed_at: Annotated[Time | None, Meta(description="When the next one took its place.")]


class ExportedClearanceItem(Row):
    id: Annotated[int, Meta(description="The item's key.")]
    batch: Annotated[int, Meta(description="The batch's key.")]
    ticket: Annotated[int, Meta(description="The ticket's number.")]
    anchor: Annotated[Time, Meta(description="Since when the customer was silent.")]
    decision: Annotated[str, Meta(description="kept, called, closed or overtaken; empty where nobody decided.")]
    decided_at: Annotated[Time | None, Meta(description="When that was decided.")]
    decided_by: Annotated[int | None, Meta(description="A person's key.")]
    kept_until: Annotated[Time | None, Meta(description="Until when it was kept.")]
    revived_at: Annotated[Time | None, Meta(description="When it was seen that it came back.")]


class ExportedRevivalLink(Row):
    id: Annotated[int, Meta(description="The link's key, by which events' payloads speak of it.")]
    ticket: Annotated[int, Meta(description="The ticket's number.")]
    contact: Annotated[int, Meta(description="A contact's key.")]
    made_at: Annotated[Time, Meta(description="When it was sent.")]
    expires_at: Annotated[Time, Meta(description="Until when it was good.")]
    used_at: Annotated[Time | None, Meta(description="When it was used.")]


def _words(row: ClockWords) -> Row:
    return row_of(ExportedClockWords, row, ticket_type=row.ticket_type.slug if row.ticket_type else None)


def _held(row: HeldFollowUp) -> Row:
    return row_of(ExportedHeldFollowUp, row, ticket=row.ticket_number, decided_by=row.decided_by_id)


def _batch(row: ClearanceBatch) -> Row:
    return row_of(ExportedClearanceBatch, row, day=str(row.day))


def _item(row: ClearanceItem) -> Row:
    return row_of(
        ExportedClearanceItem, row, batch=row.batch_id, ticket=row.ticket_number, decided_by=row.decided_by_id
    )


def _link(row: RevivalLink) -> Row:
    return row_of(ExportedRevivalLink, row, ticket=row.ticket_number, contact=row.contact_id)


NUMBER = {"ticket_number": F("ticket__number")}
KINDS = (
    Kind("clock-words", ExportedClockWords, lambda: ClockWords.objects.select_related("ticket_type"), _words),
    Kind("held-follow-ups", ExportedHeldFollowUp, lambda: HeldFollowUp.objects.annotate(**NUMBER), _held),
    Kind("clearance-batches", ExportedClearanceBatch, lambda: ClearanceBatch.objects.all(), _batch),
    Kind("clearance-items", ExportedClearanceItem, lambda: ClearanceItem.objects.annotate(**NUMBER), _item),
    Kind("revival-links", ExportedRevivalLink, lambda: RevivalLink.objects.annotate(**NUMBER), _link),
)
