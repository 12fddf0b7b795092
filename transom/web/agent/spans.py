"""Spans of time in words."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def lasting(since: datetime, now: datetime | None = None) -> str:
    """How long it has lasted: "25 min", "3 h", "2 d"."""
    return span((now or timezone.now()) - since)


def span(passed: timedelta) -> str:
    """A span of time in the same words; less than none is none."""
    passed = max(passed, timedelta())
    if passed < timedelta(hours=1):
        return _("%(count)d min") % {"count": max(passed.seconds // 60, 1)}
    if passed < timedelta(days=2):
        return _("%(count)d h") % {"count": passed.total_seconds() // 3600}
    return _("%(count)d d") % {"count": passed.days}


def there(zone: str, now: datetime) -> str:
    """What the clock says in a zone, with its place: "Berlin, 09:04"; empty for a zone that nobody knows."""
    try:
        at = now.astimezone(ZoneInfo(zone)) if zone else None
    except (ZoneInfoNotFoundError, ValueError):
        return ""
    place = zone.rpartition("/")[2].replace("_", " ")
    return f"{place}, {date_format(at, 'D H:i')}" if at else ""
