"""When mail may reach a person: their quiet hours and the hour of their digest. Pure, and time is passed in."""

from datetime import datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings

from transom.notifications.models import NotificationSettings
from transom.people.models import User

SATURDAY = 5  # of `weekday()`
MIDNIGHT = time(0)


def zone_of(person: User) -> ZoneInfo:
    """Where they are, by their own word; else where the desk is."""
    return _zone(person.time_zone or settings.TIME_ZONE)


@lru_cache(maxsize=1000)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # the database of zones forgets one now and then
        return ZoneInfo("UTC")


def quiet_ends(now: datetime, chosen: NotificationSettings, zone: ZoneInfo) -> datetime | None:
    """When the quiet that holds at `now` ends; None where it is not quiet. What follows on each other is one quiet."""
    at, moved = now.astimezone(zone), False
    for _step in range(8):  # a weekend and two nights at most; the bound holds whatever the hours are
        end = _end_at(at, chosen)
        if end is None or end <= at:
            break
        at, moved = end, True
    return at if moved else None


def _end_at(at: datetime, chosen: NotificationSettings) -> datetime | None:
    if chosen.quiet_weekends and at.weekday() >= SATURDAY:
        return _on(at, MIDNIGHT, days=7 - at.weekday())
    begins, ends = chosen.quiet_from, chosen.quiet_until
    if begins is None or ends is None or begins == ends:
        return None
    hour = at.time()
    if begins < ends:
        return _on(at, ends) if begins <= hour < ends else None
    if hour >= begins:
        return _on(at, ends, days=1)
    return _on(at, ends) if hour < ends else None


def next_digest(now: datetime, chosen: NotificationSettings, zone: ZoneInfo) -> datetime:
    """The next moment behind `now` when their digest comes: at their hour, on a weekday."""
    at = now.astimezone(zone)
    for days in range(4):
        moment = _on(at, time(chosen.digest_hour), days=days)
        if moment > now and moment.weekday() < SATURDAY:
            return moment
    raise AssertionError("of four days in a row one behind the first is a weekday")


def _on(at: datetime, hour: time, days: int = 0) -> datetime:
    """That hour of the day of `at`, or so many days later, in the same zone."""
    return datetime.combine(at.date() + timedelta(days=days), hour, at.tzinfo)
