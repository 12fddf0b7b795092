"""What every page of the desk knows of the clock: the rules, which answers are late, and what the next clearance lists.

The rules come among the small rows of a page's frame. Two of its counts need them before it is asked, so they are counted by
the rules that the page before it read; where these are others by now, the frame is asked again. The moments are those of the
last full five minutes, for they stand in the frame's SQL, which is kept.
"""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.db.models import CharField, F, QuerySet, TextField
from django.db.models.functions import Cast, JSONObject

from transom.tickets.due import Cutoff, cutoffs, next_clearance, past
from transom.tickets.models import TicketQuerySet
from transom.timers.models import Calendar, RuleKind, TimerRule
from transom.timers.rules import Rule
from transom.web.agent.small_rows import Small, by_kind, joined, small
from transom.workflow.settings import ProcessSettings

EVERY = timedelta(minutes=5)
RULE, CALENDAR, TIMES = "clock-rule", "clock-calendar", "clock-times"
LISTS = ("hours", "days_off")
Raw = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


class Standing(NamedTuple):
    """`rules` are all that are active. An answer is late whose clock began at `late`; `closing` is what clearance will list."""

    rules: tuple[Rule, ...] = ()
    late: tuple[Cutoff, ...] = ()
    closing: tuple[Cutoff, ...] = ()

    def overdue(self, tickets: TicketQuerySet) -> TicketQuerySet:
        """Those whose answer is late."""
        return past(tickets, self.late, self.rules)

    def closing_soon(self, tickets: TicketQuerySet) -> TicketQuerySet:
        """Those that the next clearance will list, if nobody says a word until then."""
        return past(tickets, self.closing, self.rules)


class Known:
    """The rules as the last page read them."""

    def __init__(self):
        self.raw: Raw = ((), (), ())

    def ask(self, ask: Callable[[Standing], list[tuple]], now: datetime) -> tuple[dict[str, list[Small]], Standing]:
        """The small rows that `ask` gives, and the standing that they were counted by: that of the rules among them."""
        raw = self.raw
        while True:
            standing = _standing(raw, now)
            rows = by_kind(ask(standing))
            found = _raw(rows)
            if found == raw:
                return rows, standing
            self.raw = raw = found

    def look(self) -> None:
        """Read the rules, so that the next page need not ask twice."""
        self.raw = _raw(by_kind(joined(small_rows())))


KNOWN = Known()


def small_rows() -> Iterator[QuerySet]:
    """The rules, their calendars, and when the clearance is: each as JSON in its label."""
    rules = TimerRule.objects.filter(is_active=True)
    columns = ("kind", "name", "position", "counting", "after_minutes", "tier", "version", "is_active")
    keys = {name: F(f"{name}_id") for name in ("ticket_type", "team", "move_to", "calendar")}
    yield _json(RULE, rules, **{name: F(name) for name in columns}, **keys)
    texts = {name: F(name) for name in ("name", "time_zone", "country", "subdivision", "is_default")}
    lists = {name: Cast(name, TextField()) for name in LISTS}
    yield _json(CALENDAR, Calendar.objects.all(), **texts, **lists)
    yield _json(TIMES, ProcessSettings.objects.all(), weekday=F("clearance_weekday"), minute=F("clearance_minute"))


def _json(of: str, rows: QuerySet, /, **columns) -> QuerySet:
    return small(of, rows, label=Cast(JSONObject(key=F("pk"), **columns), CharField()))


def _raw(rows: dict[str, list[Small]]) -> Raw:
    return tuple(tuple(row.label for row in rows[kind]) for kind in (RULE, CALENDAR, TIMES))


def rules_of(rows: dict[str, list[Small]]) -> tuple[Rule, ...]:
    """The rules among these small rows, by kind and position."""
    return _rules(*_raw(rows)[:2])


def _standing(raw: Raw, now: datetime) -> Standing:
    rules, now = _rules(*raw[:2]), _begun(now)
    if not rules:
        return Standing()
    late = cutoffs(RuleKind.REACTION, rules, now)
    return Standing(rules, late, cutoffs(RuleKind.CLEARANCE, rules, next_clearance(now, _times(raw[2]))))


def _begun(now: datetime) -> datetime:
    """The five minutes in which `now` lies: when they began."""
    seconds = int(now.timestamp())
    return datetime.fromtimestamp(seconds - seconds % int(EVERY.total_seconds()), UTC)


def _times(raw: tuple[str, ...]) -> ProcessSettings:
    said = json.loads(raw[0]) if raw else {}
    return (
        ProcessSettings(clearance_weekday=said["weekday"], clearance_minute=said["minute"])
        if said
        else ProcessSettings()
    )


@lru_cache(maxsize=16)
def _rules(rules: tuple[str, ...], calendars: tuple[str, ...]) -> tuple[Rule, ...]:
    made = [_calendar(json.loads(one)) for one in calendars]
    by_key = {calendar.pk: calendar for calendar in made}
    default = next((calendar for calendar in made if calendar.is_default), None)
    found = [_rule(json.loads(one), by_key, default) for one in rules]
    return tuple(sorted(found, key=lambda rule: (rule.kind, rule.position, rule.key)))


def _rule(said: dict, calendars: dict[int, Calendar], default: Calendar | None) -> Rule:
    keys = {f"{name}_id": said[name] for name in ("ticket_type", "team", "move_to")}
    columns = {
        name: said[name] for name in ("kind", "name", "position", "counting", "after_minutes", "tier", "version")
    }
    row = TimerRule(pk=said["key"], **keys, **columns)
    row.calendar = calendars.get(said["calendar"])
    return Rule.of(row, default)


def _calendar(said: dict) -> Calendar:
    lists = {name: _list(said[name]) for name in LISTS}
    texts = {name: said[name] for name in ("name", "time_zone", "country", "subdivision")}
    return Calendar(pk=said["key"], is_default=bool(said["is_default"]), **texts, **lists)


def _list(said: str | list) -> list:
    """SQLite gives what a column of JSON holds as a text within the other."""
    return json.loads(said) if isinstance(said, str) else said
