"""The open tickets of somebody who leaves, or is away: listed, and given to somebody else by the same verb as ever."""

from typing import NamedTuple

from django.db import transaction

from transom.operating.people.events import TicketsHandedOver
from transom.operating.people.verbs import held, tell
from transom.people.actor import Actor
from transom.people.models import User
from transom.tickets import actions
from transom.tickets.actions import NotAllowed, Refused
from transom.tickets.events.base import Ref
from transom.tickets.models import Ticket, TicketQuerySet
from transom.tickets.queues import OPEN

AT_ONCE = 200


class HandedOver(NamedTuple):
    """How many went over, and what stood in the way of the others, each reason once."""

    count: int
    reasons: list[str]


def open_tickets(user: User, actor: Actor) -> TicketQuerySet:
    """Their open tickets that `actor` may see."""
    return Ticket.objects.visible_to(actor).filter(OPEN, assignee=user)


def unseen(user: User, actor: Actor) -> int:
    """How many more they have in mailboxes that are not shown to `actor`: somebody of those teams must hand them over."""
    return Ticket.objects.filter(OPEN, assignee=user).count() - open_tickets(user, actor).count()


def hand_over(user: User, to: User | None, *, actor: Actor) -> HandedOver:
    """Assign up to `AT_ONCE` of their open tickets to `to`, or to nobody; one that cannot go stays and says why."""
    count, reasons = 0, []
    for ticket in open_tickets(user, actor).order_by("sort_key", "pk")[:AT_ONCE]:
        try:
            actions.assign(ticket, to, actor=actor)
            count += 1
        except (NotAllowed, Refused) as refused:
            reasons.append(f"#{ticket.number}: {refused}")
    if count:
        with transaction.atomic():
            tell(held(user), TicketsHandedOver(to=Ref.maybe(to), count=count), actor=actor)
    return HandedOver(count, reasons)
