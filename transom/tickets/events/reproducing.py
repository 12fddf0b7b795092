"""Somebody tried what the customer described."""

from typing import ClassVar

from django.utils.translation import gettext as _

from transom.tickets.events.base import TicketEvent
from transom.tickets.reproductions import Result


class Reproduced(TicketEvent):
    """The try of this number: its result, one of `Result`, in which version, and what there is to say. The steps are its row's."""

    kind: ClassVar[str] = "reproduced"
    moves_on: ClassVar[bool] = False

    number: int
    result: str
    version: str = ""
    comment: str = ""

    def apply(self, ticket, at):
        ticket.reproduction = self.result

    def sentence(self):
        if self.result == Result.REPRODUCED:
            words = _("reproduced it in %(version)s") if self.version else _("reproduced it")
        else:
            words = _("could not reproduce it in %(version)s") if self.version else _("could not reproduce it")
        return words % {"version": self.version} + (f": “{self.comment}”" if self.comment else "")
