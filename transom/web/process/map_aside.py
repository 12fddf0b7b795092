"""Which statuses stand aside from the map, because they are reached from nearly everywhere, and how that is said."""

from django.utils.translation import gettext as _

from transom.web.process.map_marks import Marked
from transom.workflow.models import Category

NEARLY = 0.6
FEWEST = 2
"""A status is aside where a way leads to it from so many of those that are not, and from so great a part of them."""
NAMED = 2


def aside(shown: Marked) -> dict[str, str]:
    """The slugs of those statuses, each with from where it is reached, in words. Never the start, nor the path's own end."""
    stays = {stop.status for stop in shown.stops[:1]}
    ends = [stop.status for stop in shown.stops if stop.category == Category.CLOSED]
    stays |= set(ends[:1])
    found: set[str] = set()
    unfinished = [stop.status for stop in shown.stops if stop.category != Category.CLOSED]
    for stop in shown.stops:
        origins = _origins(shown, stop.status, unfinished)
        fewest = FEWEST if stop.category == Category.CLOSED else FEWEST + 2
        if stop.status not in stays and len(origins) >= max(fewest, NEARLY * (len(unfinished) - 1)):
            found.add(stop.status)
    return {
        slug: _from(_origins(shown, slug, unfinished), [o for o in unfinished if o not in found | {slug}], shown)
        for slug in found
    }


def _origins(shown: Marked, slug: str, unfinished: list[str]) -> set[str]:
    return {move.origin for move in shown.moves if move.to == slug and move.origin in unfinished}


def _from(origins: set[str], others: list[str], shown: Marked) -> str:
    missing = [slug for slug in others if slug not in origins]
    if not missing:
        return _("from everywhere")
    if len(missing) <= NAMED:
        names = shown.names()
        return _("from everywhere but %(names)s") % {"names": ", ".join(names[slug] for slug in missing)}
    return _("from %(some)d of %(all)d statuses") % {"some": len(others) - len(missing), "all": len(others)}
