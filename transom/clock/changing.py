"""The verbs of the rules of time: made, changed, ordered, removed and put back, each told in the clock's stream.

Whatever changes one rule changes which tickets the others of its kind hold for, so all of the kind get a new version:
the clock then looks at every ticket again.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from transom.clock.changes import ONLY, STREAM, CalendarSet, RuleSet, RulesOrdered, TimesSet
from transom.clock.documents import CalendarDocument, RuleDocument, steps_of
from transom.people.actor import Actor
from transom.tickets.actions import Refused
from transom.tickets.events.base import EventKind, Ref
from transom.tickets.history import Event
from transom.tickets.log import append
from transom.timers.models import Calendar, TimerRule
from transom.workflow.settings import ProcessSettings

TIMES = ("reopen_days", "clearance_weekday", "clearance_minute", "digest_minute")


class ChangedMeanwhile(Refused):
    """Somebody else changed it after the form was shown; nothing was written."""


def history():
    """What happened to the clock, the latest first."""
    return Event.objects.filter(stream=STREAM, stream_id=ONLY).order_by("-sequence")


@transaction.atomic
def set_rule(
    rule: TimerRule | None,
    document: RuleDocument,
    *,
    actor: Actor,
    at: datetime,
    seen: RuleDocument | None = None,
) -> TimerRule:
    """The rule as it says from now on; a new one, behind the others of its kind, where `rule` is None.

    `seen` is what the rule said when the actor's form was made. Raises `ChangedMeanwhile` where it says something else
    now, and `LookupError` where `document` names a type or a team that is no more.
    """
    rules = _hold(document.watches)
    row = rules.get(rule.pk) if rule else TimerRule(position=_behind(rules.values()))
    if row is None:
        raise ChangedMeanwhile(_("Somebody removed this rule meanwhile."))
    before = RuleDocument.of(row) if rule else None
    if seen is not None and before != seen:
        raise ChangedMeanwhile(
            _("Somebody changed this rule while you looked at it. Look at it again, and then change it.")
        )
    document.row(row).save()
    _put_steps(row, document)
    after = RuleDocument.of(TimerRule.objects.get(pk=row.pk))
    if after == before:
        return row
    _look_again(Q(kind=document.watches))
    _tell(RuleSet(rule=Ref(row.pk, row.name), before=before, after=after), actor, at)
    return row


def switch_rule(rule: TimerRule, on: bool, *, actor: Actor, at: datetime) -> TimerRule:
    """On, so that it holds; or off, so that it does nothing and the next that fits holds in its place."""
    with transaction.atomic():
        row = _hold(rule.kind)[rule.pk]
        document = RuleDocument.of(row)
        changed = {name: getattr(document, name) for name in document.__struct_fields__} | {"is_active": on}
        return set_rule(row, RuleDocument(**changed), actor=actor, at=at)


@transaction.atomic
def shift_rule(rule: TimerRule, by: int, *, actor: Actor, at: datetime) -> None:
    """One place earlier (`by` is -1) or later (1) among the rules of its kind. Nothing at the ends."""
    rules = list(_hold(rule.kind).values())
    order = [row.pk for row in rules]
    place = order.index(rule.pk)
    if not 0 <= place + by < len(order):
        return
    before = tuple(order)
    order.insert(place + by, order.pop(place))
    _put_order(rules, order)
    _look_again(Q(kind=rule.kind))
    told = RulesOrdered(rule=Ref(rule.pk, rule.name), watches=rule.kind, before=before, after=tuple(order))
    _tell(told, actor, at)


@transaction.atomic
def remove_rule(rule: TimerRule, *, actor: Actor, at: datetime) -> None:
    """For good, with what is known of the tickets that it rang for. `Refused` while it is on."""
    row = _hold(rule.kind)[rule.pk]
    if row.is_active:
        raise Refused(
            _("Switch “%(name)s” off first, so that you see what the desk is like without it.") % {"name": row.name}
        )
    told = RuleSet(rule=Ref(row.pk, row.name), before=RuleDocument.of(row))
    row.delete()
    _tell(told, actor, at)


@transaction.atomic
def set_calendar(
    calendar: Calendar | None,
    document: CalendarDocument,
    *,
    actor: Actor,
    at: datetime,
    seen: CalendarDocument | None = None,
) -> Calendar:
    """The calendar as it says from now on; a new one where `calendar` is None. Deadlines that are open move with it.

    The desk has one default: one that becomes it takes that from the other. Raises as `set_rule` does.
    """
    rows = {row.pk: row for row in Calendar.objects.select_for_update().order_by("pk")}
    row = rows.get(calendar.pk) if calendar else Calendar()
    if row is None:
        raise ChangedMeanwhile(_("Somebody removed this calendar meanwhile."))
    before = CalendarDocument.of(row) if calendar else None
    if seen is not None and before != seen:
        raise ChangedMeanwhile(
            _("Somebody changed this calendar while you looked at it. Look at it again, and then change it.")
        )
    if before == document:
        return row
    if before and before.is_default and not document.is_default:
        raise Refused(_("This is the desk's calendar. Make another one the desk's, and it stops being that."))
    if document.is_default:
        Calendar.objects.filter(is_default=True).exclude(pk=row.pk).update(is_default=False)
    document.row(row).save()
    counted = Q(calendar=row) | Q(calendar=None) if document.is_default else Q(calendar=row)
    _look_again(counted)
    _tell(CalendarSet(calendar=Ref(row.pk, row.name), before=before, after=document), actor, at)
    return row


@transaction.atomic
def remove_calendar(calendar: Calendar, *, actor: Actor, at: datetime) -> None:
    """`Refused` for the desk's own, and for one that a rule counts by."""
    row = Calendar.objects.select_for_update().get(pk=calendar.pk)
    if row.is_default:
        raise Refused(_("This is the desk's calendar. Make another one the desk's first."))
    if rule := row.rules.order_by("pk").first():
        raise Refused(
            _("The rule “%(rule)s” counts by this calendar. Give it another one first.") % {"rule": rule.name}
        )
    told = CalendarSet(calendar=Ref(row.pk, row.name), before=CalendarDocument.of(row))
    row.delete()
    _tell(told, actor, at)


