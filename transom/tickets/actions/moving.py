"""A ticket moves along its path, or to another one."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.tickets.actions.scope import Refused, changing, require_visible
from transom.tickets.events import Ref, StatusChanged, TypeChanged
from transom.tickets.log import check_seen, locked, record
from transom.tickets.models import Ticket
from transom.workflow import rules
from transom.workflow.models import Requirement, Status, TicketType


@transaction.atomic
def change_status(
    ticket: Ticket, to: Status, *, actor: Actor, comment: str = "", seen: int | None = None, at: datetime | None = None
) -> Ticket:
    """Move the ticket to `to`, as its workflow allows this actor. The customer and the clock are actors too.

    Raises `rules.TransitionDenied` with a sentence that says why, `NotAllowed`, `SomethingCameIn`.
    """
    current = locked(ticket)
    require_visible(actor, current)
    check_seen(current, seen, StatusChanged)
    move(current, to, actor=actor, comment=comment.strip(), at=at)
    return current


def move(
    ticket: Ticket, to: Status, *, actor: Actor, comment: str = "", at: datetime | None = None, asks: bool = True
) -> None:
    """`change_status` for a verb that has the ticket locked already."""
    met = frozenset({Requirement.COMMENT} if comment else ())
    way = rules.transition_for(ticket.position(met), to, actor.roles)
    event = StatusChanged(
        origin=Ref.to(ticket.status),
        to=Ref.to(to),
        category=to.category,
        silence_counts=to.silence_counts,
        workflow_version=way.version.number,
        comment=comment,
        asks=asks,
    )
    record(ticket, event, actor=actor, at=at)


def set_type(
    ticket: Ticket, ticket_type: TicketType, *, actor: Actor, seen: int | None = None, at: datetime | None = None
) -> Ticket:
    """Make it another type. The status stays where the new path knows it, else the new path begins at its start."""
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
