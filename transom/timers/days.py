"""What a calendar is made of, pure: zones, the hours of a week, and the days off of a country and of the desk itself."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from importlib import import_module
from types import ModuleType
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _

MINUTES = 1440


class CalendarBroken(ValueError):
    """A calendar that makes no sense. Its words say what to mend."""


@lru_cache(maxsize=1)
def zones() -> frozenset[str]:
    """The names of zones that a calendar may have."""
    return frozenset(available_timezones())


def zone_of(name: str) -> ZoneInfo:
    """Raises `CalendarBroken` for a name that the IANA database does not know."""
    if name not in zones():
        raise CalendarBroken(
            _("There is no time zone “%(name)s”. Choose one like Europe/Vienna.") % {"name": name[:64]}
        )
    return ZoneInfo(name)


def weekly_of(weekly: tuple) -> tuple:
    """The same, checked: seven days, each of spans in order and apart. Raises `CalendarBroken`."""
    if len(weekly) != 7:
        raise CalendarBroken(_("A calendar has the hours of seven days, Monday first."))
    for day in weekly:
        before = -1
        for span in day:
            if (
                len(span) != 2
                or not all(isinstance(at, int) for at in span)
                or not before < span[0] < span[1] <= MINUTES
            ):
                raise CalendarBroken(_("The hours of a day lie within it, in order, and apart from each other."))
            before = span[1]
    return weekly


def days_off_of(country: str, subdivision: str, own: tuple[tuple[str, bool], ...]) -> Callable[[date], bool]:
    """Whether a date is off: a public holiday, or one of the desk's `own` days (day, works), which have the last word.

    Raises `CalendarBroken` for a country or a subdivision that nothing is known of, or for what is no date.
    """
    chosen = {_date(day): works for day, works in own}
    if country:
        public_holidays(country, subdivision, 2026)

    def is_off(day: date) -> bool:
        works = chosen.get(day)
        if works is not None:
            return not works
        return bool(country) and day in public_holidays(country, subdivision, day.year)

    return is_off


@lru_cache(maxsize=2000)
def public_holidays(country: str, subdivision: str, year: int) -> dict[date, str]:
    """The public holidays of a year, in order, with their names in the country's language. Raises `CalendarBroken`."""
    try:
        if country not in countries():
            raise KeyError(country)
        found = _library().country_holidays(country, subdiv=subdivision or None, years=year, expand=False)
    except (NotImplementedError, KeyError, AttributeError):
        place = "-".join(filter(None, (country, subdivision)))[:20]
        raise CalendarBroken(
            _("No public holidays are known for “%(place)s”. Choose another.") % {"place": place}
        ) from None
    return {day: found[day] for day in sorted(found) if day.year == year}


@lru_cache(maxsize=1)
def countries() -> dict[str, list[str]]:
    """Every country that public holidays are known of, by its code, with its subdivisions."""
    return _library().list_supported_countries(include_aliases=False)


@lru_cache(maxsize=300)
def part_names(country: str) -> dict[str, str]:
    """What the subdivisions of a country are called there, by their codes; some are known by their code alone."""
    if country not in countries():
        return {}
    names: dict[str, str] = {}
    for name, code in _library().country_holidays(country).subdivisions_aliases.items():
        if not name.isupper():
            names.setdefault(code, name)
    return names


def _library() -> ModuleType:
    """Not imported above: it costs 21 MB of memory, and a desk whose calendars name no country never asks it."""
    return import_module("holidays")


def _date(day: str) -> date:
    try:
        return date.fromisoformat(day)
    except (TypeError, ValueError):
        raise CalendarBroken(_("“%(day)s” is no date. Write it like 2027-05-14.") % {"day": str(day)[:20]}) from None
