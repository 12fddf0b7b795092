"""Where the tickets of a type stand, and what stands in the way of a path because of them."""

from django.db.models import Count

from transom.tickets.models import Ticket
from transom.workflow.checks import Problem, problems
from transom.workflow.document import Path
from transom.workflow.models import Status, TicketType
from transom.workflow.reading import known_for


def standing(ticket_type: TicketType) -> dict[str, int]:
    """How many tickets of this type are in each status, by slug; only those that have any."""
    slugs = dict(Status.objects.values_list("pk", "slug"))
    rows = Ticket.objects.filter(ticket_type=ticket_type).order_by().values_list("status").annotate(Count("pk"))
    return {slugs[status]: count for status, count in rows}


def problems_of(path: Path, ticket_type: TicketType) -> list[Problem]:
    """What is wrong with this path at this desk, with these tickets; empty when it may be published."""
    return problems(path, known_for(ticket_type, standing(ticket_type).items()))
