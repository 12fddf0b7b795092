"""Changes of a path, to be made later: each gives a function from one document to the next."""

from collections.abc import Callable

from transom.process.edits import change_move, change_stop
from transom.workflow.document import Path


def stop_says(status: str, **changes) -> Callable[[Path], Path]:
    return lambda path: change_stop(path, status, **changes)


def move_says(origin: str, to: str, **changes) -> Callable[[Path], Path]:
    return lambda path: change_move(path, origin, to, **changes)
