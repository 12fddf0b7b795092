"""An arrow as the path data of SVG."""

from collections.abc import Sequence

HEAD_LONG, HEAD_WIDE = 7, 4
Points = Sequence[tuple[float, float]]


def curve(points: Points) -> str:
    """Straight where two points are below each other, else an S that leaves and arrives upright."""
    parts = [f"M{_number(points[0][0])},{_number(points[0][1])}"]
    for (x, y), (to_x, to_y) in zip(points, points[1:], strict=False):
        if (x, y) == (to_x, to_y):
            continue
        if x == to_x:
            parts.append(f"V{_number(to_y)}")
        else:
            half = _number((y + to_y) / 2)
            parts.append(f"C{_number(x)},{half} {_number(to_x)},{half} {_number(to_x)},{_number(to_y)}")
    return "".join(parts)


def head(points: Points) -> str:
    """The arrow's head, where it ends."""
    x, y = points[-1]
    back = HEAD_LONG if points[-2][1] > y or (points[-2][1] == y and points[0][1] > y) else -HEAD_LONG
    left, right = _number(x - HEAD_WIDE), _number(x + HEAD_WIDE)
    return f"M{left},{_number(y + back)} {_number(x)},{_number(y)} {right},{_number(y + back)}Z"


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
