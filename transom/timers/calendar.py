"""Working time, pure: how much of it lies between two moments, when so much has passed, and when it must have begun.

A moment is working time where the clock on the wall says so: its local date is no day off and its local minute lies within
the hours of that weekday. So an hour that is repeated when summer time ends counts twice, and one that is left out not at all.
All arithmetic is in whole microseconds of UTC, and no search goes further than `HORIZON` days.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from transom.timers.days import CalendarBroken, days_off_of, weekly_of, zone_of

HORIZON = 3660
"""Days: ten years. What lies further than this is told as an error."""
MICROSECOND = timedelta(microseconds=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_DAY = date(1970, 1, 1).toordinal()
SECOND = 1_000_000
DAY = 86_400
MINUTE = 60
EARLIEST, LATEST = date(1900, 1, 1).toordinal() - FIRST_DAY, date(9990, 1, 1).toordinal() - FIRST_DAY
Span = tuple[int, int]


class NoWorkingTime(CalendarBroken):
    """The calendar has not so much working time within `HORIZON` days."""


class Hours:
    """The working time of one calendar. `of` gives the same object for the same hours, which keeps the days it has made."""

    def __init__(self, zone: ZoneInfo, weekly: tuple, days_off):
        self.zone, self.weekly, self.is_off = zone, weekly, days_off
        self.known: dict[int, tuple[Span, ...]] = {}

    @classmethod
    def of(cls, calendar) -> "Hours":
        """The hours of a `Calendar`, saved or not. Raises `CalendarBroken` where its zone, country or hours make no sense."""
        if isinstance(calendar, Hours):
            return calendar
        try:
            weekly = tuple(tuple(tuple(span) for span in day) for day in calendar.hours)
            own = tuple(sorted((row["day"], bool(row.get("works"))) for row in calendar.days_off))
            return _hours(calendar.time_zone, calendar.country, calendar.subdivision, weekly, own)
        except (TypeError, KeyError, AttributeError):
            raise CalendarBroken(
                _("The hours or the days off of this calendar cannot be read. Save it again.")
            ) from None

    def on(self, day: int) -> tuple[Span, ...]:
        """The working time of one day of UTC (days since 1970), as spans in microseconds since 1970, in order."""
        found = self.known.get(day)
        if found is None:
            found = self.known[day] = tuple(self._spans(day * DAY)) if EARLIEST < day < LATEST else ()
        return found

    def _spans(self, start: int) -> Iterator[Span]:
        end = start + DAY
        change = self._change(start, end)
        if change is None:
            yield from self._within(start, end)
        else:
            yield from self._within(start, change)
            yield from self._within(change, end)

    def _within(self, start: int, end: int) -> Iterator[Span]:
        """Of a stretch of UTC (in seconds) in which the zone keeps its offset."""
        offset = self._offset(start)
        for local in range((start + offset) // DAY, (end + offset - 1) // DAY + 1):
            on = date.fromordinal(local + FIRST_DAY)
            if self.is_off(on):
                continue
            for opens, closes in self.weekly[on.weekday()]:
                first = max(start, local * DAY + opens * MINUTE - offset)
                last = min(end, local * DAY + closes * MINUTE - offset)
                if first < last:
                    yield first * SECOND, last * SECOND

    def _offset(self, at: int) -> int:
        return int((EPOCH + timedelta(seconds=at)).astimezone(self.zone).utcoffset().total_seconds())

    def _change(self, start: int, end: int) -> int | None:
        """The first second of another offset, where it changes in this day."""
        before = self._offset(start)
        if self._offset(end) == before:
            return None
        return start + 1 + bisect_right(range(start + 1, end + 1), 0, key=lambda at: self._offset(at) != before)


@lru_cache(maxsize=200)
def _hours(zone: str, country: str, subdivision: str, weekly: tuple, own: tuple) -> Hours:
    return Hours(zone_of(zone), weekly_of(weekly), days_off_of(country, subdivision, own))


def deadline(calendar, start: datetime, minutes: int | timedelta) -> datetime:
    """The first moment at which so many minutes of working time, or a length of it, have passed since `start`; else `start`.

    Raises `NoWorkingTime` where there is not so much of it.
    """
    at, need = _microseconds(start), _length(minutes)
    if need <= 0:
        return start
    hours, today = Hours.of(calendar), at // SECOND // DAY
    for day in range(today, today + HORIZON):
        for first, last in hours.on(day):
            first = max(first, at)
            if last - first >= need:
                return _moment(first + need)
            need -= max(0, last - first)
    raise _none(minutes)


def cutoff(calendar, now: datetime, minutes: int | timedelta) -> datetime:
    """The last moment since which `minutes` of working time have passed at `now`: what began then or before is due.

    `start <= cutoff(calendar, now, minutes)` exactly where `deadline(calendar, start, minutes) <= now`. Raises `NoWorkingTime`.
    """
    at, need = _microseconds(now), _length(minutes)
    if need <= 0:
        return now
    hours, today = Hours.of(calendar), at // SECOND // DAY
    for day in range(today, today - HORIZON, -1):
        for first, last in reversed(hours.on(day)):
            last = min(last, at)
            if last - first >= need:
                return _moment(last - need)
            need -= max(0, last - first)
    raise _none(minutes)


def worked(calendar, start: datetime, end: datetime) -> timedelta:
    """The working time between two moments; none where `end` is not after `start`. Raises `NoWorkingTime` beyond `HORIZON`."""
    first, last = _microseconds(start), _microseconds(end)
    if last <= first:
        return timedelta(0)
    hours, days = Hours.of(calendar), range(first // SECOND // DAY, last // SECOND // DAY + 1)
    if len(days) > HORIZON:
        raise NoWorkingTime(_("Two moments that lie more than ten years apart cannot be counted."))
    total = 0
    for day in days:
        for opens, closes in hours.on(day):
            total += max(0, min(closes, last) - max(opens, first))
    return total * MICROSECOND


def is_working(calendar, at: datetime) -> bool:
    """Is this moment working time?"""
    moment = _microseconds(at)
    return any(first <= moment < last for first, last in Hours.of(calendar).on(moment // SECOND // DAY))


def next_working(calendar, at: datetime) -> datetime:
    """`at` where it is working time, else when that begins again. Raises `NoWorkingTime`."""
    return at if is_working(calendar, at) else deadline(calendar, at, 1) - timedelta(minutes=1)


def _microseconds(at: datetime) -> int:
    return (at - EPOCH) // MICROSECOND


def _moment(microseconds: int) -> datetime:
    return EPOCH + microseconds * MICROSECOND


def _length(minutes: int | timedelta) -> int:
    return minutes // MICROSECOND if isinstance(minutes, timedelta) else minutes * MINUTE * SECOND


def _none(minutes: int | timedelta) -> NoWorkingTime:
    words = _(
        "This calendar has less than %(number)d working minutes in ten years. Give it more hours, or count around the clock."
    )
    return NoWorkingTime(words % {"number": _length(minutes) // SECOND // MINUTE})
