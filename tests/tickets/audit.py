"""An auditor for histories of any kind: it knows the rules of moves and reads the log as it grows."""

from collections import Counter

from transom.tickets.events import (
    Assigned,
    HeldMailDiscarded,
    MailHeld,
    MergedInto,
    MessageReceived,
    ReplySent,
    StatusChanged,
    TicketOpened,
    TypeChanged,
    UnmergedFrom,
)
from transom.tickets.history import Event
from transom.tickets.log import event_of
from transom.workflow.models import Requirement, Status, Transition, Trigger, WorkflowVersion


class Audit:
    """Reads the log as it grows and holds every move in it against the rows of the path that it names."""

    def __init__(self):
        self.read = 0
        self.length = Counter()
        self.status, self.kind, self.assignee, self.before = {}, {}, {}, {}
        self.decided = set()

    def read_on(self):
        for row in Event.objects.filter(stream="ticket", pk__gt=self.read).order_by("pk"):
            self.read = row.pk
            self.length[row.stream_id] += 1
            assert row.sequence == self.length[row.stream_id], "a gap in the events"
            event = event_of(row)
            assert event.sentence()
            self._follow(row, event, row.stream_id)
            self.before[row.stream_id] = event

    def _follow(self, row, event, ticket):
        match event:
            case TicketOpened():
                version = self._published(event.ticket_type.id, event.workflow_version)
                assert event.status.id == version.start_id
                self.kind[ticket], self.status[ticket] = event.ticket_type.id, event.status.id
            case Assigned():
                self.assignee[ticket] = event.to
            case StatusChanged():
                self._hold_against_the_path(row, event, ticket, event.to.id)
            case MergedInto():
                way = self._hold_against_the_path(row, event, ticket, event.status.id)
                assert Requirement.MERGE in way.requires
            case UnmergedFrom():
                self.status[ticket] = event.status.id
            case TypeChanged():
                version = self._published(event.to.id, event.workflow_version)
                assert event.status.id == self._on_path(version, Status.objects.get(pk=self.status[ticket]))
                self.kind[ticket], self.status[ticket] = event.to.id, event.status.id
            case MailHeld() | HeldMailDiscarded():
                assert row.actor_kind != "contact"

    def _hold_against_the_path(self, row, event, ticket, to):
        assert event.origin.id == self.status[ticket]
        version = self._published(self.kind[ticket], event.workflow_version)
        way = Transition.objects.get(version=version, from_status=self.status[ticket], to_status=to)
        assert set(way.roles) & set(row.actor_roles), f"{row.actor_label} has no role for {way}"
        if Requirement.ASSIGNEE in way.requires:
            assert self.assignee.get(ticket) is not None
        if isinstance(event, StatusChanged):
            assert Requirement.MERGE not in way.requires
            assert Requirement.COMMENT not in way.requires or event.comment or self._a_word_moved_it(way, ticket)
        self.status[ticket] = to
        return way

    def _a_word_moved_it(self, way, ticket):
        words = {Trigger.CUSTOMER_WORD: MessageReceived, Trigger.OUR_WORD: ReplySent}
        return isinstance(self.before[ticket], words[way.trigger])

    def _on_path(self, version, status):
        """The same status where the path has it; else its start, or for what is closed its first end."""
        steps = version.steps.select_related("status")
        if steps.filter(status=status).exists():
            return status.pk
        ends = [step.status_id for step in steps if step.status.category == "closed"]
        return ends[0] if status.category == "closed" else version.start_id

    def _published(self, kind, number):
        version = WorkflowVersion.objects.published_for(kind)
        assert version.number == number, "not the published path"
        return version
