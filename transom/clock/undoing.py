"""Putting back what somebody changed about the clock: the values from before, as a change of its own."""

from datetime import datetime

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from transom.clock import calendars, changing
from transom.clock.changes import CalendarSet, RuleSet, RulesOrdered, TimesSet
from transom.clock.documents import RuleDocument, Step
from transom.people.actor import Actor
from transom.tickets.actions import Refused
from transom.tickets.events.base import EventKind
from transom.tickets.history import Event
from transom.tickets.log import event_of
from transom.timers.models import Calendar, TimerRule, TimerStep


def can_be_put_back(event: EventKind) -> bool:
    """Is there anything from before? What was made is removed on its own page."""
    return isinstance(event, RulesOrdered | TimesSet) or getattr(event, "before", None) is not None


@transaction.atomic
def put_back(row: Event, *, actor: Actor, at: datetime) -> None:
    """As it was before this event, whatever came since. What was removed comes again, a rule switched off.

    Raises `Refused` where what it names is no more.
    """
    event = event_of(row)
    if not can_be_put_back(event):
        raise Refused(_("There is nothing from before: it was made then."))
    try:
        _BACK[type(event)](event, actor, at)
    except LookupError as gone:
        raise Refused(_("%(name)s is no more, so this cannot be put back.") % {"name": gone.args[0]}) from gone


def _rule(event: RuleSet, actor: Actor, at: datetime) -> None:
    rule = TimerRule.objects.filter(pk=event.rule.id).first()
    if rule is None and event.after is not None:
        raise LookupError(event.rule.label)
    document = msgspec.structs.replace(event.before, steps=_steps(rule, event.before))
    if rule is None:  # it would ring for what has been waiting
        document = msgspec.structs.replace(document, is_active=False)
    changing.set_rule(rule, document, actor=actor, at=at)


def _steps(rule: TimerRule | None, document: RuleDocument) -> tuple[Step, ...]:
    """Those whose rows are still there keep them; the others are new."""
    there = set(TimerStep.objects.filter(rule=rule).values_list("pk", flat=True)) if rule else set()
    return tuple(step if step.key in there else msgspec.structs.replace(step, key=None) for step in document.steps)


def _order(event: RulesOrdered, actor: Actor, at: datetime) -> None:
    rule = TimerRule.objects.filter(pk=event.rule.id).first()
    if rule is None:
        raise LookupError(event.rule.label)
    by = event.before.index(rule.pk) - event.after.index(rule.pk)
    changing.shift_rule(rule, by, actor=actor, at=at)


def _calendar(event: CalendarSet, actor: Actor, at: datetime) -> None:
    calendar = Calendar.objects.filter(pk=event.calendar.id).first()
    if calendar is None and event.after is not None:
        raise LookupError(event.calendar.label)
    calendars.set_calendar(calendar, event.before, actor=actor, at=at)


def _times(event: TimesSet, actor: Actor, at: datetime) -> None:
    calendars.set_times(event.before, actor=actor, at=at)


_BACK = {RuleSet: _rule, RulesOrdered: _order, CalendarSet: _calendar, TimesSet: _times}
