"""The process changed under a ticket: nobody moved it, and it stands where the new path puts it."""

from typing import ClassVar

from django.utils.translation import gettext as _

from transom.tickets.events import facts
from transom.tickets.events.base import Ref, TicketEvent


class PathChanged(TicketEvent):
    """A published change of its path took the ticket along, or changed what its status says of silence.

    It has waited as long as it has: a change of the path is no work on the ticket, so `status_since` stays, and a
    customer who was asked nothing is not waited for.
    """

    kind: ClassVar[str] = "path-changed"

    origin: Ref
    to: Ref
    category: str
    silence_counts: bool
    workflow_version: int

    def apply(self, ticket, at):
        if ticket.status_id == self.to.id:
            facts.silence(ticket, self.silence_counts, at)
            return
        since, ticket.status_id = ticket.status_since, self.to.id
        facts.entered(ticket, self.category, self.silence_counts, at, asks=False)
        ticket.status_since = since

    def sentence(self):
        if self.origin.id != self.to.id:
            return _("moved it from %(origin)s to %(to)s, as the path was changed") % {
                "origin": self.origin.label,
                "to": self.to.label,
            }
        if self.silence_counts:
            return _("counts the customer's silence in %(to)s from now on, as the path was changed") % {
                "to": self.to.label
            }
        return _("no longer counts the customer's silence in %(to)s, as the path was changed") % {"to": self.to.label}
