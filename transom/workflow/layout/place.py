"""Where each node stands across. Nodes that should lie below each other are a block, which moves as one."""

from transom.workflow.layout.shapes import Chain, Graph, Node

BESIDE_BOX, BESIDE_LABEL, BESIDE_LANE = 22, 10, 14


class Blocks:
    """Which nodes share their `x`. Two blocks whose nodes stand in both orders cannot be placed, so they never come to be."""

    def __init__(self, graph: Graph):
        self.layers = graph.layers
        self.of: dict[Node, list[Node]] = {node: [node] for layer in graph.layers for node in layer}
        self.pairs = [pair for layer in graph.layers for pair in zip(layer, layer[1:], strict=False)]

    def join(self, nodes: list[Node]) -> bool:
        """Make one block of those of `nodes`; False, and nothing done, where that would have no solution."""
        before = {node: self.of[node] for block in map(self.of.get, nodes) for node in block}
        joined = list(before)
        self.of |= dict.fromkeys(joined, joined)
        if self._leads_to_itself(joined):
            self.of |= before
            return False
        return True

    def _leads_to_itself(self, start: list[Node]) -> bool:
        right = self.right()
        seen, front = set(), right.get(id(start), [])
        while front:
            following = []
            for block in front:
                if block is start:
                    return True
                if id(block) not in seen:
                    seen.add(id(block))
                    following += right.get(id(block), [])
            front = following
        return False

    def right(self) -> dict[int, list[list[Node]]]:
        """For each block (its id) those that stand right beside one of its nodes."""
        found: dict[int, list[list[Node]]] = {}
        for left, right in self.pairs:
            found.setdefault(id(self.of[left]), []).append(self.of[right])
        return found


def placed(graph: Graph) -> None:
    """Give every node its `x`: the spine is 0, the others as near to it as there is room."""
    blocks = Blocks(graph)
    spine = [node for layer in graph.layers for node in layer if node.side == 0]
    if spine:
        blocks.join(spine)
    for chain in sorted((chain for chain in graph.chains if not chain.on_spine), key=lambda chain: -len(chain.nodes)):
        _straighten(blocks, chain)
    for side in (1, -1):
        _pack(blocks, side)
        _ease(blocks, side)


def _straighten(blocks: Blocks, chain: Chain) -> None:
    inner = chain.nodes[1:-1]
    if blocks.join(inner):
        return
    for upper, lower in zip(inner, inner[1:], strict=False):
        blocks.join([upper, lower])


def apart(left: Node, right: Node) -> float:
    """How far the middles of two neighbours have to be from each other."""
    if left.box or right.box:
        gap = BESIDE_BOX
    elif left.label or right.label:
        gap = BESIDE_LABEL
    else:
        gap = BESIDE_LANE
    return (left.width + right.width) / 2 + gap


def _pack(blocks: Blocks, side: int) -> None:
    """Outwards from the spine, each block as near as its neighbours let it: the longest way in a graph without cycles."""
    inwards = _beside(blocks, side)
    done: dict[int, float] = {}

    def reach(block: list[Node]) -> float:
        if id(block) not in done:
            near = [reach(blocks.of[other]) + apart(other, node) for node in block for other in inwards.get(node, ())]
            done[id(block)] = max(near, default=0.0)
        return done[id(block)]

    for node, block in blocks.of.items():
        if node.side == side:
            node.x = side * reach(block)


def _beside(blocks: Blocks, side: int) -> dict[Node, list[Node]]:
    """For each node of one side its neighbour towards the spine."""
    found: dict[Node, list[Node]] = {}
    for left, right in blocks.pairs:
        inner, outer = (left, right) if side > 0 else (right, left)
        if outer.side == side:
            found[outer] = [inner]
    return found


def _ease(blocks: Blocks, side: int) -> None:
    """From outside in, move blocks towards what they are joined to, as far as there is room."""
    outwards: dict[Node, Node] = {}
    for node, inner in _beside(blocks, side).items():
        outwards[inner[0]] = node
    unique = {id(block): block for node, block in blocks.of.items() if node.side == side}
    for block in sorted(unique.values(), key=lambda block: -abs(block[0].x)):
        inside = {id(node) for node in block}
        joined = [other.x for node in block for other in (*node.up, *node.down) if id(other) not in inside]
        room = [abs(outwards[node].x) - apart(node, outwards[node]) for node in block if node in outwards]
        if not joined:
            continue
        wanted = min([abs(sum(joined) / len(joined)), *room])
        if wanted > abs(block[0].x):
            for node in block:
                node.x = side * wanted
