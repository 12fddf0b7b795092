"""The map of a path: what stands where and says what, for the macros of `components/path_map.html`.

What can be reached from nearly everywhere (the shared ends, a status to hold things) would cover the map with arrows, so
it stands aside, below it, and says in words where it is reached from.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from transom.tickets.dwelling import Figures
from transom.web.process import map_boxes, map_labels
from transom.web.process.map_aside import aside
from transom.web.process.map_boxes import DrawnStop
from transom.web.process.map_labels import DrawnMove
from transom.web.process.map_marks import Marked, marked, place
from transom.web.process.shown import people_of
from transom.workflow.document import Path
from transom.workflow.layout import Arrow, Box, Plan, lay_out

NARROWEST = 464
"""Two boxes of what stands aside, side by side."""
BETWEEN, ABOVE_ASIDE = 16, 44
LONG = 2.6
"""So many times as high as wide, it would be too small on one page."""


@dataclass(frozen=True)
class Links:
    """Where the parts of a map lead: a status, a move (from, to), the list of the tickets in a status.

    By default to the place of the status or move on the same page, which the table of the map has.
    """

    stop: Callable[[str], str] = lambda slug: f"#{place(slug)}"
    move: Callable[[str, str], str] = lambda origin, to: f"#{place(origin, to)}"
    tickets: Callable[[str], str] | None = None


HERE = Links()


@dataclass(frozen=True)
class Drawing:
    """All lengths in pixels. `stops` are in the order of the path, those of `aside` among them; `moves` too.

    `painted` are the parts in the order in which they are drawn, from top to bottom. `with_ids`: the table has the
    places that the map leads to.
    """

    name: str
    width: float
    height: float
    aside_at: float
    stops: list[DrawnStop]
    moves: list[DrawnMove]
    with_ids: bool
    has_figures: bool
    is_compared: bool
    painted: list[DrawnStop | DrawnMove] = field(default_factory=list)

    @property
    def shape(self) -> str:
        """How it lies on paper: across a page, upright on one, or upright over several."""
        if self.width > self.height:
            return "wide"
        return "long" if self.height > LONG * self.width else "tall"

    @property
    def rows(self) -> list[tuple[DrawnStop, list[DrawnMove]]]:
        """Each status with the moves from it, for the table."""
        return [(stop, [move for move in self.moves if move.origin == stop.slug]) for stop in self.stops]


def drawing(
    path: Path,
    figures: Mapping[str, Figures] | None = None,
    links: Links | None = None,
    before: Path | None = None,
) -> Drawing:
    """The drawing of `path`. `figures` are of its statuses by slug; with `before` it marks what differs from that path,
    and shows what was removed."""
    links = links or HERE
    shown = marked(path, before)
    names, people = shown.names(), people_of(filter(None, [path, before]))
    stops = [
        map_boxes.drawn(stop, shown.of_stop(stop), (figures or {}).get(stop.status), people, links)
        for stop in shown.stops
    ]
    apart = aside(shown)
    moves = [map_labels.drawn(move, shown.of_move(move), names, links) for move in shown.moves]
    plan = _plan(shown, stops, moves, frozenset(apart))
    wide = max(plan.width, NARROWEST)
    shift = (wide - plan.width) / 2
    stops = [stop.at(plan.boxes[stop.slug], shift) if stop.slug in plan.boxes else stop for stop in stops]
    steps = set(zip(plan.spine, plan.spine[1:], strict=False))
    moves = [
        move.along(plan.arrows[move.key], shift, wide, (move.origin, move.to) in steps)
        if move.key in plan.arrows
        else move
        for move in moves
    ]
    stops, height = _lay_aside(
        [stop.reached(apart[stop.slug]) if stop.slug in apart else stop for stop in stops], plan.height, wide
    )
    painted = sorted((part for part in (*stops, *moves) if part.rect), key=lambda part: part.rect.y)
    return Drawing(
        name=path.name,
        width=wide,
        height=height,
        aside_at=plan.height + ABOVE_ASIDE - 12 if apart else 0,
        stops=stops,
        moves=moves,
        with_ids=links is HERE,
        has_figures=figures is not None,
        is_compared=before is not None,
        painted=painted,
    )


def _plan(shown: Marked, stops: list[DrawnStop], moves: list[DrawnMove], apart: frozenset[str]) -> Plan:
    boxes = [Box(stop.slug, stop.width, stop.height) for stop in stops if stop.slug not in apart]
    arrows = [
        Arrow(move.key, move.origin, move.to, move.width, move.height)
        for move in moves
        if not {move.origin, move.to} & apart
    ]
    return lay_out(boxes, arrows)


def _lay_aside(stops: list[DrawnStop], top: float, wide: float) -> tuple[list[DrawnStop], float]:
    """Put what stands aside in rows below the map; gives how high all of it is."""
    waiting = [stop for stop in stops if not stop.rect]
    if not waiting:
        return stops, top
    a_row = max(1, int((wide + BETWEEN) // (map_boxes.WIDTH + BETWEEN)))
    placed, y = {}, top + ABOVE_ASIDE
    for first in range(0, len(waiting), a_row):
        row = waiting[first : first + a_row]
        for number, stop in enumerate(row):
            placed[stop.slug] = stop.put(4 + number * (map_boxes.WIDTH + BETWEEN), y)
        y += max(stop.height for stop in row) + BETWEEN
    return [placed.get(stop.slug, stop) for stop in stops], y
