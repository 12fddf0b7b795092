"""A ticket that comes into a status which the path has no more is taken along like those that stood there.

A move that had begun before the change was published, or a merge that is undone after it, brings one there.
"""

from datetime import datetime

from django.db import transaction

from transom.process.along import Places, take_along
from transom.tickets import stays
from transom.tickets.events import StatusChanged, TypeChanged, UnmergedFrom
from transom.tickets.history import Event
from transom.tickets.models import Ticket
from transom.workflow.models import Step, WorkflowVersion


def bring_along(row: Event, now: datetime) -> None:
    """The ticket of this event, if it stands beside its path."""
    ticket = Ticket.objects.select_related("ticket_type").get(pk=row.stream_id)
    version = WorkflowVersion.objects.filter(ticket_type=ticket.ticket_type_id, published_at__isnull=False)
    latest = version.order_by("-number").values("pk")[:1]
    if Step.objects.filter(version=latest, status=ticket.status_id).exists():
        return
    with transaction.atomic():
        if take_along(ticket, Places(ticket.ticket_type), now):
            stays.refresh([ticket.pk])


HEARERS = {event.kind: (bring_along,) for event in (StatusChanged, TypeChanged, UnmergedFrom)}
