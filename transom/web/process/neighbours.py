"""What the desk has beside the path that is changed: other statuses, other types on the same one, its tickets."""

from django.shortcuts import get_object_or_404

from transom.tickets.models import Ticket
from transom.tickets.queues import COUNTED
from transom.web.process.drafting import Open
from transom.workflow.document import Path, Stop
from transom.workflow.models import Status, Step, TicketType, WorkflowVersion


def others_of_desk(path: Path) -> dict[str, Status]:
    """The statuses that are not on this path, by slug."""
    return {row.slug: row for row in Status.objects.exclude(slug__in=path.slugs)}


def gone_stop(status: str) -> Stop:
    """A status of the desk that the path has not any more. Raises `Http404` where there is none."""
    row = get_object_or_404(Status, slug=status)
    return Stop(status=row.slug, name=row.name, category=row.category)


def also_on(at: Open, status: str) -> str:
    """The names of the other types whose published paths have this status."""
    latest = (
        WorkflowVersion.objects.filter(published_at__isnull=False)
        .exclude(ticket_type=at.draft.ticket_type_id)
        .order_by("ticket_type", "-number")
        .values_list("ticket_type", "pk")
    )
    published = dict(reversed(list(latest)))
    steps = Step.objects.filter(version__in=published.values(), status__slug=status)
    types = TicketType.objects.filter(pk__in=steps.values("version__ticket_type"))
    return ", ".join(types.values_list("name", flat=True))


def tickets_in(at: Open, status: str) -> int:
    """How many tickets of this type stand in a status; counting stops behind 500."""
    here = Ticket.objects.visible_to(at.actor).filter(ticket_type=at.draft.ticket_type_id, status__slug=status)
    return here.order_by()[: COUNTED + 1].count()
