"""The rules of time as values: which of them holds for a ticket, when something of it is due, and since when it must wait."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import JSONField, QuerySet, Subquery
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from transom.foundation.kept import Kept
from transom.timers.calendar import Hours, NoWorkingTime, cutoff, deadline, worked
from transom.timers.models import Calendar, Counting, RuleKind, TimerRule

DAY = 1440


@dataclass(frozen=True)
class Rule:
    """A `TimerRule` as it holds: with its calendar, where it counts working time. `ticket_type`, `tier`, `team`: empty fits any.

    `key` is the row's, None for one that is not saved; `ticket_type`, `team` and `move_to` are keys.
    """

    key: int | None
    kind: str
    name: str
    position: int
    counting: str
    after_minutes: int | None
    ticket_type: int | None = None
    tier: str = ""
    team: int | None = None
    move_to: int | None = None
    version: int = 0
    calendar: Calendar | None = None

    @classmethod
    def of(cls, row: TimerRule, default: Calendar | None = None) -> "Rule":
        """A row, saved or not; `default` is the desk's calendar, for a row that has none of its own."""
        return cls(
            key=row.pk,
            kind=row.kind,
            name=row.name,
            position=row.position,
            counting=row.counting,
            after_minutes=row.after_minutes,
            ticket_type=row.ticket_type_id,
            tier=row.tier,
            team=row.team_id,
            move_to=row.move_to_id,
            version=row.version,
            calendar=row.calendar if row.calendar_id else default,
        )

    @property
    def place(self) -> tuple[int, float]:
        """Of two rules of a kind that fit a ticket the one with the smaller place holds; one that is not saved comes last."""
        return self.position, float("inf") if self.key is None else self.key

    def fits(self, ticket_type: int, tier: str, team: int | None) -> bool:
        """Is this rule meant for tickets of this type (a key), of a customer of this tier, with this team (a key)?"""
        wanted = (self.ticket_type, ticket_type), (self.tier, tier), (self.team, team)
        return all(not mine or mine == theirs for mine, theirs in wanted)

    @cached_property
    def hours(self) -> Hours | None:
        """None where it counts around the clock. Raises `CalendarBroken`."""
        if self.counting == Counting.REAL or self.kind == RuleKind.LANGUISHING:
            return None
        if self.calendar is None:
            raise NoWorkingTime(_("The desk has no calendar. Make one, and let it be the desk's."))
        return Hours.of(self.calendar)

    def after(self, anchor: datetime, length: timedelta) -> datetime:
        """When `length` of the time that it counts has passed since `anchor`. Raises `CalendarBroken`."""
        return anchor + length if self.hours is None else deadline(self.hours, anchor, length)

    def moment(self, anchor: datetime, offset: int = 0, limit: int | None = None) -> datetime:
        """When this is due, or the step `offset` minutes from that; never before `anchor`. Raises `CalendarBroken`.

        `limit` in minutes is that of the ticket's status, for languishing, which has none of its own.
        """
        return self.after(anchor, timedelta(minutes=max(0, self._after(limit) + offset)))

    def cutoff(self, now: datetime, offset: int = 0, limit: int | None = None) -> datetime:
        """What is anchored then or before is due at `now`: exactly where `moment(anchor, offset) <= now`."""
        minutes = max(0, self._after(limit) + offset)
        if self.hours is None:
            return now - timedelta(minutes=minutes)
        return cutoff(self.hours, now, minutes)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The time that this rule counts between two moments."""
        if self.hours is None:
            return max(end - start, timedelta(0))
        return worked(self.hours, start, end)

    def _after(self, limit: int | None) -> int:
        return (limit if self.after_minutes is None else self.after_minutes) or 0


def rules() -> tuple[Rule, ...]:
    """All that are active, by kind and position, with their calendars. One query."""
    return of_rows(ACTIVE.objects())


def with_default(rows: QuerySet[TimerRule]) -> QuerySet[TimerRule]:
    """These rules, each with its calendar and what the desk's default calendar says; `of_rows` reads them."""
    default = Calendar.objects.filter(is_default=True)
    parts = {f"default_{name}": Subquery(default.values(name)[:1]) for name in ("pk", *TEXTS)}
    lists = {f"default_{name}": Subquery(default.values(name)[:1], output_field=JSONField()) for name in LISTS}
    return rows.select_related("calendar").annotate(**parts, **lists)


def as_rules(rows: QuerySet[TimerRule]) -> tuple[Rule, ...]:
    """These rules as values, with their calendars. One query."""
    return of_rows(with_default(rows))


def of_rows(rows: Iterable[TimerRule]) -> tuple[Rule, ...]:
    """The same of rows that `with_default` gave."""
    return tuple(Rule.of(row, _default_of(row)) for row in rows)


def _default_of(row: TimerRule) -> Calendar | None:
    if row.default_pk is None:
        return None
    return Calendar(pk=row.default_pk, **{name: getattr(row, f"default_{name}") for name in (*TEXTS, *LISTS)})


TEXTS = ("name", "time_zone", "country", "subdivision")
LISTS = ("hours", "days_off")
ACTIVE = Kept(lambda: with_default(TimerRule.objects.filter(is_active=True)))


def rule_for(kind: str, ticket_type: int, tier: str, team: int | None, among: Sequence[Rule]) -> Rule | None:
    """The first rule of the kind, by position, that fits such a ticket; None where none does. `among` is what `rules()` gave."""
    return next((rule for rule in among if rule.kind == kind and rule.fits(ticket_type, tier, team)), None)
