"""Days, weeks and months as the desk counts them: in its own zone, weeks from Monday. Pure, and time is passed in."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings

WEEK, MONTH = "week", "month"


class Span(NamedTuple):
    """From midnight to midnight: `begins` counts, `ends` does not."""

    first: date
    begins: datetime
    ends: datetime


def zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def midnight(day: date) -> datetime:
    """When this day begins at the desk."""
    return datetime.combine(day, time(), zone())


def today(now: datetime) -> date:
    return now.astimezone(zone()).date()


def week_of(now: datetime) -> Span:
    """The week that `now` is in."""
    return weeks(now, 1)[0]


def weeks(now: datetime, count: int) -> list[Span]:
    """The last so many weeks, the oldest first; `now` is in the last."""
    monday = today(now) - timedelta(days=today(now).weekday())
    days = [monday - timedelta(days=7 * back) for back in range(count - 1, -2, -1)]
    return _between(days)


def months(now: datetime, count: int) -> list[Span]:
    """The last so many months, the oldest first; `now` is in the last."""
    here = today(now)
    number = here.year * 12 + here.month - 1
    days = [date(one // 12, one % 12 + 1, 1) for one in range(number - count + 1, number + 2)]
    return _between(days)


def _between(days: list[date]) -> list[Span]:
    pairs = zip(days, days[1:], strict=False)
    return [Span(first, midnight(first), midnight(following)) for first, following in pairs]
