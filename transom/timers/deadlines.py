"""What is due of one ticket and by when, pure: from its facts and the rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from transom.timers.calendar import HORIZON, CalendarBroken
from transom.timers.models import RuleKind
from transom.timers.rules import DAY, Rule, rule_for

FAR = timedelta(days=HORIZON - 2)
"""What lies further away is not counted in working time."""


@dataclass(frozen=True)
class Facts:
    """What the clock knows of a ticket. `ticket_type` and `team` are keys, `tier` is its customer's.

    `limit_days` is what its path allows in its status, None where nothing; `waits` are the times (since, until or None)
    that a resolution does not count.
    """

    ticket_type: int
    tier: str
    team: int | None
    is_closed: bool
    opened_at: datetime
    status_since: datetime
    awaiting_us_since: datetime | None = None
    awaiting_customer_since: datetime | None = None
    last_replied_at: datetime | None = None
    kept_until: datetime | None = None
    limit_days: int | None = None
    waits: tuple[tuple[datetime, datetime | None], ...] = ()


@dataclass(frozen=True)
class Clock:
    """One clock of a ticket. `anchor` is the fact that it runs from, `deadline` when its time is over.

    A `paused` one (a resolution, while we wait for the customer) stands still: its deadline is as if it went on now.
    """

    kind: str
    rule: Rule
    anchor: datetime
    deadline: datetime
    paused: bool = False

    @property
    def since(self) -> datetime:
        return self.anchor

    @property
    def counting(self) -> str:
        return self.rule.counting

    def is_overdue(self, now: datetime) -> bool:
        return self.deadline <= now and not self.paused

    def left(self, now: datetime) -> timedelta:
        """The time that the rule counts until the deadline; negative by how much it is over. Not counted beyond ten years."""
        if self.deadline >= now:
            return self.rule.between(now, min(self.deadline, now + FAR))
        return -self.rule.between(max(self.deadline, now - FAR), now)


ANCHORS = {
    RuleKind.REACTION: lambda facts: facts.awaiting_us_since,
    RuleKind.NEXT_WORD: lambda facts: _next_word(facts),
    RuleKind.RESOLUTION: lambda facts: facts.opened_at,
    RuleKind.FOLLOW_UP: lambda facts: facts.awaiting_customer_since,
    RuleKind.CLEARANCE: lambda facts: _clearance(facts),
    RuleKind.LANGUISHING: lambda facts: facts.status_since if facts.limit_days is not None else None,
}
"""The fact that each kind of rule runs from, for a ticket that is open; None where that clock stands."""


def _next_word(facts: Facts) -> datetime | None:
    """Our last word, while neither side owes the other one: we are at work."""
    return None if facts.awaiting_us_since or facts.awaiting_customer_since else facts.last_replied_at


def _clearance(facts: Facts) -> datetime | None:
    silent = facts.awaiting_customer_since
    return max(silent, facts.kept_until or silent) if silent else None


def clocks(facts: Facts, rules: Sequence[Rule], now: datetime) -> list[Clock]:
    """The clocks that run on a ticket, the next deadline first. A rule whose calendar makes no sense shows none."""
    found = [clock for kind in RuleKind if (clock := clock_of(kind, facts, rules, now))]
    return sorted(found, key=lambda clock: (clock.paused, clock.deadline))


def clock_of(kind: str, facts: Facts, rules: Sequence[Rule], now: datetime) -> Clock | None:
    """The clock of this kind, or None where it does not run."""
    if facts.is_closed:
        return None
    anchor = ANCHORS[kind](facts)
    rule = rule_for(kind, facts.ticket_type, facts.tier, facts.team, rules) if anchor else None
    if rule is None:
        return None
    paused = kind == RuleKind.RESOLUTION and any(until is None for _since, until in facts.waits)
    try:
        return Clock(kind, rule, anchor, due_at(rule, facts, anchor, now), paused)
    except CalendarBroken:
        return None


def due_at(rule: Rule, facts: Facts, anchor: datetime, now: datetime, offset: int = 0) -> datetime:
    """When this rule's step at `offset` minutes is due for a ticket. Raises `CalendarBroken`."""
    if rule.kind == RuleKind.RESOLUTION:
        return after_waits(rule, anchor, facts.waits, now, offset)
    return rule.moment(anchor, offset, facts.limit_days * DAY if facts.limit_days is not None else None)


def after_waits(
    rule: Rule, anchor: datetime, waits: Sequence[tuple[datetime, datetime | None]], now: datetime, offset: int = 0
) -> datetime:
    """When a resolution's step is due that does not count these waits (since, until; None while one lasts)."""
    left = timedelta(minutes=max(0, (rule.after_minutes or 0) + offset))
    for since, until in merged(waits, now):
        over = rule.after(anchor, left)
        # Asked first, for nothing counts years: what is over by then is not longer than the rule.
        if over <= max(since, anchor):
            return over
        left -= rule.between(anchor, since)
        anchor = max(until, anchor)
    return rule.after(anchor, left)


def merged(waits: Sequence[tuple[datetime, datetime | None]], now: datetime) -> list[tuple[datetime, datetime]]:
    """In order and apart; one that lasts ends now."""
    found: list[tuple[datetime, datetime]] = []
    for since, until in sorted((since, until or max(now, since)) for since, until in waits):
        if found and since <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], until)
        else:
            found.append((since, until))
    return found


def answer_owed_by(
    awaiting_us_since: datetime | None, ticket_type: int, tier: str, team: int | None, rules: Sequence[Rule]
) -> datetime | None:
    """By when the customer's oldest unanswered word is owed an answer; None where nothing is owed. For rows of lists."""
    rule = rule_for(RuleKind.REACTION, ticket_type, tier, team, rules) if awaiting_us_since else None
    try:
        return rule.moment(awaiting_us_since) if rule else None
    except CalendarBroken:
        return None
