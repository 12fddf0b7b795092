"""Working time as sorted lists of minutes, made by the standard library: "240 working minutes after" is the 240th of them."""

from bisect import bisect_left
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from tests.year.scenario import FIRST, HOUR, LAST, ZONE, minute

BERLIN_OFF = {date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 17), date(2027, 12, 31)}
"""Good Friday, Easter Monday, Whit Monday, and a day of the desk's own. On Ascension Day they work."""
DAYS = ((1, 18), (2, 15), (5, 31), (6, 18), (7, 5), (9, 6), (10, 11), (11, 11), (11, 25), (12, 24), (12, 31))
NEW_YORK_OFF = {date(2027, month, day) for month, day in DAYS}


def _working(zone: ZoneInfo, off: set[date]) -> list[int]:
    days = (FIRST + timedelta(count) for count in range((LAST - FIRST).days + 60))
    begun = [minute(day, "9:00", zone) for day in days if day.weekday() < 5 and day not in off]
    return [begin + count for begin in begun for count in range(8 * HOUR)]


BERLIN = _working(ZONE, BERLIN_OFF)
NEW_YORK = _working(ZoneInfo("America/New_York"), NEW_YORK_OFF)


def after(minutes: list[int] | None, begin: int, count: int) -> int:
    """The first moment at which `count` of these minutes have passed since `begin`; of all minutes where there is no list."""
    return begin + count if minutes is None else minutes[bisect_left(minutes, begin) + count - 1] + 1
