"""The stream of a type: written by whoever changes its path, read by whoever asks how it came to be."""

from datetime import datetime

from django.db.models import QuerySet

from transom.people.actor import Actor
from transom.process.events import STREAM
from transom.tickets.events.base import EventKind
from transom.tickets.history import Event
from transom.tickets.log import append
from transom.workflow.models import TicketType


def history(ticket_type: TicketType) -> QuerySet[Event]:
    """What happened to the path of this type, the latest first."""
    return Event.objects.filter(stream=STREAM, stream_id=ticket_type.pk).order_by("-sequence")


def tell(ticket_type: TicketType, *events: EventKind, actor: Actor, now: datetime) -> None:
    """Write it down. The type must be `held`, so that two never take the same number."""
    version = history(ticket_type).values_list("sequence", flat=True).first() or 0
    append(STREAM, ticket_type.pk, version, *events, actor=actor, at=now)


def hold_types() -> None:
    """Until the transaction ends nobody else changes any path: their statuses are shared."""
    list(TicketType.objects.select_for_update().order_by("pk").values_list("pk"))
