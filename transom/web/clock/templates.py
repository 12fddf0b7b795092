"""What a new rule begins with, by its kind."""

from transom.clock.documents import RuleDocument, Step
from transom.tickets.events.base import Ref
from transom.timers.models import Counting, Effect, RuleKind, TimerRule
from transom.web.clock.words import KINDS

HOUR, DAY = 60, 1440
AFTER = {
    RuleKind.REACTION: DAY,
    RuleKind.NEXT_WORD: 24 * HOUR,
    RuleKind.RESOLUTION: 80 * HOUR,
    RuleKind.FOLLOW_UP: 2 * DAY,
    RuleKind.CLEARANCE: 7 * DAY,
    RuleKind.LANGUISHING: None,
}
STEPS = {
    RuleKind.REACTION: ((-2 * HOUR, Effect.TELL_OWNER), (0, Effect.TELL_QUEUE_MANAGER)),
    RuleKind.NEXT_WORD: ((0, Effect.TELL_OWNER),),
    RuleKind.RESOLUTION: ((0, Effect.TELL_QUEUE_MANAGER),),
    RuleKind.FOLLOW_UP: ((0, Effect.SEND_FOLLOW_UP),),
    RuleKind.CLEARANCE: (),
    RuleKind.LANGUISHING: ((0, Effect.TELL_OWNER),),
}
WORKING = (RuleKind.NEXT_WORD, RuleKind.RESOLUTION)


def begun(kind: RuleKind) -> RuleDocument:
    """A rule that somebody begins to make."""
    others = TimerRule.objects.filter(kind=kind, move_to__isnull=False).select_related("move_to").order_by("position")
    closed = others[0].move_to if kind == RuleKind.CLEARANCE and others else None
    return RuleDocument(
        watches=kind.value,
        name=str(KINDS[kind].new),
        counting=(Counting.WORKING if kind in WORKING else Counting.REAL).value,
        after_minutes=AFTER[kind],
        move_to=Ref.maybe(closed),
        steps=tuple(Step(offset_minutes=offset, effect=effect.value) for offset, effect in STEPS[kind]),
    )
