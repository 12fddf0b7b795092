"""What is said of a ticket that stays where it is: why it was not started, and that somebody rang up."""

from typing import ClassVar

from django.utils.translation import gettext as _

from transom.tickets.events import facts
from transom.tickets.events.base import Ref, TicketEvent
from transom.tickets.reasons import reason_words


class DelayExplained(TicketEvent):
    """Why nothing has begun in this status, from the list of its step. It is forgotten when the ticket moves."""

    kind: ClassVar[str] = "delay-explained"
    moves_on: ClassVar[bool] = False

    reason: str
    detail: str = ""

    def apply(self, ticket, at):
        ticket.delay_reason, ticket.delay_detail = self.reason, self.detail

    def sentence(self):
        return _("said why it was not started: “%(why)s”") % {"why": reason_words(self.reason, self.detail)}


class CallLogged(TicketEvent):
    """Somebody of us rang `whom` up, at `phone` where that is known. The note with what was said has an event of its own.

    Where they were reached it is our word: what was owed is answered, and their silence begins anew.
    """

    kind: ClassVar[str] = "call-logged"
    interrupts: ClassVar[bool] = True

    whom: Ref
    reached: bool
    phone: str = ""

    def apply(self, ticket, at):
        if self.reached:
            facts.we_spoke(ticket, at, expects_answer=True)

    def answers(self):
        return self.reached

    def sentence(self):
        at_phone = _("%(who)s at %(phone)s") % {"who": self.whom.label, "phone": self.phone}
        words = _("spoke with %(who)s on the phone") if self.reached else _("called %(who)s and did not reach them")
        return words % {"who": at_phone if self.phone else self.whom.label}
