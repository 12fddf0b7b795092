"""How a ticket is sorted: who has it, what it is, how urgent, where it stands, who watches."""

from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.tickets.events import facts
from transom.tickets.events.base import Audience, Change, Ref, TicketEvent
from transom.tickets.models import Priority
from transom.workflow.models import Category


class StatusChanged(TicketEvent):
    kind: ClassVar[str] = "status-changed"
    audience: ClassVar[Audience] = Audience.PUBLIC
    interrupts: ClassVar[bool] = True

    origin: Ref
    to: Ref
    category: str
    silence_counts: bool
    workflow_version: int
    comment: str = ""
    asks: bool = True
    reason: str = ""

    def apply(self, ticket, at):
        ticket.status_id = self.to.id
        facts.entered(ticket, self.category, self.silence_counts, at, self.asks)
        ticket.is_quick = ticket.is_quick and not ticket.is_closed
        ticket.kept_until = None if ticket.is_closed else ticket.kept_until

    def answers(self):
        return self.category == Category.CLOSED

    def sentence(self):
        words = _("moved it from %(origin)s to %(to)s") % {"origin": self.origin.label, "to": self.to.label}
        return f"{words}: {self.reason.rstrip('. ')}" if self.reason else words


class Assigned(TicketEvent):
    kind: ClassVar[str] = "assigned"
    moves_on: ClassVar[bool] = False

    to: Ref | None
    previous: Ref | None = None

    def apply(self, ticket, at):
        ticket.assignee_id = self.to.id if self.to else None

    def sentence(self):
        if self.to is None:
            return _("put it back to nobody")
        return _("assigned it to %(to)s") % {"to": self.to.label}

    def sentence_by(self, person):
        return _("took it") if self.to and self.to.id == person else self.sentence()


class TeamAssigned(TicketEvent):
    kind: ClassVar[str] = "team-assigned"
    moves_on: ClassVar[bool] = False

    to: Ref | None

    def apply(self, ticket, at):
        ticket.team_id = self.to.id if self.to else None

    def sentence(self):
        return _("gave it to the team %(to)s") % {"to": self.to.label} if self.to else _("took it from its team")


class TypeChanged(TicketEvent):
    """Another type is another path: the status is where `rules.status_in` puts it on that path."""

    kind: ClassVar[str] = "type-changed"

    origin: Ref
    to: Ref
    status: Ref
    category: str
    silence_counts: bool
    workflow_version: int

    def apply(self, ticket, at):
        ticket.ticket_type_id = self.to.id
        if ticket.status_id != self.status.id:
            ticket.status_id = self.status.id
            facts.entered(ticket, self.category, self.silence_counts, at)

    def sentence(self):
        return _("changed the type from %(origin)s to %(to)s") % {"origin": self.origin.label, "to": self.to.label}


class PriorityChanged(TicketEvent):
    kind: ClassVar[str] = "priority-changed"
    moves_on: ClassVar[bool] = False

    to: str
    reason: str = ""

    def apply(self, ticket, at):
        ticket.priority = Priority(self.to)

    def sentence(self):
        words = _("made it urgent") if self.to == Priority.URGENT else _("made it normal")
        return f"{words}: {self.reason.rstrip('. ')}" if self.reason else words


class SubjectChanged(TicketEvent):
    kind: ClassVar[str] = "subject-changed"
    moves_on: ClassVar[bool] = False

    to: str
    previous: str

    def apply(self, ticket, at):
        ticket.subject = self.to

    def sentence(self):
        return _("changed the subject from “%(previous)s”") % {"previous": self.previous}


class TagsChanged(TicketEvent):
    kind: ClassVar[str] = "tags-changed"
    moves_on: ClassVar[bool] = False

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def changes(self):
        return (Change("tags", self.added, self.removed),)

    def sentence(self):
        words = []
        if self.added:
            words.append(ngettext("added the tag", "added the tags", len(self.added)) + " " + ", ".join(self.added))
        if self.removed:
            words.append(
                ngettext("removed the tag", "removed the tags", len(self.removed)) + " " + ", ".join(self.removed)
            )
        return "; ".join(words)


class Watched(TicketEvent):
    """`watcher` is "person:ID" or "contact:ID"."""

    kind: ClassVar[str] = "watched"
    moves_on: ClassVar[bool] = False

    watcher: str
    label: str

    def changes(self):
        return (Change("watchers", (self.watcher,)),)

    def sentence(self):
        return _("added %(who)s as a watcher") % {"who": self.label}


class Unwatched(TicketEvent):
    kind: ClassVar[str] = "unwatched"
    moves_on: ClassVar[bool] = False

    watcher: str
    label: str

    def changes(self):
        return (Change("watchers", (), (self.watcher,)),)

    def sentence(self):
        return _("removed %(who)s from the watchers") % {"who": self.label}
