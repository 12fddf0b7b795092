"""The rules of time, their calendars, and what the clock has done by them."""

from typing import Annotated, Any

from msgspec import Meta

from transom.clock.models import TimerFired
from transom.operating.export.base import Kind, Row, Time, row_of
from transom.timers.models import Calendar, TimerRule


class ExportedCalendar(Row):
    id: Annotated[int, Meta(description="The calendar's key.")]
    name: Annotated[str, Meta(description="What it is called.")]
    time_zone: Annotated[str, Meta(description="A name of the IANA database.")]
    country: Annotated[str, Meta(description="Whose public holidays are off; empty for none.")]
    subdivision: Annotated[str, Meta(description="The part of the country; empty for the whole.")]
    hours: Annotated[
        list[list[list[int]]], Meta(description="Seven lists, Monday first, of [start, end] in minutes of the day.")
    ]
    days_off: Annotated[
        list[dict[str, Any]], Meta(description="The desk's own days: day, name, and whether it works after all.")
    ]
    is_default: Annotated[bool, Meta(description="Whether it is the desk's.")]


class ExportedTimerStep(Row):
    id: Annotated[int, Meta(description="The step's key.")]
    offset_minutes: Annotated[int, Meta(description="From the deadline; before it where negative.")]
    effect: Annotated[str, Meta(description="What the clock does.")]
    tag: Annotated[str, Meta(description="Which tag, where it tags.")]


class ExportedTimerRule(Row):
    id: Annotated[int, Meta(description="The rule's key.")]
    kind: Annotated[str, Meta(description="What it watches.")]
    name: Annotated[str, Meta(description="What it is called.")]
    ticket_type: Annotated[int | None, Meta(description="The key of the type it is meant for; null for any.")]
    tier: Annotated[str, Meta(description="The tier it is meant for; empty for any.")]
    team: Annotated[int | None, Meta(description="The key of the team it is meant for; null for any.")]
    calendar: Annotated[int | None, Meta(description="The calendar's key; null for the desk's.")]
    counting: Annotated[str, Meta(description="working or real.")]
    after_minutes: Annotated[int | None, Meta(description="Within how long; null where each status has its own limit.")]
    move_to: Annotated[int | None, Meta(description="The key of the status that clearance closes to.")]
    is_active: Annotated[bool, Meta(description="Whether it holds.")]
    position: Annotated[int, Meta(description="Its place: the first that fits holds.")]
    version: Annotated[int, Meta(description="How often it was changed.")]
    changed_at: Annotated[Time, Meta(description="When it was changed last.")]
    steps: Annotated[list[ExportedTimerStep], Meta(description="What the clock does, in order.")]


class ExportedFiring(Row):
    id: Annotated[int, Meta(description="Its key.")]
    step: Annotated[int, Meta(description="The step's key.")]
    ticket: Annotated[int, Meta(description="The ticket's number.")]
    anchor: Annotated[Time, Meta(description="The moment that it was counted from; a step is taken once for each.")]
    fired_at: Annotated[Time, Meta(description="When it was taken.")]
    result: Annotated[str, Meta(description="Why nothing came of it; empty where something did.")]


def _rule(row: TimerRule) -> Row:
    keys = {
        "ticket_type": row.ticket_type_id,
        "team": row.team_id,
        "calendar": row.calendar_id,
        "move_to": row.move_to_id,
    }
    return row_of(ExportedTimerRule, row, steps=[row_of(ExportedTimerStep, step) for step in row.steps.all()], **keys)


def _firing(row: TimerFired) -> Row:
    return row_of(ExportedFiring, row, step=row.step_id, ticket=row.ticket.number)


KINDS = (
    Kind("calendars", ExportedCalendar, Calendar.objects.all, lambda row: row_of(ExportedCalendar, row)),
    Kind("timer_rules", ExportedTimerRule, lambda: TimerRule.objects.prefetch_related("steps"), _rule),
    Kind("timer_fired", ExportedFiring, lambda: TimerFired.objects.select_related("ticket"), _firing),
)
