"""Every address of the desk that needs a person, with its row, and filled in with things."""

from collections.abc import Callable, Iterator

from django.urls import URLPattern, get_resolver

from tests.web.matrix import (
    asked,
    clock,
    counting,
    desk,
    kinds,
    managing,
    qa,
    setting_up,
    shaping,
    silence,
    sitting,
    tools,
    turns,
    writing,
)
from tests.web.matrix.kinds import Kind
from tests.web.matrix.rows import Row
from tests.web.matrix.things import MISSING, Things
from tests.web.matrix.written import WRITTEN

ROWS: dict[str, Row] = (
    desk.ROWS
    | tools.ROWS
    | writing.ROWS
    | setting_up.ROWS
    | shaping.ROWS
    | sitting.ROWS
    | silence.ROWS
    | asked.ROWS
    | clock.ROWS
    | counting.ROWS
    | managing.ROWS
    | qa.ROWS
    | turns.ROWS
)
KINDS: dict[str, Kind] = (
    kinds.KINDS
    | WRITTEN
    | shaping.KINDS
    | sitting.KINDS
    | silence.KINDS
    | asked.KINDS
    | clock.KINDS
    | counting.KINDS
    | managing.KINDS
    | turns.KINDS
)
PATTERNS: list[URLPattern] = [
    pattern for pattern in get_resolver().url_patterns if pattern.name not in desk.OPEN_TO_ALL
]


def address_of(pattern: URLPattern, values: dict) -> str:
    route = str(pattern.pattern)
    for name, value in values.items():
        for converter in ("int", "slug", "str"):
            route = route.replace(f"<{converter}:{name}>", str(value))
    assert "<" not in route, f"the row of {pattern.name} lacks a thing for {route}"
    return f"/{route}"


def values_of(pattern: URLPattern, row: Row, pick: Callable[[Kind], object]) -> dict:
    return {name: pick(KINDS[row.things[name]]) for name in pattern.pattern.converters if name in row.things}


def missing(pattern: URLPattern) -> str:
    """The same address of what nobody has."""
    return address_of(pattern, dict.fromkeys(pattern.pattern.converters, MISSING))


def addresses(things: Things) -> Iterator[tuple[str, str]]:
    """Every page and verb of the desk: (the address of a real thing, the same for a missing one)."""
    someone = things.staff["supporter"]
    for pattern in PATTERNS:
        own = values_of(pattern, ROWS[pattern.name], lambda kind: kind.own(things, someone))
        yield address_of(pattern, own), missing(pattern)
