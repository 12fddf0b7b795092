"""Tickets that become one, or two. Each side has its own event."""

from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.tickets.events import facts
from transom.tickets.events.base import Audience, Change, Ref, TicketEvent
from transom.tickets.links import Relation


class MergedInto(TicketEvent):
    """On the ticket that ends: everything said on it has moved to `into`, and its number leads there."""

    kind: ClassVar[str] = "merged-into"
    audience: ClassVar[Audience] = Audience.PUBLIC
    interrupts: ClassVar[bool] = True

    into: Ref
    status: Ref
    category: str
    silence_counts: bool
    workflow_version: int
    messages: tuple[int, ...]
    notes: tuple[int, ...]
    references: tuple[str, ...]
    origin: Ref

    def apply(self, ticket, at):
        ticket.merged_into_id, ticket.status_id = self.into.id, self.status.id
        ticket.held_since = None
        facts.entered(ticket, self.category, self.silence_counts, at)

    def changes(self):
        return (
            Change("messages", (), self.messages),
            Change("notes", (), self.notes),
            Change("references", (), self.references),
        )

    def sentence(self):
        return _("merged it into %(ticket)s") % {"ticket": self.into.label}


class MergedIn(TicketEvent):
    """On the ticket that goes on. `owed` are the other's words that nobody has answered; they are owed here now."""

    kind: ClassVar[str] = "merged-in"
    interrupts: ClassVar[bool] = True

    other: Ref
    messages: tuple[int, ...]
    notes: tuple[int, ...]
    references: tuple[str, ...]
    watchers: tuple[str, ...]
    owed: dict[str, datetime] = {}

    def apply(self, ticket, at):
        facts.words_came(ticket, self.owed)

    def brings(self, at):
        return self.owed

    def changes(self):
        return (
            Change("messages", self.messages),
            Change("notes", self.notes),
            Change("references", self.references),
            Change("watchers", self.watchers),
        )

    def sentence(self):
        return _("merged %(ticket)s into this") % {"ticket": self.other.label}


class UnmergedFrom(TicketEvent):
    """On the ticket that lives again: the merge was undone, and every column is what it was before it.

    `undoes` is the sequence of the merge among this ticket's events.
    """

    kind: ClassVar[str] = "unmerged-from"
    audience: ClassVar[Audience] = Audience.PUBLIC
    interrupts: ClassVar[bool] = True

    undoes: int
    origin: Ref
    status: Ref
    category: str
    silence_counts: bool
    status_since: datetime
    messages: tuple[int, ...]
    notes: tuple[int, ...]
    references: tuple[str, ...]
    awaiting_us_since: datetime | None = None
    awaiting_customer_since: datetime | None = None
    held_since: datetime | None = None
    delay_reason: str = ""
    delay_detail: str = ""

    def apply(self, ticket, at):
        ticket.merged_into_id, ticket.status_id = None, self.status.id
        for name in ("category", "silence_counts", "status_since", *facts.OWED, *facts.DELAYED):
            setattr(ticket, name, getattr(self, name))

    def changes(self):
        return (
            Change("messages", self.messages),
            Change("notes", self.notes),
            Change("references", self.references),
        )

    def sentence(self):
        return _("took it out of %(ticket)s again") % {"ticket": self.origin.label}


class Unmerged(TicketEvent):
    """On the ticket that went on: what the merge `undoes` brought has left. The facts are those of before it."""

    kind: ClassVar[str] = "unmerged"
    interrupts: ClassVar[bool] = True

    undoes: int
    other: Ref
    messages: tuple[int, ...]
    notes: tuple[int, ...]
    references: tuple[str, ...]
    watchers: tuple[str, ...]
    awaiting_us_since: datetime | None = None
    awaiting_customer_since: datetime | None = None
    held_since: datetime | None = None

    def apply(self, ticket, at):
        for name in facts.OWED:
            setattr(ticket, name, getattr(self, name))

    def changes(self):
        return (
            Change("messages", (), self.messages),
            Change("notes", (), self.notes),
            Change("references", (), self.references),
            Change("watchers", (), self.watchers),
        )

    def sentence(self):
        return _("undid the merge of %(ticket)s") % {"ticket": self.other.label}


class SplitOff(TicketEvent):
    """On the ticket that some messages left. The facts are what they would be, had these never been said here."""

    kind: ClassVar[str] = "split-off"
    interrupts: ClassVar[bool] = True

    to: Ref
    messages: tuple[int, ...]
    references: tuple[str, ...]
    awaiting_us_since: datetime | None = None
    awaiting_customer_since: datetime | None = None

    def apply(self, ticket, at):
        ticket.awaiting_us_since = self.awaiting_us_since
        ticket.awaiting_customer_since = self.awaiting_customer_since

    def changes(self):
        return Change("messages", (), self.messages), Change("references", (), self.references)

    def takes(self):
        return tuple(facts.message_word(message) for message in self.messages)

    def sentence(self):
        count = len(self.messages)
        return ngettext(
            "split %(count)s message off into %(ticket)s", "split %(count)s messages off into %(ticket)s", count
        ) % {
            "count": count,
            "ticket": self.to.label,
        }


class SplitFrom(TicketEvent):
    """On the ticket that the messages made. `owed` are those of them that nobody has answered."""

    kind: ClassVar[str] = "split-from"

    origin: Ref
    messages: tuple[int, ...]
    references: tuple[str, ...]
    snippet: str = ""
    owed: dict[str, datetime] = {}

    def apply(self, ticket, at):
        ticket.snippet = self.snippet
        facts.words_came(ticket, self.owed)

    def brings(self, at):
        return self.owed

    def changes(self):
        return (
            Change("messages", self.messages),
            Change("references", self.references),
            Change("links", ((self.origin.id, Relation.SPLIT_FROM.value),)),
        )

    def sentence(self):
        return _("split this from %(ticket)s") % {"ticket": self.origin.label}
