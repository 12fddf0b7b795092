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
from transom.workflow import rules


def bring_along(row: Event, now: datetime) -> None:
    """The ticket of this event, if it stands beside its path."""
    ticket = Ticket.objects.select_related("ticket_type", "status").get(pk=row.stream_id)
    if rules.step_of(ticket.position()):
        return
    with transaction.atomic():
        if take_along(ticket, Places(ticket.ticket_type), now):
            stays.refresh([ticket.pk])


HEARERS = {event.kind: (bring_along,) for event in (StatusChanged, TypeChanged, UnmergedFrom)}
