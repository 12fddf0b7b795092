"""What the layout takes and gives, and the graph that it works on in between. All lengths are in pixels."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Box:
    key: str
    width: int
    height: int


@dataclass(frozen=True)
class Arrow:
    """`width` and `height` are those of its label."""

    key: str
    origin: str
    to: str
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class Rect:
    """`x` and `y` are of its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def overlaps(self, other: "Rect") -> bool:
        across = self.x < other.x + other.width and other.x < self.x + self.width
        return across and self.y < other.bottom and other.y < self.bottom


@dataclass(frozen=True)
class Route:
    """`points` from the origin to the target: straight down or up, or an S between two that are not below each other."""

    points: tuple[tuple[float, float], ...]
    label: Rect
    back: bool


@dataclass(frozen=True)
class Plan:
    width: float
    height: float
    boxes: dict[str, Rect]
    arrows: dict[str, Route]
    spine: tuple[str, ...]


@dataclass(eq=False)
class Node:
    """A box, the label of an arrow, or the place where an arrow passes a layer. `x` is its middle.

    `side` is 0 on the spine, -1 to its left, 1 to its right; `up` and `down` are its neighbours in the next layers.
    """

    layer: int
    width: int
    height: int
    side: int = 0
    x: float = 0
    box: Box | None = None
    label: bool = False
    up: list["Node"] = field(default_factory=list)
    down: list["Node"] = field(default_factory=list)


@dataclass(eq=False)
class Chain:
    """An arrow as nodes from its upper box to its lower one, one in each layer."""

    arrow: Arrow
    back: bool
    nodes: list[Node]
    on_spine: bool = False


@dataclass(eq=False)
class Graph:
    """`layers` hold their nodes from left to right; boxes are in the even ones, labels in the odd ones."""

    nodes: dict[str, Node]
    chains: list[Chain]
    layers: list[list[Node]]
    spine: tuple[str, ...]
