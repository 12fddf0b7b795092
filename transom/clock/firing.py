"""One step is taken for one ticket: once for each value of its anchor, whoever tries, however often."""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from transom.clock.due import deadline_of, is_due
from transom.clock.effects import TOLD_BY_ITSELF, Rung, take_effect
from transom.clock.models import TimerFired
from transom.foundation import faults
from transom.people.actor import CLOCK
from transom.tickets.actions import NotAllowed, Refused
from transom.tickets.actions.ringing import ring
from transom.tickets.events import ClockRang, Ref
from transom.tickets.log import locked
from transom.tickets.models import Ticket
from transom.timers.models import TimerStep
from transom.timers.rules import Rule
from transom.workflow.rules import TransitionDenied

log = logging.getLogger("transom.clock")
LONGEST = 200


def fire(step: TimerStep, rule: Rule, among: Sequence[Rule], key: int, anchor: datetime, now: datetime) -> bool:
    """Take the step for the ticket with this key. False where it is not due any more, or was taken already.

    That it was taken commits together with what it does. An effect that is refused, or fails, counts as taken: it stands in
    the ticket's history with the reason, and the queue manager is told. A database that fails is no effect: it raises.
    """
    with transaction.atomic():
        ticket = locked(Ticket(pk=key))
        if not is_due(ticket, step, rule, among, anchor, now):
            return False
        row, is_new = TimerFired.objects.get_or_create(
            step=step, ticket=ticket, anchor=anchor, defaults={"fired_at": now}
        )
        if not is_new:
            return False
        rang = _rang(ticket, step, rule, among, anchor, now)
        result, is_told = _attempt(Rung(ticket, step, rang, now))
        if not is_told:
            ring(ticket, _with_result(rang, result), actor=CLOCK, at=now)
        if result:
            row.result = result
            row.save(update_fields=["result"])
        faults.point("clock.before-commit", key)
    faults.point("clock.after-commit", key)
    return True


def _attempt(rung: Rung) -> tuple[str, bool]:
    """Why nothing came of it, else "", and whether the ticket's history tells that already."""
    try:
        with transaction.atomic():
            return take_effect(rung)[:LONGEST], rung.step.effect in TOLD_BY_ITSELF
    except (Refused, NotAllowed, TransitionDenied) as why:
        return str(why)[:LONGEST], False
    except DatabaseError:
        raise
    except Exception:
        log.exception("%s failed on ticket %s and is not tried again", rung.step, rung.ticket.pk)
        return _("Something went wrong; whoever runs the desk finds it in the log."), False


def _rang(
    ticket: Ticket, step: TimerStep, rule: Rule, among: Sequence[Rule], anchor: datetime, now: datetime
) -> ClockRang:
    deadline = deadline_of(ticket, rule, among, anchor, now)
    return ClockRang(
        rule=Ref(rule.key, rule.name),
        watches=rule.kind,
        effect=step.effect,
        anchor=anchor,
        deadline=deadline,
        is_over=deadline <= now,
    )


def _with_result(rang: ClockRang, result: str) -> ClockRang:
    given = {name: getattr(rang, name) for name in rang.__struct_fields__}
    return ClockRang(**(given | {"result": result}))
