"""Time zones as people pick them: by continent, then by city."""

from difflib import get_close_matches
from functools import cache
from zoneinfo import available_timezones

from django.utils.translation import gettext_lazy as _

UTC = "UTC"
AREAS = {
    "Africa": _("Africa"),
    "America": _("America"),
    "Antarctica": _("Antarctica"),
    "Arctic": _("Arctic"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic Ocean"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific Ocean"),
}


def is_zone(name: str) -> bool:
    """A zone of the IANA database, also under a name that it had before: browsers say Asia/Calcutta."""
    return name in _all()


@cache
def _all() -> frozenset[str]:
    return frozenset(available_timezones())


def named(words: str) -> str:
    """The zone that a person means by its name or its city, whatever the case; empty where there is none."""
    return _by_name().get(_plain(words)) or _by_city().get(_plain(words), "")


def like(words: str) -> list[str]:
    """The few zones whose cities are spelt almost so."""
    return [_by_city()[city] for city in get_close_matches(_plain(words), _by_city(), 3)]


def _plain(words: str) -> str:
    return words.lower().replace(" ", "_")


@cache
def _by_name() -> dict[str, str]:
    return {name.lower(): name for name in _all()}


@cache
def _by_city() -> dict[str, str]:
    return {name.rpartition("/")[2].lower(): name for name in sorted(_all())}


@cache
def _by_area() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(_all()):
        area, _slash, city = name.partition("/")
        if city and area in AREAS:
            found.setdefault(area, []).append((name, city.replace("_", " ").replace("/", ", ")))
    return found


def choices(nothing: str, now: str = "") -> list:
    """For a select: `nothing` for no choice, UTC, then the cities by continent; `now` is there even where it is no city."""
    listed = [("", nothing), (UTC, UTC)]
    by_area = _by_area()
    if now and now != UTC and now.partition("/")[0] not in by_area:
        listed.append((now, now))
    return listed + [(AREAS[area], cities) for area, cities in by_area.items()]
