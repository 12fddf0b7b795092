"""A ticket that comes into a status which the path has no more is taken along like those that stood there.

A move that had begun before the change was published, or a merge that is undone after it, brings one there.
"""

from datetime import datetime

from transom.process.run import take_along
from transom.tickets.events import StatusChanged, TypeChanged, UnmergedFrom
from transom.tickets.history import Event
from transom.tickets.models import Ticket
from transom.workflow.models import Step, WorkflowVersion


def bring_along(row: Event, now: datetime) -> None:
    """The ticket of this event, if it stands beside its path."""
    place = Ticket.objects.filter(pk=row.stream_id).values_list("ticket_type", "status")[0]
    version = WorkflowVersion.objects.filter(ticket_type=place[0], published_at__isnull=False).order_by("-number")
    if not Step.objects.filter(version=version.values("pk")[:1], status=place[1]).exists():
        take_along(Ticket(pk=row.stream_id), now)


HEARERS = {event.kind: (bring_along,) for event in (StatusChanged, TypeChanged, UnmergedFrom)}
