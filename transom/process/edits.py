"""Edits of a path: from one document to the next. Pure; what makes no sense is refused with a sentence."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _
from msgspec.structs import replace

from transom.workflow.document import Move, Path, Stop
from transom.workflow.models import Category

LONGEST_SLUG = 50


class EditRefused(Exception):
    """This edit makes no sense here. `str()` is a sentence for the screen."""


def change_type(path: Path, *, name: str, purpose: str) -> Path:
    """Give the type another name and say what it is for."""
    return replace(path, name=name.strip(), purpose=purpose.strip())


def add_stop(path: Path, stop: Stop, *, after: str | None = None, before: str | None = None) -> Path:
    """Put `stop` behind `after` (None: first). With `before` the move between these two leads through it from now on.

    The new status can end as the one before it can: it gets the same moves to closed statuses.
    """
    if path.stop(stop.status):
        raise EditRefused(_("%(status)s is on the path already.") % {"status": stop.name})
    place = 0 if after is None else path.slugs.index(_there(path, after).status) + 1
    stops = (*path.stops[:place], stop, *path.stops[place:])
    remaps = {gone: to for gone, to in path.remaps.items() if gone != stop.status}
    path = replace(path, stops=stops, remaps=remaps)
    if before is None:
        return path
    if after is None:
        raise EditRefused(_("Say between which two statuses it stands."))
    return _lead_through(path, stop, after, _there(path, before).status)


def _lead_through(path: Path, stop: Stop, after: str, before: str) -> Path:
    way = path.move(after, before)
    if way is None:
        raise EditRefused(_("There is no move between these two. Choose two that have one."))
    first = replace(way, to=stop.status, label=stop.name, requires=(), reasons=())
    second = replace(way, origin=stop.status, trigger="")
    closed = {row.status for row in path.stops if row.category == Category.CLOSED} - {before}
    ends = (
        ()
        if stop.category == Category.CLOSED
        else (
            replace(move, origin=stop.status)
            for move in path.moves_from(after)
            if move.to in closed and not move.trigger and move.to != way.to
        )
    )
    moves = [first if move == way else move for move in path.moves]
    place = max(place for place, move in enumerate(moves) if move.origin == after) + 1
    return replace(path, moves=(*moves[:place], second, *ends, *moves[place:]))


def change_stop(path: Path, status: str, /, **changes: Any) -> Path:
    """Change what a stop says, by the names of its fields. Its slug stays: the status is the same one."""
    stop = _there(path, status)
    if "status" in changes:
        raise EditRefused(_("A status stays itself. Add another one, and merge this one into it."))
    changed = replace(stop, **changes)
    return replace(path, stops=tuple(changed if row.status == status else row for row in path.stops))


def remove_stop(path: Path, status: str, *, to: str) -> Path:
    """Take a status off the path with all its moves; its tickets go to `to`."""
    path = _without(path, status, to)
    return replace(path, moves=tuple(move for move in path.moves if status not in (move.origin, move.to)))


def merge_stops(path: Path, status: str, *, into: str) -> Path:
    """Take a status off the path; its moves become those of `into` where that has none alike, and its tickets go there."""
    path = _without(path, status, into)
    kept = [move for move in path.moves if status not in (move.origin, move.to)]
    places = {(move.origin, move.to) for move in kept}
    labels = {(move.origin, move.label.casefold()) for move in kept}
    triggers = {(move.origin, move.trigger) for move in kept if move.trigger}
    for move in path.moves:
        if status not in (move.origin, move.to):
            continue
        origin, to = (into if slug == status else slug for slug in (move.origin, move.to))
        if origin == to or (origin, to) in places or (origin, move.label.casefold()) in labels:
            continue
        trigger = "" if (origin, move.trigger) in triggers else move.trigger
        kept.append(replace(move, origin=origin, to=to, trigger=trigger))
        places.add((origin, to))
        labels.add((origin, move.label.casefold()))
        triggers.add((origin, trigger))
    return replace(path, moves=tuple(kept))


def _without(path: Path, status: str, to: str) -> Path:
    """The path without the stop, and `to` for its tickets and for those that were to go there."""
    stop, target = _there(path, status), _there(path, to)
    if stop == target:
        raise EditRefused(_("Its tickets cannot stay in %(status)s. Choose another status.") % {"status": stop.name})
    if (stop.category == Category.CLOSED) != (target.category == Category.CLOSED):
        sentence = _("Tickets in %(status)s cannot go to %(to)s: one of them is closed and the other is not.")
        raise EditRefused(sentence % {"status": stop.name, "to": target.name})
    remaps = {gone: to if there == status else there for gone, there in path.remaps.items()}
    return replace(path, stops=tuple(row for row in path.stops if row != stop), remaps=remaps | {status: to})


def send_tickets(path: Path, gone: str, *, to: str) -> Path:
    """Say where the tickets go of a status that is not on the path any more."""
    if path.stop(gone):
        raise EditRefused(_("%(status)s is on the path, so its tickets stay there.") % {"status": gone})
    return replace(path, remaps={**path.remaps, gone: _there(path, to).status})


def shift_stop(path: Path, status: str, by: int) -> Path:
    """Move a stop `by` places down the path (up where negative), as far as there is room. The first is the start."""
    return replace(path, stops=_shifted(path.stops, path.stops.index(_there(path, status)), by))


def order_stops(path: Path, statuses: Iterable[str]) -> Path:
    """Put all stops into this order."""
    order = list(statuses)
    if sorted(order) != sorted(path.slugs):
        raise EditRefused(_("Name every status of the path once."))
    return replace(path, stops=tuple(path.stop(status) for status in order))


def add_move(path: Path, move: Move) -> Path:
    """Add a move behind the others that begin where it begins."""
    _there(path, move.origin), _there(path, move.to)
    if move.origin == move.to:
        raise EditRefused(_("A move leads to another status. Choose where it leads."))
    if path.move(move.origin, move.to):
        raise EditRefused(_("There is such a move already. Change that one."))
    return replace(path, moves=(*path.moves, move))


def change_move(path: Path, origin: str, to: str, /, **changes: Any) -> Path:
    """Change what a move says, by the names of its fields; also where it leads."""
    move = _move_there(path, origin, to)
    changed = replace(move, **changes)
    place = (changed.origin, changed.to)
    if place != (origin, to) and path.move(*place):
        raise EditRefused(_("There is such a move already. Change that one."))
    _there(path, changed.origin), _there(path, changed.to)
    return replace(path, moves=tuple(changed if row == move else row for row in path.moves))


def remove_move(path: Path, origin: str, to: str) -> Path:
    move = _move_there(path, origin, to)
    return replace(path, moves=tuple(row for row in path.moves if row != move))


def shift_move(path: Path, origin: str, to: str, by: int) -> Path:
    """Move a button `by` places down among those of the same status (up where negative)."""
    move = _move_there(path, origin, to)
    places = [place for place, row in enumerate(path.moves) if row.origin == origin]
    siblings = tuple(path.moves[place] for place in places)
    moves = list(path.moves)
    for place, row in zip(places, _shifted(siblings, siblings.index(move), by), strict=True):
        moves[place] = row
    return replace(path, moves=tuple(moves))


def slug_for(name: str, known: Mapping[str, str], path: Path) -> str:
    """The slug of a status of this name: the one that is called so (`known`: slug to name), else one that nothing has."""
    named = {words.casefold(): slug for slug, words in known.items()}
    if slug := named.get(name.strip().casefold()):
        return slug
    base = slugify(name)[: LONGEST_SLUG - 4] or "status"
    taken, slug, number = {*known, *path.slugs, *path.remaps}, base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def _shifted(rows: tuple, place: int, by: int) -> tuple:
    rest = [*rows[:place], *rows[place + 1 :]]
    rest.insert(min(max(place + by, 0), len(rest)), rows[place])
    return tuple(rest)


def _there(path: Path, status: str) -> Stop:
    if stop := path.stop(status):
        return stop
    raise EditRefused(_("%(status)s is not on the path any more.") % {"status": status})


def _move_there(path: Path, origin: str, to: str) -> Move:
    if move := path.move(origin, to):
        return move
    raise EditRefused(_("This move is not on the path any more."))
