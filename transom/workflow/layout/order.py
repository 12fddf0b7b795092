"""In what order the nodes of each layer stand, so that few arrows cross: barycentres, there and back, the best is kept."""

from bisect import bisect_right, insort

from transom.workflow.layout.shapes import Graph, Node

SWEEPS = 10
SWAPS = 3
Layers = list[list[Node]]


def ordered(graph: Graph) -> None:
    """Sort every layer from left to right. What is on one side of the spine never comes to the other."""
    layers = [sorted(layer, key=lambda node: node.side) for layer in graph.layers]
    best, fewest = [*map(list, layers)], _crossings(layers)
    for sweep in range(SWEEPS):
        if not fewest:
            break
        down = sweep % 2 == 0
        _sweep(layers, down)
        _swap(layers)
        if (crossings := _crossings(layers)) < fewest:
            best, fewest = [*map(list, layers)], crossings
    graph.layers = best


def _sweep(layers: Layers, down: bool) -> None:
    """Put each node near the mean of its neighbours in the layer that was sorted before."""
    sorted_before: dict[Node, int] = {}
    for layer in layers if down else layers[::-1]:
        mean: dict[Node, float] = {}
        for node, place in _places(layer).items():
            near = [sorted_before[other] for other in (node.up if down else node.down)]
            mean[node] = sum(near) / len(near) if near else place
        layer.sort(key=lambda node: (node.side, mean[node]))
        sorted_before = _places(layer)


def _places(layer: list[Node]) -> dict[Node, int]:
    """Counted from the spine, which is 0."""
    left = sum(node.side < 0 for node in layer)
    return {node: number - left for number, node in enumerate(layer)}


def _swap(layers: Layers) -> None:
    """Swap neighbours wherever that saves a crossing with the layers above and below."""
    for _ in range(SWAPS):
        gained = False
        for number, layer in enumerate(layers):
            above = _numbers(layers[number - 1]) if number else {}
            below = _numbers(layers[number + 1]) if number + 1 < len(layers) else {}
            for place in range(len(layer) - 1):
                left, right = layer[place], layer[place + 1]
                if left.side != right.side:
                    continue
                now = _pairs(left.up, right.up, above) + _pairs(left.down, right.down, below)
                then = _pairs(right.up, left.up, above) + _pairs(right.down, left.down, below)
                if then < now:
                    layer[place], layer[place + 1] = right, left
                    gained = True
        if not gained:
            return


def _numbers(layer: list[Node]) -> dict[Node, int]:
    return {node: number for number, node in enumerate(layer)}


def _pairs(left: list[Node], right: list[Node], places: dict[Node, int]) -> int:
    """How many arrows of `left` cross one of `right`."""
    return sum(places[one] > places[other] for one in left for other in right)


def _crossings(layers: Layers) -> int:
    found = 0
    for upper, lower in zip(layers, layers[1:], strict=False):
        places, passed = _numbers(lower), []
        for node in upper:
            ends = sorted(places[other] for other in node.down)
            found += sum(len(passed) - bisect_right(passed, end) for end in ends)
            for end in ends:
                insort(passed, end)
    return found
