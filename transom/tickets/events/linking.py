"""Tickets that know of each other, and bugs behind a ticket.

The event is on the ticket of which the relation is said: it blocks, it duplicates, it comes from that bug.
"""

from typing import ClassVar

from django.utils.translation import gettext as _

from transom.tickets.events.base import Change, Ref, TicketEvent
from transom.tickets.links import Relation


class Linked(TicketEvent):
    kind: ClassVar[str] = "linked"
    moves_on: ClassVar[bool] = False

    other: Ref
    relation: str

    def changes(self):
        return (Change("links", ((self.other.id, self.relation),)),)

    def sentence(self):
        return _("noted that this %(relation)s %(ticket)s") % {
            "relation": Relation(self.relation).label,
            "ticket": self.other.label,
        }


class Unlinked(TicketEvent):
    kind: ClassVar[str] = "unlinked"
    moves_on: ClassVar[bool] = False

    other: Ref
    relation: str

    def changes(self):
        return (Change("links", (), ((self.other.id, self.relation),)),)

    def sentence(self):
        return _("took back that this %(relation)s %(ticket)s") % {
            "relation": Relation(self.relation).label,
            "ticket": self.other.label,
        }


class BugLinked(TicketEvent):
    """`url` is where the bug is tracked; it may be empty."""

    kind: ClassVar[str] = "bug-linked"
    moves_on: ClassVar[bool] = False

    reference: str
    url: str = ""

    def apply(self, ticket, at):
        ticket.linked_bugs += 1

    def changes(self):
        return (Change("bugs", ((self.reference, self.url),)),)

    def sentence(self):
        return _("linked the bug %(bug)s") % {"bug": self.reference}


class BugUnlinked(TicketEvent):
    kind: ClassVar[str] = "bug-unlinked"
    moves_on: ClassVar[bool] = False

    reference: str
    url: str = ""

    def apply(self, ticket, at):
        ticket.linked_bugs -= 1

    def changes(self):
        return (Change("bugs", (), ((self.reference, self.url),)),)

    def sentence(self):
        return _("took off the bug %(bug)s") % {"bug": self.reference}
