"""From places across to coordinates: how high each layer is, where arrows meet their boxes, and through which points they run."""

from transom.workflow.layout.shapes import Chain, Graph, Node, Plan, Rect, Route

MARGIN = 4
GAP, FAR, STEEP = 16, 16, 260
"""Between two layers; so much more where an arrow runs `STEEP` pixels across on its way."""
PORT, EDGE = 26, 18
"""How far apart arrows meet a box, where there is room, and how far from its corners they stay."""


def routed(graph: Graph) -> Plan:
    """The plan: every length is positive, every arrow begins and ends on the edge of its boxes."""
    ports = _ports(graph)
    tops, heights = _rows(graph, ports)
    nodes = [node for layer in graph.layers for node in layer]
    left = min((node.x - node.width / 2 for node in nodes), default=0) - MARGIN
    right = max((node.x + node.width / 2 for node in nodes), default=0) + MARGIN

    def rect(node: Node) -> Rect:
        y = tops[node.layer] + (heights[node.layer] - node.height) / 2
        return Rect(round(node.x - node.width / 2 - left, 1), round(y, 1), node.width, node.height)

    def points(chain: Chain) -> tuple[tuple[float, float], ...]:
        above, below = rect(chain.nodes[0]).bottom, rect(chain.nodes[-1]).y
        out, into = ports[chain, chain.nodes[0]] - left, ports[chain, chain.nodes[-1]] - left
        first, last = chain.nodes[0].layer, chain.nodes[-1].layer
        found = [(out, above), (out, tops[first] + heights[first])]
        for node in chain.nodes[1:-1]:
            found += [(node.x - left, tops[node.layer]), (node.x - left, tops[node.layer] + heights[node.layer])]
        found += [(into, tops[last]), (into, below)]
        return tuple((round(x, 1), round(y, 1)) for x, y in (reversed(found) if chain.back else found))

    arrows = {}
    for chain in graph.chains:
        label = next(node for node in chain.nodes if node.label)
        arrows[chain.arrow.key] = Route(points(chain), rect(label), chain.back)
    bottom = tops[-1] + heights[-1] if graph.nodes else 0
    boxes = {key: rect(node) for key, node in graph.nodes.items()}
    return Plan(round(right - left, 1), round(bottom + MARGIN, 1), boxes, arrows, graph.spine)


def _ports(graph: Graph) -> dict[tuple[Chain, Node], float]:
    """Where across each arrow meets each of its boxes: in the order of where it comes from, the spine in the middle."""
    meeting: dict[tuple[Node, bool], list[tuple[Chain, Node]]] = {}
    for chain in graph.chains:
        meeting.setdefault((chain.nodes[0], True), []).append((chain, chain.nodes[1]))
        meeting.setdefault((chain.nodes[-1], False), []).append((chain, chain.nodes[-2]))
    order = {node: (node.layer, number) for layer in graph.layers for number, node in enumerate(layer)}
    ports = {}
    for (box, _below), ends in meeting.items():
        ends.sort(key=lambda end: order[end[1]])
        middle = next((number for number, (chain, _) in enumerate(ends) if chain.on_spine), (len(ends) - 1) / 2)
        reach = max(middle, len(ends) - 1 - middle, 1)
        step = min(PORT, (box.width / 2 - EDGE) / reach)
        for number, (chain, _) in enumerate(ends):
            ports[chain, box] = box.x + (number - middle) * step
    return ports


def _rows(graph: Graph, ports: dict[tuple[Chain, Node], float]) -> tuple[list[float], list[float]]:
    """Where each layer begins, and how high it is: there is more room between two where an arrow runs far across."""
    far = [0.0] * len(graph.layers)
    for chain in graph.chains:
        across = [ports[chain, chain.nodes[0]], *(node.x for node in chain.nodes[1:-1]), ports[chain, chain.nodes[-1]]]
        for node, x, following in zip(chain.nodes, across, across[1:], strict=False):
            far[node.layer] = max(far[node.layer], abs(x - following))
    tops, heights, y = [], [], float(MARGIN)
    for layer, across in zip(graph.layers, far, strict=True):
        height = max((node.height for node in layer), default=0)
        tops.append(y)
        heights.append(height)
        y += height + GAP + FAR * min(1, across / STEEP)
    return tops, heights
