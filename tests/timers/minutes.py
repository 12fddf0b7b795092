"""Working time counted minute by minute: what the calendars of the desk are held against.

It shares no line with them. For each zone the wall clock is read at every quarter of an hour of UTC (no zone changes in
between, which is asserted), and for each calendar every minute of `YEARS` is marked as working time or not.
"""

from bisect import bisect_left
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

BEGIN, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
MINUTES = int((END - BEGIN).total_seconds()) // 60
QUARTER = 15


@cache
def wall_clock(zone: str) -> tuple[list[tuple[date, int]], list[int]]:
    """For each quarter of an hour the local date and minute at its beginning; and the minutes at which the offset changes."""
    place, quarters, changes, before = ZoneInfo(zone), [], [], None
    for start in range(0, MINUTES, QUARTER):
        local = (BEGIN + timedelta(minutes=start)).astimezone(place)
        assert (BEGIN + timedelta(minutes=start + QUARTER - 1)).astimezone(place).utcoffset() == local.utcoffset()
        if before is not None and local.utcoffset() != before:
            changes.append(start)
        before = local.utcoffset()
        quarters.append((local.date(), local.hour * 60 + local.minute))
    return quarters, changes


@cache
def holidays_of(country: str) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, years=range(2025, 2029))) if country else frozenset()


class Minutes:
    """Every working minute of a calendar, counted from `BEGIN`."""

    def __init__(self, zone: str, country: str, hours: list, days_off: list[dict]):
        off = set(holidays_of(country))
        for row in days_off:
            (off.discard if row["works"] else off.add)(date.fromisoformat(row["day"]))
        weekdays = [bytearray(1440) for _ in range(7)]
        for minutes, spans in zip(weekdays, hours, strict=True):
            for opens, closes in spans:
                minutes[opens:closes] = b"\1" * (closes - opens)
        none, quarters, marked = bytes(QUARTER), wall_clock(zone)[0], bytearray()
        for day, minute in quarters:
            marked += none if day in off else weekdays[day.weekday()][minute : minute + QUARTER]
        self.working = [minute for minute, works in enumerate(marked) if works]

    def between(self, start: int, end: int) -> int:
        return bisect_left(self.working, end) - bisect_left(self.working, start)

    def deadline(self, start: int, length: int) -> int | None:
        """The end of the minute with which `length` of them are over; None beyond the years that are counted."""
        last = bisect_left(self.working, start) + length - 1
        return self.working[last] + 1 if last < len(self.working) else None

    def cutoff(self, now: int, length: int) -> int | None:
        """The beginning of the minute from which `length` of them are over at `now`."""
        first = bisect_left(self.working, now) - length
        return self.working[first] if first >= 0 else None


def moment(minute: int) -> datetime:
    return BEGIN + timedelta(minutes=minute)
