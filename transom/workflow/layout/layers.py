"""Which way is forward, how deep each box lies, which boxes are the spine, and on which side of it the others are."""

from collections.abc import Sequence

from transom.workflow.layout.shapes import Arrow, Box, Chain, Graph, Node

LANE = 8
"""How wide an arrow is where it passes a layer."""


def layered(boxes: Sequence[Box], arrows: Sequence[Arrow]) -> Graph:
    """The graph with its layers filled, the spine among them, in no particular order yet."""
    place = {box.key: number for number, box in enumerate(boxes)}
    above = _above(boxes, arrows, place)
    depth = _depths(above)
    spine = _spine(above, depth)
    sides = _sides(boxes, arrows, depth, spine)
    nodes = {box.key: Node(2 * depth[box.key], box.width, box.height, sides[box.key], box=box) for box in boxes}
    graph = Graph(nodes, [], [[] for _ in range(2 * max(depth.values(), default=0) + 1)], spine)
    for box in boxes:
        graph.layers[nodes[box.key].layer].append(nodes[box.key])
    steps = set(zip(spine, spine[1:], strict=False))
    for arrow in arrows:
        _thread(graph, arrow, place, (arrow.origin, arrow.to) in steps)
    for number, layer in enumerate(graph.layers):
        if all(node.side for node in layer):
            layer.append(Node(number, 0, 0))  # keeps the two sides apart where no arrow joins the spine
    return graph


def _above(boxes: Sequence[Box], arrows: Sequence[Arrow], place: dict[str, int]) -> dict[str, list[str]]:
    """For each box those that lie above it, what leads on to it first: where nothing does, the box before it is one."""
    above: dict[str, list[str]] = {}
    for number, box in enumerate(boxes):
        onward = [arrow.origin for arrow in arrows if arrow.to == box.key and place[arrow.origin] < number]
        back = [arrow.to for arrow in arrows if arrow.origin == box.key and place[arrow.to] < number]
        before = [boxes[number - 1].key] if number and not onward else []
        above[box.key] = [*sorted(onward, key=place.__getitem__), *before, *back]
    return above


def _depths(above: dict[str, list[str]]) -> dict[str, int]:
    """One more than the deepest box above it."""
    depth: dict[str, int] = {}
    for key, origins in above.items():
        depth[key] = max((depth[origin] + 1 for origin in origins), default=0)
    return depth


def _spine(above: dict[str, list[str]], depth: dict[str, int]) -> tuple[str, ...]:
    """The longest way down to the deepest box; where several are as long, through those that come first."""
    if not depth:
        return ()
    spine = [max(depth, key=depth.__getitem__)]  # the first of the deepest
    while depth[spine[-1]]:
        spine.append(next(key for key in above[spine[-1]] if depth[key] == depth[spine[-1]] - 1))
    return tuple(reversed(spine))


def _sides(
    boxes: Sequence[Box], arrows: Sequence[Arrow], depth: dict[str, int], spine: tuple[str, ...]
) -> dict[str, int]:
    """0 for the spine. Boxes that arrows join stay together, on the side where they meet fewer; else on the right."""
    sides = dict.fromkeys(spine, 0)
    taken = {-1: [], 1: []}
    for box in boxes:
        if box.key in sides:
            continue
        group = _joined(box.key, arrows, set(sides))
        depths = {depth[key] for key in group}
        side = min((1, -1), key=lambda side: sum(other in depths for other in taken[side]))
        taken[side] += [depth[key] for key in group]
        sides |= dict.fromkeys(group, side)
    return sides


def _joined(key: str, arrows: Sequence[Arrow], without: set[str]) -> set[str]:
    found, front = {key}, {key}
    while front:
        ends = [{arrow.origin, arrow.to} for arrow in arrows]
        front = set().union(*(pair for pair in ends if pair & front)) - found - without
        found |= front
    return found


def _thread(graph: Graph, arrow: Arrow, place: dict[str, int], on_spine: bool) -> None:
    """Lead an arrow through the layers between its boxes; its label is in the one next to its origin."""
    back = place[arrow.origin] > place[arrow.to]
    top, bottom = graph.nodes[arrow.origin], graph.nodes[arrow.to]
    if back:
        top, bottom = bottom, top
    side = 0 if on_spine else top.side or bottom.side or (-1 if back else 1)
    labelled = bottom.layer - 1 if back else top.layer + 1
    between = [Node(layer, LANE, 0, side) for layer in range(top.layer + 1, bottom.layer)]
    for node in between:
        if node.layer == labelled:
            node.width, node.height, node.label = max(arrow.width, LANE), arrow.height, True
        graph.layers[node.layer].append(node)
    chain = Chain(arrow, back, [top, *between, bottom], on_spine)
    for upper, lower in zip(chain.nodes, chain.nodes[1:], strict=False):
        upper.down.append(lower)
        lower.up.append(upper)
    graph.chains.append(chain)