@transaction.atomic
def set_times(times: dict[str, int], *, actor: Actor, at: datetime) -> ProcessSettings:
    """When the clearance and the digest come, and for how long a word reopens: columns of `ProcessSettings`."""
    settings = ProcessSettings.objects.select_for_update().filter(pk=ProcessSettings.current().pk).first()
    settings = settings or ProcessSettings.current()
    before = {name: getattr(settings, name) for name in TIMES}
    after = before | {name: times[name] for name in TIMES if name in times}
    if after != before:
        for name, value in after.items():
            setattr(settings, name, value)
        settings.save()
        _tell(TimesSet(before=before, after=after), actor, at)
    return settings


def _hold(watches: str) -> dict[int, TimerRule]:
    """The rules of this kind by their keys, in their order, held until the transaction ends."""
    list(TimerRule.objects.select_for_update().filter(kind=watches).order_by("pk").values_list("pk", flat=True))
    beside = ("ticket_type", "team", "calendar", "move_to")
    rows = TimerRule.objects.filter(kind=watches).select_related(*beside).prefetch_related("steps")
    return {row.pk: row for row in rows.order_by("position", "pk")}


def _behind(rules: Iterable[TimerRule]) -> int:
    return max((row.position for row in rules), default=-1) + 1


def _put_steps(rule: TimerRule, document: RuleDocument) -> None:
    """Steps that stay keep their row, for it knows for which tickets they were taken already."""
    known = {step.pk: step for step in rule.steps.all()} if rule.pk else {}
    wanted = steps_of(rule, document.steps)
    staying = {step.pk for step in wanted if step.pk in known}
    rule.steps.exclude(pk__in=staying).delete()
    moved = [step for step in wanted if step.pk in staying and _differs(step, known[step.pk])]
    for place, step in enumerate(moved):  # out of the way first: two that change places would meet
        rule.steps.filter(pk=step.pk).update(offset_minutes=-(10**9) - place)
    for step in moved:
        step.save(force_update=True)
    for step in wanted:
        if step.pk not in staying:
            step.pk = None
            step.save(force_insert=True)


def _differs(one, other) -> bool:
    return (one.offset_minutes, one.effect, one.tag) != (other.offset_minutes, other.effect, other.tag)


def _put_order(rules: list[TimerRule], order: list[int]) -> None:
    for row in rules:
        TimerRule.objects.filter(pk=row.pk).update(position=order.index(row.pk))


def _look_again(which: Q) -> None:
    TimerRule.objects.filter(which).update(version=F("version") + 1)


def _tell(event: EventKind, actor: Actor, at: datetime) -> None:
    last = history().values_list("sequence", flat=True).first() or 0
    append(STREAM, ONLY, last, event, actor=actor, at=at)
