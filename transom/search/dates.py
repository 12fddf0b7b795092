"""Days as people type them behind `before:` and `after:`: 2026-11-22, 2026-11, 2026, today, yesterday, 7d, 2w, 3m, 12h."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

LONGEST = 6  # digits of a count
LENGTHS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1), "m": timedelta(days=30)}


def moment(typed: str, now: datetime) -> datetime | None:
    """The beginning of that day, month or year in the zone of `now`, or so long ago; None where it is no date."""
    typed = typed.strip().lower()
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if typed in ("today", _("today").lower()):
        return today
    if typed in ("yesterday", _("yesterday").lower()):
        return today - timedelta(days=1)
    return _ago(typed, now) or _date(typed, today)


def _ago(typed: str, now: datetime) -> datetime | None:
    count, unit = typed[:-1], typed[-1:]
    if unit not in LENGTHS or not (count.isascii() and count.isdecimal() and len(count) <= LONGEST):
        return None
    try:
        return now - int(count) * LENGTHS[unit]
    except OverflowError:
        return None


def _date(typed: str, today: datetime) -> datetime | None:
    parts = typed.split("-")
    if not all(part.isascii() and part.isdecimal() and len(part) <= 4 for part in parts) or len(parts[0]) != 4:
        return None
    numbers = [*map(int, parts), 1, 1][:3]
    try:
        # Not replace(): the offset of that day may be another one than today's.
        return datetime(*numbers, tzinfo=today.tzinfo) if len(parts) <= 3 else None
    except (ValueError, OverflowError):
        return None
