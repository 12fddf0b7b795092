"""Why tickets were not started: where the paths ask, what was said, and how often."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet

from transom.foundation.kept import Kept
from transom.tickets.languishing import published
from transom.tickets.models import TicketQuerySet
from transom.workflow.models import Category, Step

SAID = Q(delay_reason__gt="") & ~Q(category=Category.CLOSED)
Place = tuple[int, int]
"""The keys of a type and a status."""


def asking() -> dict[Place, list[str]]:
    """Where the published paths ask why nothing has begun, with the reasons to choose from."""
    return {(kind, status): reasons for kind, status, reasons in ASKING.rows() if reasons}


def _asking() -> QuerySet:
    steps = Step.objects.filter(version__in=published()).order_by("version__ticket_type__position", "position")
    return steps.values_list("version__ticket_type", "status", "reasons")


ASKING = Kept(_asking)


def unsaid(places: Iterable[Place]) -> Q:
    """Tickets in these places of which nobody has said why they were not started."""
    here = [Q(ticket_type=kind, status=status) for kind, status in places]
    return Q(delay_reason="") & ~Q(category=Category.CLOSED) & (reduce(or_, here) if here else Q(pk__in=[]))


def said(tickets: TicketQuerySet) -> dict[tuple[int, str], int]:
    """How many of `tickets` there are for each status (its key) and reason, of those that have one."""
    rows = tickets.filter(SAID).order_by().values_list("status", "delay_reason").annotate(number=Count("pk"))
    return {(status, reason): number for status, reason, number in rows}
