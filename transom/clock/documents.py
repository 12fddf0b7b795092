"""A rule and a calendar as plain values: what a form says, what history keeps, and what is put back."""

from typing import Any

import msgspec

from transom.people.models import Team
from transom.tickets.events.base import Ref
from transom.timers.models import Calendar, Counting, TimerRule, TimerStep
from transom.workflow.models import Status, TicketType


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that the clock does. `key` is its row's, so that what it has done is not done again; None for a new one."""

    offset_minutes: int
    effect: str
    tag: str = ""
    key: int | None = None


class RuleDocument(msgspec.Struct, frozen=True, kw_only=True):
    """What a `TimerRule` says, without its place among the others. Rows are named as they were called then."""

    watches: str
    name: str
    ticket_type: Ref | None = None
    tier: str = ""
    team: Ref | None = None
    calendar: Ref | None = None
    counting: str = Counting.REAL.value
    after_minutes: int | None = None
    move_to: Ref | None = None
    is_active: bool = True
    steps: tuple[Step, ...] = ()

    @classmethod
    def of(cls, rule: TimerRule) -> "RuleDocument":
        steps = tuple(
            Step(offset_minutes=step.offset_minutes, effect=step.effect, tag=step.tag, key=step.pk)
            for step in sorted(rule.steps.all(), key=lambda step: (step.offset_minutes, step.pk))
        )
        rows = {name: Ref.maybe(getattr(rule, name)) for name in ("ticket_type", "team", "calendar", "move_to")}
        plain = {name: getattr(rule, name) for name in ("name", "tier", "counting", "after_minutes", "is_active")}
        return cls(watches=rule.kind, steps=steps, **rows, **plain)

    def row(self, rule: TimerRule | None = None) -> TimerRule:
        """A rule that says this, unsaved and without its steps; what is no more of the rows that it names is left empty.

        Raises `LookupError` for a type or a team that is no more: the rule would fit every ticket without it.
        """
        rule = rule or TimerRule()
        rule.kind, rule.name, rule.tier = self.watches, self.name, self.tier
        rule.counting, rule.after_minutes, rule.is_active = self.counting, self.after_minutes, self.is_active
        rule.ticket_type, rule.team = _needed(TicketType, self.ticket_type), _needed(Team, self.team)
        rule.calendar, rule.move_to = _row(Calendar, self.calendar), _row(Status, self.move_to)
        return rule


class CalendarDocument(msgspec.Struct, frozen=True, kw_only=True):
    """What a `Calendar` says, in the shapes of its columns."""

    name: str
    time_zone: str
    country: str = ""
    subdivision: str = ""
    hours: list[list[list[int]]] = []
    days_off: list[dict[str, Any]] = []
    is_default: bool = False

    @classmethod
    def of(cls, calendar: Calendar) -> "CalendarDocument":
        return cls(**{name: getattr(calendar, name) for name in cls.__struct_fields__})

    def row(self, calendar: Calendar | None = None) -> Calendar:
        """A calendar that says this, unsaved."""
        calendar = calendar or Calendar()
        for name in self.__struct_fields__:
            setattr(calendar, name, getattr(self, name))
        return calendar


def steps_of(rule: TimerRule, steps: tuple[Step, ...]) -> list[TimerStep]:
    """The unsaved rows of these steps of a rule."""
    return [
        TimerStep(pk=step.key, rule=rule, offset_minutes=step.offset_minutes, effect=step.effect, tag=step.tag)
        for step in steps
    ]


def _row(model, ref: Ref | None):
    return model.objects.filter(pk=ref.id).first() if ref else None


def _needed(model, ref: Ref | None):
    row = _row(model, ref)
    if ref and row is None:
        raise LookupError(ref.label)
    return row
