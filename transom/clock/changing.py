"""The verbs of the rules of time: made, changed, ordered, removed and put back, each told in the clock's stream.

Whatever changes one rule changes which tickets the others of its kind hold for, so all of the kind get a new version:
the clock then looks at every ticket again.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from transom.clock.changes import ONLY, STREAM, RuleSet, RulesOrdered
from transom.clock.documents import RuleDocument, steps_of
from transom.clock.due import cutoff_of, left_to_do, pages, surely_due
from transom.clock.models import TimerFired
from transom.people.actor import Actor
from transom.tickets.actions import Refused
from transom.tickets.events.base import EventKind, Ref
from transom.tickets.history import Event
from transom.tickets.log import append
from transom.timers.models import TimerRule, TimerStep
from transom.timers.rules import rules


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
    quiet: bool = True,
) -> TimerRule:
    """The rule as it says from now on; a new one where `rule` is None, behind the others of its kind, but before the first
    that is wider: behind that it would hold for nothing.

    `quiet` leaves alone what is due already and was not rung for; else the clock rings for all of it at once.
    `seen` is what the rule said when the actor's form was made. Raises `ChangedMeanwhile` where it says something else
    now, and `LookupError` where `document` names a type or a team that is no more.
    """
    held = _hold(document.watches)
    row = held.get(rule.pk) if rule else TimerRule(position=_make_room(list(held.values()), document))
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
    look_again(Q(kind=document.watches))
    if quiet and row.is_active and not (before and msgspec.structs.replace(before, name=after.name) == after):
        leave_alone(row, at)
    tell(RuleSet(rule=Ref(row.pk, row.name), before=before, after=after), actor, at)
    return row


def leave_alone(rule: TimerRule, now: datetime) -> None:
    """Take each step of the rule for what is due already, without doing anything about it."""
    among = rules()
    held = next((one for one in among if one.key == rule.pk), None)
    for step in TimerStep.objects.filter(rule=rule) if held else ():
        cutoff = cutoff_of(step, held, now)
        for page in pages(left_to_do(step, held, among, cutoff)) if cutoff else ():
            found = surely_due(page, step, held, now)
            TimerFired.objects.bulk_create(
                TimerFired(
                    step=step, ticket_id=key, anchor=anchor, fired_at=now, result=_("It was so before the rule.")
                )
                for key, anchor in found
            )


def switch_rule(rule: TimerRule, on: bool, *, actor: Actor, at: datetime) -> TimerRule:
    """On, so that it holds; or off, so that it does nothing and the next that fits holds in its place."""
    with transaction.atomic():
        row = _hold(rule.kind)[rule.pk]
        document = RuleDocument.of(row)
        return set_rule(row, msgspec.structs.replace(document, is_active=on), actor=actor, at=at)


@transaction.atomic
def shift_rule(rule: TimerRule, by: int, *, actor: Actor, at: datetime) -> None:
    """One place earlier (`by` is -1) or later (1) among the rules of its kind. Nothing at the ends."""
    rows = list(_hold(rule.kind).values())
    order = [row.pk for row in rows]
    place = order.index(rule.pk)
    if not 0 <= place + by < len(order):
        return
    before = tuple(order)
    order.insert(place + by, order.pop(place))
    _put_order(rows, order)
    look_again(Q(kind=rule.kind))
    told = RulesOrdered(rule=Ref(rule.pk, rule.name), watches=rule.kind, before=before, after=tuple(order))
    tell(told, actor, at)


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
    tell(told, actor, at)


def _hold(watches: str) -> dict[int, TimerRule]:
    """The rules of this kind by their keys, in their order, held until the transaction ends."""
    list(TimerRule.objects.select_for_update().filter(kind=watches).order_by("pk").values_list("pk", flat=True))
    beside = ("ticket_type", "team", "calendar", "move_to")
    rows = TimerRule.objects.filter(kind=watches).select_related(*beside).prefetch_related("steps")
    return {row.pk: row for row in rows.order_by("position", "pk")}


def place_of(document: RuleDocument, rows: Sequence[TimerRule]) -> int:
    """Which place a new rule takes among those of its kind, which are in their order."""
    return next((place for place, row in enumerate(rows) if _is_wider(row, document)), len(rows))


def _is_wider(row: TimerRule, document: RuleDocument) -> bool:
    """Does the rule fit each ticket that the document is about, and others too?"""
    keys = [ref.id if ref else None for ref in (document.ticket_type, document.team)]
    pairs = [(row.ticket_type_id, keys[0]), (row.team_id, keys[1]), (row.tier or None, document.tier or None)]
    return row.is_active and all(theirs in (None, mine) for theirs, mine in pairs) and any(a != b for a, b in pairs)


def _make_room(rows: list[TimerRule], document: RuleDocument) -> int:
    place = place_of(document, rows)
    _put_order(rows, [row.pk for row in rows[:place]] + [None] + [row.pk for row in rows[place:]])
    return place


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


def _put_order(rows: list[TimerRule], order: list[int | None]) -> None:
    for row in rows:
        TimerRule.objects.filter(pk=row.pk).update(position=order.index(row.pk))


def look_again(which: Q) -> None:
    TimerRule.objects.filter(which).update(version=F("version") + 1)


def tell(event: EventKind, actor: Actor, at: datetime) -> None:
    last = history().values_list("sequence", flat=True).first() or 0
    append(STREAM, ONLY, last, event, actor=actor, at=at)
