"""Whose it is to do something about a ticket now: never nobody's, while somebody answers for the queue."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from transom.people import rota
from transom.people.models import RoleHeld, Team, User
from transom.people.roles import AGENT_ROLES, Role
from transom.people.shifts import Absence
from transom.tickets.models import Ticket


def responsible(ticket: Ticket, now: datetime) -> User | Team | None:
    """Whoever has the ticket and is here; else its team, where somebody of it is here; else who answers for the queue.

    None only where nobody answers for the queue, which is an alarm of its own.
    """
    if ticket.assignee_id and (person := present(now).filter(pk=ticket.assignee_id).first()):
        return person
    if ticket.team_id and present(now).filter(teams=ticket.team_id).exists():
        return ticket.team
    return rota.holder(Role.QUEUE_MANAGER, now)


def present(now: datetime) -> QuerySet[User]:
    """People who can work on a ticket: they may sign in, have a role at the desk, and are not away."""
    holding = RoleHeld.objects.filter(user=OuterRef("pk"), role__in=sorted(AGENT_ROLES))
    return User.objects.filter(Exists(holding), ~Exists(away(now)), is_active=True)


def away(now: datetime) -> QuerySet[Absence]:
    """The absences that last, of the person whom a query outside goes through."""
    return Absence.objects.filter(person=OuterRef("pk"), starts_at__lte=now, ends_at__gt=now)
