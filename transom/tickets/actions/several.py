"""Several changes of one ticket in one go: what a macro, a scheduled answer and a bulk action carry beside words."""

from datetime import datetime

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.people.models import Team, User
from transom.tickets.actions.moving import change_status, set_type
from transom.tickets.actions.scope import Refused
from transom.tickets.actions.sorting import assign, assign_team, set_priority, set_tags
from transom.tickets.models import Ticket, TicketTag
from transom.workflow.models import Status, TicketType

NOBODY = 0
WHOEVER_ACTS = -1


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What is to become of a ticket, by keys, so that it can wait as JSON. None leaves a thing as it is.

    `assignee` and `team` may be `NOBODY`; `assignee` may be `WHOEVER_ACTS`. `comment` is for a move or a priority that
    asks for one, `reason` one of those that a move lists.
    """

    ticket_type: int | None = None
    status: int | None = None
    assignee: int | None = None
    team: int | None = None
    priority: str | None = None
    tags_added: tuple[str, ...] = ()
    tags_removed: tuple[str, ...] = ()
    comment: str = ""
    reason: str = ""

    def __bool__(self) -> bool:
        return self != Changes(comment=self.comment, reason=self.reason)

    def as_json(self) -> dict:
        return msgspec.to_builtins(self)

    @classmethod
    def of_json(cls, stored: dict) -> "Changes":
        return msgspec.convert(stored, cls)


@transaction.atomic
def change(
    ticket: Ticket, changes: Changes, *, actor: Actor, seen: int | None = None, at: datetime | None = None
) -> Ticket:
    """Make all of `changes` or none. What is so already stays so without an event.

    The move comes last: it may ask for the assignee that comes before it, and then leaves the ticket with them. Raises
    what the verbs raise, and `Refused` where something that the changes name is gone.
    """
    if changes.ticket_type is not None and changes.ticket_type != ticket.ticket_type_id:
        ticket = set_type(ticket, _found(TicketType, changes.ticket_type), actor=actor, seen=seen, at=at)
        seen = None
    if changes.team is not None:
        ticket = assign_team(ticket, _found(Team, changes.team), actor=actor, seen=seen)
        seen = None
    if changes.assignee is not None:
        key = actor.id if changes.assignee == WHOEVER_ACTS else changes.assignee
        ticket = assign(ticket, _found(User, key or NOBODY), actor=actor, seen=seen, at=at)
        seen = None
    if changes.priority is not None:
        reason = changes.comment
        ticket = set_priority(ticket, changes.priority, actor=actor, reason=reason, seen=seen, at=at)
        seen = None
    if changes.tags_added or changes.tags_removed:
        held = set(TicketTag.objects.filter(ticket=ticket).values_list("name", flat=True))
        wanted = (held | set(changes.tags_added)) - set(changes.tags_removed)
        ticket = set_tags(ticket, wanted, actor=actor, seen=seen, at=at)
        seen = None
    if changes.status is not None and changes.status != ticket.status_id:
        to = _found(Status, changes.status)
        ticket = change_status(
            ticket,
            to,
            actor=actor,
            comment=changes.comment,
            reason=changes.reason,
            keeps_owner=bool(changes.assignee),
            seen=seen,
            at=at,
        )
    return ticket


def _found(model, key: int):
    if key == NOBODY:
        return None
    row = model.objects.filter(pk=key).first()
    if row is None:
        what = model._meta.verbose_name
        raise Refused(_("The %(what)s that this names is no longer there. Choose another.") % {"what": what})
    return row
