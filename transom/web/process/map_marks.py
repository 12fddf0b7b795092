"""What a draft changes on the map: which statuses and moves are new, changed, or removed."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from transom.web.process.shown import anchor
from transom.workflow.document import Move, Path, Stop


def place(stop: str, to: str = "") -> str:
    """The id of a status, or of a move from it, in the table of the map."""
    return f"path-{anchor(stop, to)}"


class Mark(StrEnum):
    SAME = ""
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True)
class Marked:
    """The statuses and moves to show, with what was removed in its old place. `stop_marks` and `move_marks` say what became of them."""

    stops: list[Stop]
    moves: list[Move]
    stop_marks: Mapping[str, Mark]
    move_marks: Mapping[tuple[str, str], Mark]

    def of_stop(self, stop: Stop) -> Mark:
        return self.stop_marks.get(stop.status, Mark.SAME)

    def of_move(self, move: Move) -> Mark:
        return self.move_marks.get((move.origin, move.to), Mark.SAME)

    def names(self) -> dict[str, str]:
        return {stop.status: stop.name for stop in self.stops}


def marked(path: Path, before: Path | None) -> Marked:
    """`path` beside the one `before` it; without one nothing is marked."""
    if before is None:
        return Marked([*path.stops], [*path.moves], {}, {})
    stops, stop_marks = _beside(path.stops, before.stops, lambda stop: stop.status)
    moves, move_marks = _beside(path.moves, before.moves, lambda move: (move.origin, move.to))
    return Marked(stops, moves, stop_marks, move_marks)


def _beside(now, then, key) -> tuple[list, dict]:
    """Those of now, with those that are gone behind the one that they stood behind."""
    old, new = {key(one): one for one in then}, {key(one): one for one in now}
    marks = {name: _mark(old.get(name), new.get(name)) for name in old | new}
    shown = [*now]
    names = [key(one) for one in now]
    for place, one in enumerate(then):
        if key(one) not in new:
            before = key(then[place - 1]) if place else None
            at = names.index(before) + 1 if before in names else 0
            shown.insert(at, one)
            names.insert(at, key(one))
    return shown, marks


def _mark(old, new) -> Mark:
    if old is None:
        return Mark.ADDED
    if new is None:
        return Mark.REMOVED
    return Mark.SAME if old == new else Mark.CHANGED


def mark_words(mark: Mark) -> str:
    return {Mark.ADDED: _("new"), Mark.CHANGED: _("changed"), Mark.REMOVED: _("removed")}.get(mark, "")
