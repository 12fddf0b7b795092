"""A small layered layout of our own for the map of a path (decision 0032): pure, and the same for the same input.

The order of the boxes says which way is forward. The longest way down is the spine, drawn straight; ways back between
its boxes run on its left, what leaves it and jumps ahead on its right. Nothing ever lies on a box, nor a label on another.
"""

from collections.abc import Sequence

from transom.workflow.layout.layers import layered
from transom.workflow.layout.order import ordered
from transom.workflow.layout.place import placed
from transom.workflow.layout.routes import routed
from transom.workflow.layout.shapes import Arrow, Box, Plan, Rect, Route

__all__ = ["Arrow", "Box", "Plan", "Rect", "Route", "lay_out"]


def lay_out(boxes: Sequence[Box], arrows: Sequence[Arrow]) -> Plan:
    """Where each box stands, and how each arrow runs from its origin's edge to its target's.

    Keys are unique. An arrow that leads nowhere, or from a box to itself, has no route.
    """
    known = {box.key for box in boxes}
    drawn = [arrow for arrow in arrows if {arrow.origin, arrow.to} <= known and arrow.origin != arrow.to]
    graph = layered(boxes, drawn)
    ordered(graph)
    placed(graph)
    return routed(graph)
