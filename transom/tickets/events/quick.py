"""Somebody says that a ticket can be answered at once."""

from typing import ClassVar

from django.utils.translation import gettext as _

from transom.tickets.events.base import TicketEvent


class MarkedQuick(TicketEvent):
    """The mark holds until a person answers, or the ticket closes: the next word of the customer is another question."""

    kind: ClassVar[str] = "marked-quick"
    moves_on: ClassVar[bool] = False
    touches: ClassVar[bool] = False

    quick: bool

    def apply(self, ticket, at):
        ticket.is_quick = self.quick

    def sentence(self):
        return _("said that it can be answered at once") if self.quick else _("said that it takes longer to answer")
