"""The map of a path: what stands where and says what, for the macros of `components/path_map.html`.

What can be reached from nearly everywhere (the shared ends, a status to hold things) would cover the map with arrows, so
it stands aside, below it, and says in words where it is reached from.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from transom.tickets.dwelling import Figures
from transom.web.process import map_boxes, map_labels
from transom.web.process.map_aside import aside
from transom.web.process.map_boxes import DrawnStop
from transom.web.process.map_labels import DrawnMove
from transom.web.process.map_marks import marked, place
from transom.web.process.shown import people_of
from transom.workflow.document import Path
from transom.workflow.layout import Arrow, Box, Plan, lay_out

NARROWEST = 464
"""Two boxes of what stands aside, side by side."""
BETWEEN, ABOVE_ASIDE = 16, 44
LONG = 2.6
"""So many times as high as wide, it would be too small on one page."""


def in_table(stop: str, to: str = "") -> str:
    """The place of a status, or of a move from it, in the table of the map."""
    return f"#{place(stop, to)}"


@dataclass(frozen=True)
class Links:
    """Where the parts of a map lead: a status, a move (from, to), the list of the tickets in a status.

    A status and a move lead by default to their place in the table of the map, on the same page.
    """

    stop: Callable[[str], str] = in_table
    move: Callable[[str, str], str] = in_table
    tickets: Callable[[str], str] | None = None


@dataclass(frozen=True)
class Drawing:
    """All lengths in pixels. `stops` are in the order of the path, those of `aside` among them; `moves` too.

    `shared` are the moves that are the same from everywhere, by where they lead: the table tells each once. `with_ids`:
    the table has the places that the map leads to.
    """

    name: str
    width: float
    height: float
    aside_at: float
    stops: list[DrawnStop]
    moves: list[DrawnMove]
    shared: dict[str, DrawnMove]
    with_ids: bool
    has_figures: bool
    is_compared: bool

    @property
    def painted(self) -> list[DrawnStop | DrawnMove]:
        """Every box and label from top to bottom, so that what is told of a move lies on what stands above it."""
        return sorted((part for part in (*self.stops, *self.moves) if part.rect), key=lambda part: part.rect.y)

    @property
    def shape(self) -> str:
        """How it lies on paper: across a page, upright on one, or upright over several."""
        if self.width > self.height:
            return "wide"
        return "long" if self.height > LONG * self.width else "tall"

    @property
    def rows(self) -> list[tuple[DrawnStop, list[DrawnMove]]]:
        """Each status with the moves from it, but for those that are shared."""
        own = [move for move in self.moves if move.to not in self.shared]
        return [(stop, [move for move in own if move.origin == stop.slug]) for stop in self.stops]


def drawing(
    path: Path,
    figures: Mapping[str, Figures] | None = None,
    links: Links | None = None,
    before: Path | None = None,
) -> Drawing:
    """The drawing of `path`. `figures` are of its statuses by slug; with `before` it marks what differs from that path,
    and shows what was removed."""
    links = links or Links()
    shown = marked(path, before)
    names, people = shown.names(), people_of(filter(None, [path, before]))
    known, apart = figures or {}, aside(shown)
    stops = [map_boxes.drawn(one, shown.of_stop(one), known.get(one.status), people, links) for one in shown.stops]
    moves = [map_labels.drawn(one, shown.of_move(one), names, links) for one in shown.moves]
    plan = _plan(stops, moves, apart)
    wide = max(plan.width, NARROWEST)
    moves = _along(moves, plan, wide)
    stops, height = _lay_aside(_standing(stops, moves, plan, apart, wide), plan.height, wide)
    return Drawing(
        name=path.name,
        width=wide,
        height=height,
        aside_at=plan.height + ABOVE_ASIDE - 12 if apart else 0,
        stops=stops,
        moves=moves,
        shared=_shared(moves, apart),
        with_ids=links.stop is in_table,
        has_figures=figures is not None,
        is_compared=before is not None,
    )


def _plan(stops: list[DrawnStop], moves: list[DrawnMove], apart: Mapping[str, str]) -> Plan:
    boxes = [Box(stop.slug, stop.width, stop.height) for stop in stops if stop.slug not in apart]
    arrows = [Arrow(move.key, move.origin, move.to, move.width, move.height) for move in moves]
    return lay_out(boxes, arrows)


def _along(moves: list[DrawnMove], plan: Plan, wide: float) -> list[DrawnMove]:
    """Each move with its arrow, where it has one."""
    steps, shift = set(zip(plan.spine, plan.spine[1:], strict=False)), (wide - plan.width) / 2
    return [
        move.along(route, shift, wide, (move.origin, move.to) in steps)
        if (route := plan.arrows.get(move.key))
        else move
        for move in moves
    ]


def _standing(
    stops: list[DrawnStop], moves: list[DrawnMove], plan: Plan, apart: Mapping[str, str], wide: float
) -> list[DrawnStop]:
    """Each status at its place; what stands aside has none yet, and says how it is reached and left."""
    made, shift = [], (wide - plan.width) / 2
    for stop in stops:
        if stop.slug in apart:
            ways_out = [f"{move.label} → {move.to_name}" for move in moves if move.origin == stop.slug]
            made.append(stop.beside(apart[stop.slug], ways_out))
        else:
            made.append(stop.at(plan.boxes[stop.slug], shift))
    return made


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


def _shared(moves: list[DrawnMove], apart: Mapping[str, str]) -> dict[str, DrawnMove]:
    """By slug, the one move that leads from every other status to one aside, where it is the same from each."""
    found = {}
    for slug in apart:
        ways = [move for move in moves if move.to == slug]
        alike = {(way.label, way.who, way.requires, way.trigger, way.mark) for way in ways}
        if len(alike) == 1 and len(ways) > 1:
            found[slug] = ways[0]
    return found
