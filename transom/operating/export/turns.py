"""Who answered for the queue: the plan, who was away, who held it when, and what was written at a hand-over."""

from typing import Annotated

from msgspec import Meta

from transom.operating.export.base import Kind, Row, Time, row_of
from transom.people.shifts import Absence, HandOver, Holding, Shift


class ExportedShift(Row):
    id: Annotated[int, Meta(description="The shift's key.")]
    role: Annotated[str, Meta(description="queue-manager.")]
    person: Annotated[int, Meta(description="A person's key: who is planned.")]
    deputy: Annotated[int | None, Meta(description="A person's key: who stands in while they are away.")]
    starts_at: Annotated[Time, Meta(description="When it starts.")]
    ends_at: Annotated[Time, Meta(description="When it ends.")]


class ExportedAbsence(Row):
    id: Annotated[int, Meta(description="The absence's key.")]
    person: Annotated[int, Meta(description="A person's key: who is away.")]
    starts_at: Annotated[Time, Meta(description="From when.")]
    ends_at: Annotated[Time, Meta(description="Until when.")]
    note: Annotated[str, Meta(description="What was written with it.")]


class ExportedHolding(Row):
    id: Annotated[int, Meta(description="Its key. Of each moment since the first exactly one tells.")]
    role: Annotated[str, Meta(description="queue-manager.")]
    person: Annotated[int | None, Meta(description="A person's key: who answered for it; null where nobody did.")]
    since: Annotated[Time, Meta(description="From when.")]
    until: Annotated[Time | None, Meta(description="Until when; null while it lasts.")]
    how: Annotated[str, Meta(description="by-plan, accepted, took-over, deputy, alone or nobody.")]
    shift: Annotated[int | None, Meta(description="A shift's key: the one that they held it for, or during which.")]


class ExportedHandOver(Row):
    id: Annotated[int, Meta(description="Its key; events of the stream shift speak of it.")]
    role: Annotated[str, Meta(description="queue-manager.")]
    giver: Annotated[int, Meta(description="A person's key.")]
    taker: Annotated[int | None, Meta(description="A person's key; null where anybody could take it.")]
    note: Annotated[str, Meta(description="What the next one had to know.")]
    offered_at: Annotated[Time, Meta(description="When it was offered.")]
    settled_at: Annotated[Time | None, Meta(description="When it was over; null while it waits.")]
    accepted: Annotated[bool, Meta(description="Whether it was accepted.")]


def _shift(row: Shift) -> Row:
    return row_of(ExportedShift, row, person=row.person_id, deputy=row.deputy_id)


def _absence(row: Absence) -> Row:
    return row_of(ExportedAbsence, row, person=row.person_id)


def _holding(row: Holding) -> Row:
    return row_of(ExportedHolding, row, person=row.person_id, shift=row.shift_id)


def _hand_over(row: HandOver) -> Row:
    return row_of(ExportedHandOver, row, giver=row.giver_id, taker=row.taker_id)


KINDS = (
    Kind("shifts", ExportedShift, Shift.objects.all, _shift),
    Kind("absences", ExportedAbsence, Absence.objects.all, _absence),
    Kind("holdings", ExportedHolding, Holding.objects.all, _holding),
    Kind("hand-overs", ExportedHandOver, HandOver.objects.all, _hand_over),
)
