"""Who may move what where. The only place that decides it; pages, mail and the clock all ask here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.foundation.kept import Kept
from transom.people.roles import AGENT_ROLES, Role
from transom.workflow.models import Requirement, Status, Step, TicketType, Transition, Trigger, WorkflowVersion

ASKS_FOR = {
    Requirement.COMMENT: gettext_lazy("Say why in a comment."),
    Requirement.REASON: gettext_lazy("Choose a reason."),
    Requirement.REPLY: gettext_lazy("Answer the customer first, or send your answer together with this move."),
    Requirement.ASSIGNEE: gettext_lazy("Assign it to someone first."),
    Requirement.ESTIMATE: gettext_lazy("Make an estimate first."),
    Requirement.BUG: gettext_lazy("Link a bug first."),
    Requirement.MERGE: gettext_lazy("Name the ticket to merge it into."),
}


class TransitionDenied(Exception):
    """The path does not allow this move. `str()` is a sentence that says why and what would allow it."""


@dataclass(frozen=True)
class Position:
    """Where a ticket stands when it asks to move: its type, its status, and which requirements are met."""

    ticket_type: TicketType
    status: Status
    met: frozenset[str] = frozenset()


def transition_for(position: Position, to: Status, roles: frozenset[str], reason: str = "") -> Transition:
    """The transition that this move takes; `reason` counts where it is one of the move's own.

    Raises `TransitionDenied`.
    """
    transition = next((way for way in ways_from(position) if way.to_status_id == to.pk), None)
    if transition is None:
        raise TransitionDenied(_no_way(position, to))
    if not roles & set(transition.roles):
        raise TransitionDenied(
            _("Only %(roles)s may move this from %(from)s to %(to)s.")
            % {"roles": role_words(transition.roles), "from": position.status, "to": to}
        )
    if reason in transition.reasons:
        position = replace(position, met=position.met | {Requirement.REASON})
    if lacking := missing(transition, position):
        raise TransitionDenied(" ".join(asked(transition, name) for name in lacking))
    return transition


def missing(way: Transition, position: Position) -> list[str]:
    """What this move asks for and the ticket does not have yet, in the order of the list."""
    return [name for name in Requirement.values if name in way.requires and name not in position.met]


def asked(way: Transition, name: str) -> str:
    """The sentence that asks for this requirement of the move."""
    if name == Requirement.REASON and way.reasons:
        return _("Choose a reason: %(reasons)s.") % {"reasons": one_of(way.reasons)}
    return str(ASKS_FOR[Requirement(name)])


def moves(position: Position, roles: frozenset[str]) -> list[Transition]:
    """The moves that someone with these roles may take from here, in the order of the path.

    A move that only another verb takes (merge) is not among them; one that asks for a comment is.
    """
    return [way for way in ways_from(position) if roles & set(way.roles) and Requirement.MERGE not in way.requires]


def triggered(position: Position, trigger: Trigger, roles: frozenset[str]) -> Transition | None:
    """The move that takes itself when this happens here, or None: also where `roles` or what is met do not allow it.

    Never denied: what triggers it is a word, and no rule may stop a word.
    """
    way = next((way for way in ways_from(position) if way.trigger == trigger), None)
    return way if way and roles & set(way.roles) and not missing(way, position) else None


def step_of(position: Position) -> Step | None:
    """What the published path says of the status where the ticket stands, with its owner; None where it was removed."""
    found = STEPS.objects(ticket_type=position.ticket_type.pk, status=position.status.pk)
    return found[0] if found else None


def merged_status(position: Position) -> Status:
    """Where a ticket goes that is merged into another. Raises `TransitionDenied` where the path knows no such way."""
    for way in ways_from(position):
        if Requirement.MERGE in way.requires:
            return way.to_status
    raise TransitionDenied(
        _("A ticket in %(status)s cannot be merged. Move it to another status first.") % {"status": position.status}
    )


def status_in(ticket_type: TicketType, status: Status) -> tuple[WorkflowVersion, Status]:
    """The path of `ticket_type` and where on it a ticket in `status` belongs: the same status, else the start.

    What is closed stays closed, at the path's own end: another type is no reason to open it again.
    """
    version = WorkflowVersion.objects.published_for(ticket_type)
    if version.has_status(status):
        return version, status
    return version, (version.end if status.is_closed else None) or version.start


def places(position: Position, ticket_type: TicketType, roles: frozenset[str]) -> list[Status]:
    """Where on the path of `ticket_type` a ticket at `position` may go on when it becomes of that type.

    At its start, and in each unfinished status to which someone with these roles could bring it from there, move by move:
    another type is no way around what the path allows.
    """
    version = WorkflowVersion.objects.published_for(ticket_type)
    ways = [way for way in version.transitions.all() if roles & set(way.roles)]
    ways = [way for way in ways if not {*missing(way, position)} - {Requirement.COMMENT, Requirement.REASON}]
    unfinished = {step.status_id: step.status for step in version.steps.select_related("status")}
    unfinished = {key: status for key, status in unfinished.items() if not status.is_closed}
    open_to, front = set(), [version.start_id, position.status.pk]
    while front:
        here = front.pop()
        if here in unfinished and here not in open_to:
            open_to.add(here)
            front += [way.to_status_id for way in ways if way.from_status_id == here]
    return [status for key, status in unfinished.items() if key in open_to]


def end_of(ticket_type: TicketType) -> Status:
    """The end of the path of `ticket_type`, before those that every path shares. Raises `TransitionDenied`."""
    if end := WorkflowVersion.objects.published_for(ticket_type).end:
        return end
    raise TransitionDenied(_("The path of this type has no end. Choose a move."))


def role_words(roles: list[str]) -> str:
    """The roles as people say them: "Supporter or QA"; every agent role together reads as "people of the desk"."""
    held, words = [role for role in Role if role in roles], []
    if set(held) >= AGENT_ROLES - {Role.ADMIN}:
        held, words = [role for role in held if role not in AGENT_ROLES], [_("people of the desk")]
    words += [str(role.label) for role in held]
    return one_of(words) or _("nobody")


def one_of(words: Sequence[str]) -> str:
    """The words as a choice: "one, two or three"."""
    if len(words) < 2:
        return "".join(words)
    return _("%(some)s or %(last)s") % {"some": ", ".join(words[:-1]), "last": words[-1]}


def ways_from(position: Position) -> list[Transition]:
    """Every move that the published path knows from here, in its order."""
    return WAYS.objects(ticket_type=position.ticket_type.pk, status=position.status.pk)


def _published(ticket_type: int) -> QuerySet:
    versions = WorkflowVersion.objects.filter(ticket_type=ticket_type, published_at__isnull=False)
    return versions.order_by("-number").values("pk")[:1]


def _ways_from(*, ticket_type: int, status: int) -> QuerySet[Transition]:
    ways = Transition.objects.filter(version=_published(ticket_type), from_status=status)
    return ways.select_related("version", "from_status", "to_status")


def _step_at(*, ticket_type: int, status: int) -> QuerySet[Step]:
    steps = Step.objects.filter(version=_published(ticket_type), status=status)
    return steps.select_related("status", "owner_team", "owner_person")


WAYS, STEPS = Kept(_ways_from), Kept(_step_at)


def _no_way(position: Position, to: Status) -> str:
    ways = [str(way.to_status) for way in ways_from(position) if {*way.roles} != {Role.DESK}]
    return _("There is no way from %(from)s to %(to)s. From here it goes to: %(ways)s.") % {
        "from": position.status,
        "to": to,
        "ways": ", ".join(ways) or _("nowhere"),
    }
