"""Tickets that are owed, silent or at work, and rules of a test's own, for the tests of the clock."""

from datetime import datetime, timedelta

from tests.tickets.telling import STARTED, hours, now, said
from transom.clock import shipped
from transom.clock.models import TimerFired
from transom.clock.tick import tick
from transom.people.actor import contact, person
from transom.tickets import actions
from transom.tickets.models import Ticket
from transom.timers.models import Calendar, Counting, Effect, TimerRule, TimerStep

__all__ = ["STARTED", "asked", "fired", "hours", "now", "only", "ring_at", "said", "silent"]


def asked(ann, at: datetime = STARTED, words: str = "It is broken.", **more) -> Ticket:
    """Ann wrote at `at`, and nobody answered."""
    ticket = actions.open_ticket("The printer", ann, actor=contact(ann), at=at, **more)
    actions.receive(ticket, said(words), ann, trust="verified", actor=contact(ann), at=at)
    return now(ticket)


def silent(ann, by, at: datetime = STARTED, **more) -> Ticket:
    """Ann wrote, one of us answered at `at` and waits for her."""
    ticket = asked(ann, at - timedelta(hours=1), **more)
    actions.reply(ticket, said("Try this."), actor=person(by), at=at)
    return now(ticket)


def only(kind: str, *steps: tuple[int, str], after: int | None = 60, **more) -> TimerRule:
    """A desk with this one rule, around the clock unless more is said; its steps are (minutes from the deadline, effect)."""
    TimerRule.objects.all().delete()
    given = {"kind": kind, "name": "The rule", "after_minutes": after, "counting": Counting.REAL}
    rule = TimerRule.objects.create(**given | more)
    for offset, effect in steps:
        TimerStep.objects.create(
            rule=rule, offset_minutes=offset, effect=effect, tag="late" if effect == Effect.TAG else ""
        )
    return rule


def ring_at(at: datetime) -> int:
    """Let the clock do all that is due at that moment; gives how often it came back for more."""
    count = 0
    while tick(at):
        count += 1
        assert count < 1000, "it rings for ever"
    return count


def fired(*tickets: Ticket) -> list[tuple[int, str, str]]:
    """(minutes from the deadline, effect, result) of every step that was taken, in order."""
    rows = TimerFired.objects.order_by("pk").select_related("step")
    if tickets:
        rows = rows.filter(ticket__in=tickets)
    return [(row.step.offset_minutes, row.step.effect, row.result) for row in rows]


def as_shipped(at: datetime) -> None:
    """The rules as they ship, on a desk that has none."""
    TimerRule.objects.all().delete()
    Calendar.objects.all().delete()
    shipped.install(at)
