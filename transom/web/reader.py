"""Whoever reads a page: in their zone, their language and their theme. Costs no query that the page does not make anyway."""

from collections.abc import Callable
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from transom.people.models import User


def reader(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A middleware behind the one that knows who is signed in: the page is made in the zone and language of its reader."""

    def read(request: HttpRequest) -> HttpResponse:
        with timezone.override(zone_of(request.user)), translation.override(language_of(request)):
            return get_response(request)

    return read


def zone_of(user: User) -> ZoneInfo | None:
    """The zone that this person chose; None, which is the desk's, for everybody else."""
    return _zone(user.time_zone) if user.is_authenticated and user.time_zone else None


@lru_cache(maxsize=1000)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # the database of zones forgets one now and then
        return None


def language_of(request: HttpRequest) -> str:
    """What they chose, else what their browser asks for; always one that the desk has."""
    user = request.user
    if user.is_authenticated and user.language in dict(settings.LANGUAGES):
        return user.language
    return translation.get_language_from_request(request)


def look(request: HttpRequest) -> dict:
    """For every template: what `base.html` needs to know of its reader."""
    user = getattr(request, "user", None)
    known = user is not None and user.is_authenticated
    return {
        "language": translation.get_language(),
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "theme": user.theme if known else "",
        "zone_unknown": known and not user.time_zone,
        "zone": timezone.get_current_timezone_name(),
    }
