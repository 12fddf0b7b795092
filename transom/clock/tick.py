"""The clock ticks: whatever is due now and was not done is done, each thing once.

Each step remembers how far it has looked, and searches from there on by the index of its fact. It looks at everything again
once an hour, when its rule changes, and when the clock was put back. To look again is to forget how far one was, so whoever is
stopped in the middle goes on there.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import DatabaseError

from transom.clock.due import cutoff_of, left_to_do, pages, steps, surely_due
from transom.clock.firing import fire
from transom.clock.models import ClockMark
from transom.timers.models import RuleKind, TimerStep
from transom.timers.rules import Rule, rules

log = logging.getLogger("transom.clock")
MOST = 50
"""Of one step at a time, so that mail does not wait for the clock."""
SWEEP = timedelta(hours=1)
SWEEP_OF_PAUSED = timedelta(minutes=5)
"""A resolution becomes due at no moment that its anchor tells: pauses move it."""
OVERLAP = timedelta(minutes=10)
"""Looked at again each time: what was on its way into the database while we looked."""
MOVES = timedelta(minutes=5)
"""A mark is written when it has moved so far, for writing costs a commit and looking again next to nothing."""


def tick(now: datetime) -> bool:
    """Do some of what is due; False where nothing is. Time comes from `now` alone, and may have gone back."""
    waiting = steps()
    if not waiting:
        return False
    among = rules()
    held = {rule.key: rule for rule in among}
    did = [_alone(step, held[step.rule_id], among, now) for step in waiting if step.rule_id in held]
    return any(did)


def _alone(step: TimerStep, rule: Rule, among: Sequence[Rule], now: datetime) -> bool:
    """As `_step`, but whatever is wrong with one step stops no other; a database that fails goes through."""
    try:
        return _step(step, rule, among, now)
    except DatabaseError:
        raise
    except Exception:
        log.exception("Step %s of the rule “%s” failed; the others go on.", step.pk, rule.name)
        return False


def _step(step: TimerStep, rule: Rule, among: Sequence[Rule], now: datetime) -> bool:
    cutoff = cutoff_of(step, rule, now)
    if cutoff is None:
        return False
    mark = step.mark if hasattr(step, "mark") else ClockMark(step=step)
    sweeps = _wants_sweep(mark, rule, cutoff, now)
    since = None if sweeps or mark.cutoff is None else mark.cutoff - OVERLAP
    fired, left_at = _fire(step, rule, among, cutoff, since, now)
    if left_at is None:
        reached = cutoff
    elif rule.kind == RuleKind.LANGUISHING:  # its marks are moments at which limits were over, which no anchor tells
        reached = None if sweeps else mark.cutoff
    else:
        reached = left_at
    if sweeps or fired or mark.cutoff is None or cutoff - mark.cutoff >= MOVES:
        _remember(mark, reached, now if sweeps else mark.swept_at, rule.version)
    return bool(fired)


def _wants_sweep(mark: ClockMark, rule: Rule, cutoff: datetime, now: datetime) -> bool:
    often = SWEEP_OF_PAUSED if rule.kind == RuleKind.RESOLUTION else SWEEP
    if mark.swept_at is None or mark.rule_version != rule.version:
        return True
    went_back = mark.swept_at > now or (mark.cutoff is not None and mark.cutoff > cutoff)
    return went_back or now - mark.swept_at >= often


def _fire(
    step: TimerStep,
    rule: Rule,
    among: Sequence[Rule],
    cutoff: datetime,
    since: datetime | None,
    now: datetime,
) -> tuple[int, datetime | None]:
    """How many it was taken for, and the last anchor looked at where that was as many as may be at a time."""
    fired = 0
    for page in pages(left_to_do(step, rule, among, cutoff, since)):
        for key, anchor in surely_due(page, step, rule, now):
            fired += fire(step, rule, among, key, anchor, now)
            if fired == MOST:
                return fired, anchor
    return fired, None


def _remember(mark: ClockMark, cutoff: datetime | None, swept_at: datetime | None, version: int) -> None:
    values = {"cutoff": cutoff, "swept_at": swept_at, "rule_version": version}
    ClockMark.objects.update_or_create(step=mark.step, defaults=values)
