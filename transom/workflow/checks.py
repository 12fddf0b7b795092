"""Is a path sound? Asked of its document before it is published, so that no ticket is ever stuck."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.workflow.checks_of_moves import unsound_moves
from transom.workflow.checks_of_stops import unsound_stops
from transom.workflow.document import Path
from transom.workflow.models import Category
from transom.workflow.problem import NOTHING, Known, Problem

__all__ = ["Known", "Problem", "problems"]


def problems(path: Path, known: Known | None = None) -> list[Problem]:
    """What is wrong with this path; empty when it may be published. Without `known`, only what it says of itself.

    It begins in one unfinished status; every status is reached from there and has a way to an end; every move stays on
    the path and somebody may take it; what happens by itself can happen; a status that asks the customer has the moves
    for their answers; tickets in a status that was removed have a place to go to.
    """
    known = known or NOTHING
    if not path.stops:
        return [Problem(_("The path has no status. Add the one in which its tickets begin."))]
    found = [*unsound_stops(path, known), *unsound_moves(path)]
    return found + [*_reach(path), *_removed(path, known)]


def _reach(path: Path) -> Iterator[Problem]:
    """One start, from which everything is reached, and an end from everywhere."""
    slugs, start = set(path.slugs), path.stops[0]
    forward = {(move.origin, move.to) for move in path.moves if move.roles}
    if start.category == Category.CLOSED:
        yield Problem(
            _("%(start)s is closed, so no ticket can begin there. Put another status first.") % {"start": start.name},
            start.status,
        )
    reached = _reachable({start.status}, forward)
    ends = {stop.status for stop in path.stops if stop.category == Category.CLOSED}
    can_end = _reachable(ends, {(to, origin) for origin, to in forward})
    for stop in path.stops:
        if stop.status in slugs - reached:
            sentence = _("Nothing leads to %(status)s. Add a move that does, or remove it.")
            yield Problem(sentence % {"status": stop.name}, stop.status)
        if stop.status in slugs - can_end:
            sentence = _("There is no way to an end from %(status)s. Add a move that leads on.")
            yield Problem(sentence % {"status": stop.name}, stop.status)


def _reachable(origins: set[str], edges: set[tuple[str, str]]) -> set[str]:
    reached, front = set(origins), set(origins)
    while front:
        front = {to for origin, to in edges if origin in front} - reached
        reached |= front
    return reached


def _removed(path: Path, known: Known) -> Iterator[Problem]:
    """Tickets in a status that the path has no more are told where to go, and never across the line of being closed."""
    for gone, to in path.remaps.items():
        name = known.names.get(gone, gone)
        stop, category = path.stop(to), known.categories.get(gone)
        if path.stop(gone):
            yield Problem(_("%(status)s is on the path, so its tickets stay there.") % {"status": name}, gone)
        elif stop is None:
            sentence = _("The tickets in %(status)s would go to a status that is not on the path. Choose another one.")
            yield Problem(sentence % {"status": name}, gone)
        elif category and (category == Category.CLOSED) != (stop.category == Category.CLOSED):
            yield Problem(_across(name, stop.name, category), gone)
    for gone in sorted(known.earlier - set(path.slugs) - set(path.remaps)):
        if count := known.occupied.get(gone, 0):
            sentence = ngettext(
                "1 ticket is in %(status)s, which was removed. Say where it goes.",
                "%(count)d tickets are in %(status)s, which was removed. Say where they go.",
                count,
            )
            yield Problem(sentence % {"count": count, "status": known.names.get(gone, gone)}, gone)


def _across(gone: str, to: str, category: str) -> str:
    if category == Category.CLOSED:
        sentence = _("%(gone)s is closed, so its tickets cannot go to %(to)s, where work goes on. Choose another end.")
    else:
        sentence = _(
            "Tickets in %(gone)s are not done, so they cannot go to %(to)s. Choose a status that is not closed."
        )
    return sentence % {"gone": gone, "to": to}
