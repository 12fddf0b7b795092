"""A ticket was looked at by people who sat together."""

from typing import ClassVar

from django.utils.translation import gettext as _

from transom.tickets.events.base import Ref, TicketEvent


class LookedAt(TicketEvent):
    """`review` is the meeting in which it was on the table."""

    kind: ClassVar[str] = "looked-at"
    moves_on: ClassVar[bool] = False
    touches: ClassVar[bool] = False

    review: Ref

    def apply(self, ticket, at):
        ticket.reviewed_at = at

    def sentence(self):
        return _("looked at it with others in “%(review)s”") % {"review": self.review.label}
