"""Paths as nobody would draw them, and changes of them: for properties that hold of every process."""

from hypothesis import strategies as st
from msgspec.structs import replace

from transom.people.roles import Role
from transom.process import edits
from transom.process.edits import EditRefused
from transom.workflow.checks import problems
from transom.workflow.document import Move, Path, Stop
from transom.workflow.models import Asks, Category, Requirement, Trigger

ROLES = (Role.QA, Role.SUPPORTER, Role.CUSTOMER, Role.CLOCK)
UNFINISHED = (Category.NEW, Category.OPEN, Category.WAITING)
ASKED = st.sampled_from([(), (Requirement.COMMENT,), (Requirement.ASSIGNEE,)])
roles = st.sets(st.sampled_from(ROLES), min_size=1).map(lambda some: tuple(sorted(some)))


@st.composite
def stops(draw, number: int, categories=UNFINISHED) -> Stop:
    return Stop(
        status=f"wild-{number}",
        name=f"Wild {number}",
        category=draw(st.sampled_from(categories)),
        silence_counts=draw(st.booleans()),
        days=draw(st.none() | st.integers(1, 3650)),
    )


@st.composite
def moves(draw, origin: str, to: str) -> Move:
    return Move(origin=origin, to=to, label=f"To {to}", roles=draw(roles), requires=draw(ASKED))


@st.composite
def paths(draw) -> Path:
    """A sound path: a road from the start to an end, with ways beside it."""
    road = [draw(stops(number)) for number in range(draw(st.integers(1, 5)))]
    ends = [draw(stops(number, (Category.CLOSED,))) for number in range(90, 90 + draw(st.integers(1, 2)))]
    line = [stop.status for stop in (*road, ends[0])]
    places = set(zip(line, line[1:], strict=False))
    places |= {(draw(st.sampled_from(line[:-1])), stop.status) for stop in ends[1:]}
    slugs = [*line, *(stop.status for stop in ends[1:])]
    places |= draw(st.sets(st.tuples(st.sampled_from(slugs), st.sampled_from(slugs)), max_size=8))
    ways = [draw(moves(origin, to)) for origin, to in sorted(places) if origin != to]
    path = Path(type="wild", name="Wild", stops=(*road, *ends), moves=tuple(ways))
    return _asking(path) if draw(st.booleans()) else path


def _asking(path: Path) -> Path:
    """The same, whose last status before the end asks the customer to test, where it has two ways for the answers."""
    last = [stop for stop in path.stops if stop.category != Category.CLOSED][-1]
    ways = path.moves_from(last.status)[:2]
    if len(ways) < 2:
        return path
    path = edits.change_stop(path, last.status, asks=Asks.TEST)
    for way, trigger in zip(ways, (Trigger.CONFIRMS, Trigger.OBJECTS), strict=True):
        heard = tuple(sorted({*way.roles, Role.CUSTOMER}))
        path = edits.change_move(path, way.origin, way.to, trigger=trigger, roles=heard, requires=())
    return path


@st.composite
def changed(draw, path: Path) -> Path:
    """The path after a few edits, as an admin would make them; one that would not be sound is left out."""
    for number in range(draw(st.integers(1, 4))):
        after = _edited(draw, path, number)
        path = path if problems(after) else after
    return path


def _edited(draw, path: Path, number: int) -> Path:
    one, other = draw(st.sampled_from(path.slugs)), draw(st.sampled_from(path.slugs))
    try:
        match draw(st.sampled_from(["remove", "merge", "merge", "add", "silence", "move", "roles", "order"])):
            case "remove":
                return edits.remove_stop(path, one, to=other)
            case "merge":
                return edits.merge_stops(path, one, into=other)
            case "add":
                fresh = edits.slug_for(f"Wild new {number}", {}, path)
                stop = replace(draw(stops(0)), status=fresh, name=fresh.title())
                way = draw(st.sampled_from(path.moves))
                return edits.add_stop(path, stop, after=way.origin, before=way.to)
            case "silence":
                return edits.change_stop(path, one, silence_counts=not path.stop(one).silence_counts)
            case "move":
                return edits.add_move(path, draw(moves(one, other)))
            case "roles":
                way = draw(st.sampled_from(path.moves))
                return edits.change_move(path, way.origin, way.to, roles=draw(roles), requires=())
            case _:
                return edits.shift_stop(path, one, draw(st.integers(-3, 3)))
    except EditRefused:
        return path
