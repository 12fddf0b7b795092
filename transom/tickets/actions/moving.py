"""A ticket moves along its path, or to another one."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.tickets.actions.owning import handed_over
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
    keeps_owner: bool = False,
    seen: int | None = None,
    at: datetime | None = None,
) -> Ticket:
    """Move the ticket to `to`, as its workflow allows this actor. The customer and the clock are actors too.

    `reason` is one of those that the move lists; where it lists none, it is not kept. A move that one of us made gives
    the ticket to the owner of the status (`owning.handed_over`), unless `keeps_owner`: whose it is was said already.
    Raises `rules.TransitionDenied` with a sentence that says why, `NotAllowed`, `SomethingCameIn`.
    """
    current = locked_for(actor, ticket)
    check_seen(current, seen, StatusChanged)
    met = frozenset({Requirement.COMMENT} if comment.strip() else ())
    way = rules.transition_for(current.position(met), to, actor.roles, reason)
    hands_over = actor.is_person and not keeps_owner
    owner = handed_over(current, way, rules.step_of(replace(current.position(), status=to))) if hands_over else ()
    record(current, moved(way, comment=comment.strip(), reason=reason), *owner, actor=actor, at=at)
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
    ticket: Ticket,
    ticket_type: TicketType,
    *,
    actor: Actor,
    status: Status | None = None,
    seen: int | None = None,
    at: datetime | None = None,
) -> Ticket:
    """Make it another type, in `status` of the new path; without one it stays where it is if the new path knows that.

    Else the new path begins at its start, and what is closed stays closed, at the path's own end.
    Raises `Refused` for a `status` that is none of `rules.places` there.
    """
    with changing(ticket, actor, TypeChanged, seen=seen) as current:
        if current.ticket_type_id == ticket_type.pk:
            raise Refused(_("It is of this type already."))
        version, place = rules.status_in(ticket_type, current.status)
        if status is not None and status != place:
            check_place(current, ticket_type, status, actor)
            place = status
        event = TypeChanged(
            origin=Ref.to(current.ticket_type),
            to=Ref.to(ticket_type),
            status=Ref.to(place),
            category=place.category,
            silence_counts=place.silence_counts,
            workflow_version=version.number,
        )
        record(current, event, actor=actor, at=at)
        return current


def check_place(ticket: Ticket, ticket_type: TicketType, status: Status, actor: Actor) -> None:
    """Raise `Refused` unless this ticket may go on at `status` when it becomes of this type."""
    places = [] if ticket.is_closed else rules.places(ticket.position(), ticket_type, actor.roles)
    if status not in places:
        names = rules.one_of([str(place) for place in places]) or ticket.status
        raise Refused(
            _("You cannot put it at %(status)s on the path of %(type)s. It may go on at: %(places)s.")
            % {"status": status, "type": ticket_type, "places": names}
        )
