"""What the mail road has to tell on a ticket: mail that waits for a person, and mail that did not arrive."""

from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _

from transom.tickets.events import facts
from transom.tickets.events.base import Change, TicketEvent


class MailHeld(TicketEvent):
    """Someone who is not known on this ticket wrote into it.

    Their word waits for an agent and is owed like any other.
    """

    kind: ClassVar[str] = "mail-held"
    interrupts: ClassVar[bool] = True

    inbound: int
    sender: str
    references: tuple[str, ...] = ()

    def apply(self, ticket, at):
        facts.words_came(ticket, self.brings(at))

    def changes(self):
        return (Change("references", self.references),)

    def brings(self, at):
        return {facts.mail_word(self.inbound): at}

    def sentence(self):
        return _("held a mail from %(sender)s, who is not known here") % {"sender": self.sender}


class HeldMailReleased(TicketEvent):
    """The mail's words follow as a message, here or on a ticket that follows, and are owed from when it was received.

    Where it `settles`, the facts until then are what they would be without it; events of before that left them.
    """

    kind: ClassVar[str] = "held-mail-released"

    inbound: int
    sender: str
    held_since: datetime | None = None
    settles: bool = False
    awaiting_us_since: datetime | None = None
    awaiting_customer_since: datetime | None = None

    def apply(self, ticket, at):
        ticket.held_since = self.held_since
        if self.settles:
            ticket.awaiting_us_since = self.awaiting_us_since
            ticket.awaiting_customer_since = self.awaiting_customer_since

    def takes(self):
        return (facts.mail_word(self.inbound),)

    def sentence(self):
        return _("let in the held mail from %(sender)s") % {"sender": self.sender}


class HeldMailDiscarded(TicketEvent):
    """The facts are what they would be, had this mail never come."""

    kind: ClassVar[str] = "held-mail-discarded"

    inbound: int
    sender: str
    reason: str
    awaiting_us_since: datetime | None = None
    awaiting_customer_since: datetime | None = None
    held_since: datetime | None = None

    def apply(self, ticket, at):
        ticket.held_since = self.held_since
        ticket.awaiting_us_since = self.awaiting_us_since
        ticket.awaiting_customer_since = self.awaiting_customer_since

    def takes(self):
        return (facts.mail_word(self.inbound),)

    def sentence(self):
        return _("discarded the held mail from %(sender)s: %(reason)s") % {"sender": self.sender, "reason": self.reason}


class DeliveryFailed(TicketEvent):
    """Our mail did not reach someone, for good. `recipients` are the addresses, `reason` the server's words."""

    kind: ClassVar[str] = "delivery-failed"

    outbound: int
    recipients: tuple[str, ...]
    reason: str

    def sentence(self):
        return _("could not deliver to %(recipients)s: %(reason)s") % {
            "recipients": ", ".join(self.recipients),
            "reason": self.reason,
        }
