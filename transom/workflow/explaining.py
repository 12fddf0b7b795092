"""Why a ticket cannot go somewhere: the same rules as `rules`, told for every status of its path."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.people.roles import Role
from transom.workflow import rules
from transom.workflow.models import Requirement, Status, Step, Transition, WorkflowVersion
from transom.workflow.rules import Position

THINGS = {
    Requirement.COMMENT: gettext_lazy("a word why"),
    Requirement.REASON: gettext_lazy("a reason"),
    Requirement.REPLY: gettext_lazy("an answer to the customer"),
    Requirement.ASSIGNEE: gettext_lazy("an assignee"),
    Requirement.ESTIMATE: gettext_lazy("an estimate"),
    Requirement.BUG: gettext_lazy("a linked bug"),
}
"""What a move asks for, to stand behind "needs"; what only another verb gives is not among it."""


class Place(NamedTuple):
    """A status of the path beside the one where the ticket is; `why` is empty where a move leads there now."""

    status: Status
    way: Transition | None
    why: str


def needs(names: Iterable[str]) -> str:
    """What these requirements are: "needs a reason and a linked bug"; empty for none."""
    things = [str(THINGS[name]) for name in THINGS if name in names]
    if not things:
        return ""
    *some, last = things
    if some:
        last = _("%(some)s and %(last)s") % {"some": ", ".join(some), "last": last}
    return _("needs %(things)s") % {"things": last}


def places(position: Position, roles: frozenset[str]) -> tuple[Step | None, list[Place]]:
    """What the path says of the status here, and every other one in its order, each with what stands in the way."""
    version = WorkflowVersion.objects.published_for(position.ticket_type)
    moves = list(version.transitions.select_related("from_status"))
    ways = {way.to_status_id: way for way in moves if way.from_status_id == position.status.pk}
    into = _into(moves)
    here, found = None, []
    for step in version.steps.select_related("status"):
        if step.status_id == position.status.pk:
            here = step
        else:
            way = ways.get(step.status_id)
            why = _why(position, way, roles) if way else _no_way(into.get(step.status_id, []))
            found.append(Place(step.status, way, why))
    return here, found


def _why(position: Position, way: Transition, roles: frozenset[str]) -> str:
    if Requirement.MERGE in way.requires:
        return _("Only by merging it into another ticket.")
    lacking = rules.missing(way, position)
    if roles & set(way.roles):
        told = [name for name in lacking if name not in (Requirement.COMMENT, Requirement.REASON)]
        return " ".join(rules.asked(way, name) for name in told)
    sentence = _("Only %(roles)s may.") % {"roles": rules.role_words(way.roles)}
    words = needs(lacking)
    return " ".join([sentence, _("It also %(needs)s.") % {"needs": words}]) if words else sentence


def _no_way(origins: list[str]) -> str:
    if not origins:
        return _("There is no way from here.")
    return _("There is no way from here; there is one from %(statuses)s.") % {"statuses": rules.one_of(origins)}


def _into(moves: list[Transition]) -> dict[int, list[str]]:
    """From where these moves lead into each status, by name."""
    found: dict[int, list[str]] = {}
    for way in moves:
        if Requirement.MERGE not in way.requires and {*way.roles} != {Role.DESK}:
            found.setdefault(way.to_status_id, []).append(way.from_status.name)
    return found
