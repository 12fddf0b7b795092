"""A line over time, drawn on the server: one line, one accent, the last value beside its end. Pure; the table beneath says it all."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

WIDE, HIGH = 720, 150
LEFT, RIGHT, TOP, FOOT = 8, 128, 14, 26


class Point(NamedTuple):
    """A dot of the line. `words` are said on hover: the span and its value."""

    x: float
    y: float
    words: str


class Chart(NamedTuple):
    """What `chart_line` draws. `lines` are the points of a polyline each: a span without a value breaks the line."""

    points: list[Point]
    lines: list[str]
    base: float
    first: str
    last: str
    top: str
    label: str
    label_y: float

    @property
    def end(self) -> Point:
        return self.points[-1]


def chart(
    values: Sequence[tuple[str, float | None]], words: Callable[[float], str], most: float | None = None
) -> Chart | None:
    """Of (name, value) in order; `most` is the value at the top, else the largest. None where nothing has a value."""
    known = [value for _name, value in values if value is not None]
    if not known:
        return None
    most = most or max(known) or 1
    base, step = HIGH - FOOT, (WIDE - LEFT - RIGHT) / max(1, len(values) - 1)
    runs: list[list[Point]] = [[]]
    for place, (name, value) in enumerate(values):
        if value is None:
            runs.append([])
            continue
        y = base - (base - TOP) * min(value, most) / most
        runs[-1].append(Point(round(LEFT + step * place, 1), round(y, 1), f"{name}: {words(value)}"))
    points = [point for run in runs for point in run]
    lines = [" ".join(f"{point.x},{point.y}" for point in run) for run in runs if len(run) > 1]
    top, last = words(most), words(known[-1])
    return Chart(points, lines, base, values[0][0], values[-1][0], "" if top == last else top, last, points[-1].y)
