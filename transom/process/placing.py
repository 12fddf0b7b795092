"""Where one more status stands on a path: on the way between two others, beside one, or alone. Pure, like `edits`."""

from django.utils.translation import gettext as _
from msgspec.structs import replace

from transom.people.roles import AGENT_ROLES, Role
from transom.process.edits import add_move, add_stop, change_move
from transom.workflow.document import Move, Path, Stop
from transom.workflow.models import Category

ASIDE = "aside"
ALONE = "alone"


def place(path: Path, stop: Stop, *, after: str, where: str, label: str) -> Path:
    """`stop` behind `after` in the order. `label` is what the button that leads to it says; its own name where empty.

    `where` is the status before which it stands, so that the move from `after` leads through it; `ASIDE` for a side path
    that goes from `after` and comes back; `ALONE` for one that gets its moves later. Raises `EditRefused`.
    """
    if where == ALONE:
        return add_stop(path, stop, after=after)
    if where == ASIDE:
        return _aside(add_stop(path, stop, after=after), stop, after, label or stop.name)
    path = add_stop(path, stop, after=after, before=where)
    return change_move(path, after, stop.status, label=label) if label else path


def _aside(path: Path, stop: Stop, after: str, label: str) -> Path:
    """There and back for whoever of us moves tickets from `after`, with the same ends."""
    beside = path.moves_from(after)
    ours = {role for move in beside for role in move.roles if role in AGENT_ROLES}
    roles = tuple(sorted(ours or {Role.SUPPORTER.value, Role.QUEUE_MANAGER.value}))
    path = add_move(path, Move(origin=after, to=stop.status, label=label, roles=roles))
    if stop.category == Category.CLOSED:
        return path
    back = _("Back to “%(status)s”") % {"status": path.stop(after).name}
    path = add_move(path, Move(origin=stop.status, to=after, label=back[:60], roles=roles))
    closed = shared_ends(path)
    for move in beside:
        if move.to in closed and not move.trigger:
            path = add_move(path, replace(move, origin=stop.status))
    return path


def shared_ends(path: Path) -> set[str]:
    """The closed statuses to which more than half of the unfinished ones lead: Not for us, Spam and their like."""
    closed = {stop.status for stop in path.stops if stop.category == Category.CLOSED}
    unfinished = len(path.stops) - len(closed)
    into = [move.to for move in path.moves if move.to in closed and move.origin not in closed]
    return {slug for slug in closed if into.count(slug) * 2 > unfinished}
