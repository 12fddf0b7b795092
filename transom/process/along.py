"""One ticket is brought to where the published path of its type puts it: by the desk, on a way that the path has."""

from datetime import datetime

from transom.people.actor import SYSTEM
from transom.tickets.events import PathChanged, Ref
from transom.tickets.log import locked, record
from transom.tickets.models import Ticket
from transom.workflow import rules
from transom.workflow.models import Status, TicketType, WorkflowVersion
from transom.workflow.reading import is_remap


class Places:
    """Where the tickets of a type belong, asked once for many: `path` are the keys of its statuses, `ways` lead there."""

    def __init__(self, ticket_type: TicketType):
        self.version = WorkflowVersion.objects.published_for(ticket_type)
        self.path = set(self.version.steps.values_list("status", flat=True))
        ways = self.version.transitions.select_related("to_status").order_by()
        self.ways = {way.from_status_id: way.to_status for way in ways if is_remap(way)}

    def of(self, ticket: Ticket) -> Status:
        """The status that it belongs to. Raises `rules.TransitionDenied` where the desk has no way there."""
        if ticket.status_id in self.path:
            return ticket.status
        to = self.ways.get(ticket.status_id, self.version.start)
        return rules.transition_for(ticket.position(), to, SYSTEM.roles).to_status


def take_along(ticket: Ticket, places: Places, now: datetime) -> bool:
    """Bring this ticket to its place; False where it stands there already, or is of another type by now.

    Raises `rules.TransitionDenied` where the path has no way that the desk may take.
    """
    current = locked(ticket)
    if current.ticket_type_id != places.version.ticket_type_id:
        return False
    status = places.of(current)
    if status == current.status and current.silence_counts == (status.silence_counts and not status.is_closed):
        return False
    event = PathChanged(
        origin=Ref.to(current.status),
        to=Ref.to(status),
        category=status.category,
        silence_counts=status.silence_counts,
        workflow_version=places.version.number,
    )
    record(current, event, actor=SYSTEM, at=now)
    return True
