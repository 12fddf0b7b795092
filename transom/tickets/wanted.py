"""What waits for somebody of a role: open tickets that nobody has, in a status that is that role's."""

from collections.abc import Iterable

from django.db.models import F, Q, QuerySet

from transom.people.models import RoleHeld
from transom.tickets.languishing import STEP, published
from transom.tickets.models import TicketQuerySet
from transom.workflow.models import Category


def wanted(tickets: TicketQuerySet, roles: Iterable[str] | QuerySet) -> TicketQuerySet:
    """Those of `tickets` that wait for one of these roles, as the published path of each says."""
    return tickets.filter(
        ~Q(category=Category.CLOSED),
        Q(assignee=None),
        **{
            f"{STEP}__version__in": published(),
            f"{STEP}__version__ticket_type": F("ticket_type_id") + 0,  # a sum, as in `languishing`
            f"{STEP}__owner_role__in": roles,
        },
    )


def wanted_of(tickets: TicketQuerySet, person: int) -> TicketQuerySet:
    """Those that wait for a role which this person (a key) holds."""
    return wanted(tickets, RoleHeld.objects.filter(user=person).values("role"))
