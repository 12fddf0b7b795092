"""A ticket moves along its path, or to another one."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.tickets.actions.scope import Refused, changing, locked_for
from transom.tickets.events import Ref, StatusChanged, TypeChanged
from transom.tickets.log import check_seen, record
from transom.tickets.models import Ticket
from transom.workflow import rules
from transom.workflow.models import Requirement, Status, TicketType, Transition


@transaction.atomic
def change_status(
    ticket: Ticket,
    to: Status,
    *,
    actor: Actor,
    comment: str = "",
    reason: str = "",
    seen: int | None = None,
    at: datetime | None = None,
) -> Ticket:
    """Move the ticket to `to`, as its workflow allows this actor. The customer and the clock are actors too.

    `reason` is one of those that the move lists; where it lists none, it is not kept.
    Raises `rules.TransitionDenied` with a sentence that says why, `NotAllowed`, `SomethingCameIn`.
    """
    current = locked_for(actor, ticket)
    check_seen(current, seen, StatusChanged)
    met = frozenset({Requirement.COMMENT} if comment.strip() else ())
    way = rules.transition_for(current.position(met), to, actor.roles, reason)
    record(current, moved(way, comment=comment.strip(), reason=reason), actor=actor, at=at)
    return current


def moved(way: Transition, *, comment: str = "", reason: str = "", asks: bool = True) -> StatusChanged:
    """What to record when a ticket takes this way, which `rules` gave. `asks` is false where no answer is expected."""
    return StatusChanged(
        origin=Ref.to(way.from_status),
        to=Ref.to(way.to_status),
        category=way.to_status.category,
        silence_counts=way.to_status.silence_counts,
        workflow_version=way.version.number,
        comment=comment,
        asks=asks,
        reason=reason if reason in way.reasons else "",
    )


def set_type(
    ticket: Ticket, ticket_type: TicketType, *, actor: Actor, seen: int | None = None, at: datetime | None = None
) -> Ticket:
    """Make it another type. The status stays where the new path knows it, else the new path begins at its start.

    What is closed stays closed.
    """
    with changing(ticket, actor, TypeChanged, seen=seen) as current:
        if current.ticket_type_id == ticket_type.pk:
            raise Refused(_("It is of this type already."))
        version, status = rules.status_in(ticket_type, current.status)
        event = TypeChanged(
            origin=Ref.to(current.ticket_type),
            to=Ref.to(ticket_type),
            status=Ref.to(status),
            category=status.category,
            silence_counts=status.silence_counts,
            workflow_version=version.number,
        )
        record(current, event, actor=actor, at=at)
        return current
