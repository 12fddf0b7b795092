"""Tickets that know of each other. The event is on the one of which the relation is said: it blocks, it duplicates."""

from typing import ClassVar

from django.utils.translation import gettext as _

from transom.tickets.events.base import Change, Ref, TicketEvent
from transom.tickets.models import Relation


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
