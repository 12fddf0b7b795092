"""What is different between two paths as a page lists it: what was decided, and the moves that came or went along."""

from transom.workflow.differences import Difference, differences
from transom.workflow.document import Path


def listed(old: Path, new: Path) -> dict:
    """The contract of `process/difference_list.html`: `along` are the moves of statuses that are new or gone."""
    found = differences(old, new)
    along = [one for one in found if _came_along(one, old, new)]
    return {"differences": [one for one in found if one not in along], "along": along}


def _came_along(one: Difference, old: Path, new: Path) -> bool:
    return one.move is not None and any(not (old.stop(slug) and new.stop(slug)) for slug in one.move)
