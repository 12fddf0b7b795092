"""Estimates and what customers answer when they are asked: to approve one, or to test what we did."""

from datetime import date, datetime
from typing import ClassVar

from django.utils.translation import gettext as _

from transom.tickets.estimates import Standing
from transom.tickets.events import facts
from transom.tickets.events.base import Audience, Ref, TicketEvent
from transom.workflow.models import Asks


class EstimateMade(TicketEvent):
    """`figures` is what it comes to, in the words of that moment; the row has all of it."""

    kind: ClassVar[str] = "estimate-made"
    moves_on: ClassVar[bool] = False

    estimate: int
    number: int
    figures: str
    valid_until: date | None = None

    def apply(self, ticket, at):
        ticket.estimate = Standing.READY

    def sentence(self):
        return _("made estimate %(number)s: %(figures)s") % {"number": self.number, "figures": self.figures}


class EstimateWithdrawn(TicketEvent):
    kind: ClassVar[str] = "estimate-withdrawn"
    moves_on: ClassVar[bool] = False

    estimate: int
    number: int

    def apply(self, ticket, at):
        ticket.estimate = ""

    def sentence(self):
        return _("withdrew estimate %(number)s") % {"number": self.number}


class CustomerAsked(TicketEvent):
    """A mail with a one-time link is on its way to `who`. `asks` is one of `Asks`; `until` is when the link ends.

    `answered` where a person brought it about who had seen every word on the ticket: then the question is our answer,
    and the customer's silence begins.
    """

    kind: ClassVar[str] = "customer-asked"
    audience: ClassVar[Audience] = Audience.PUBLIC

    asks: str
    who: Ref
    link: int
    until: datetime
    number: int | None = None
    answered: bool = False

    def apply(self, ticket, at):
        if self.asks == Asks.ESTIMATE:
            ticket.estimate = Standing.ASKED
        if self.answered:
            facts.answered(ticket)
            waits = ticket.silence_counts and not ticket.held_since
            ticket.awaiting_customer_since = at if waits else None

    def answers(self):
        return self.answered

    def sentence(self):
        if self.asks == Asks.ESTIMATE:
            words = {"who": self.who.label, "number": self.number}
            return _("asked %(who)s by mail to approve estimate %(number)s") % words
        return _("asked %(who)s by mail to test it") % {"who": self.who.label}


class CustomerNotAsked(TicketEvent):
    """The path says that the customer is asked here, and no mail could go out: `reason` says why."""

    kind: ClassVar[str] = "customer-not-asked"

    asks: str
    reason: str

    def sentence(self):
        return _("did not ask the customer: %(reason)s") % {"reason": self.reason.removesuffix(".")}


class AskedAgain(TicketEvent):
    """A person wants the customer asked once more; the mail follows when the event is dispatched."""

    kind: ClassVar[str] = "asked-again"

    def sentence(self):
        return _("wants the customer to be asked once more")


class EstimateApproved(TicketEvent):
    """The customer's consent: `name` as it was typed, by which link, sent to which address, and to exactly what."""

    kind: ClassVar[str] = "estimate-approved"
    audience: ClassVar[Audience] = Audience.PUBLIC
    interrupts: ClassVar[bool] = True

    estimate: int
    number: int
    name: str
    link: int
    address: str
    figures: str
    text: str
    valid_until: date | None = None

    def apply(self, ticket, at):
        ticket.estimate = Standing.APPROVED

    def sentence(self):
        words = {"number": self.number, "figures": self.figures, "name": self.name}
        return _("approved estimate %(number)s (%(figures)s) as “%(name)s”") % words


class EstimateDeclined(TicketEvent):
    kind: ClassVar[str] = "estimate-declined"
    audience: ClassVar[Audience] = Audience.PUBLIC
    interrupts: ClassVar[bool] = True

    estimate: int
    number: int
    link: int
    address: str
    figures: str

    def apply(self, ticket, at):
        ticket.estimate = Standing.DECLINED

    def sentence(self):
        return _("declined estimate %(number)s (%(figures)s)") % {"number": self.number, "figures": self.figures}


class SaidItWorks(TicketEvent):
    kind: ClassVar[str] = "said-it-works"
    audience: ClassVar[Audience] = Audience.PUBLIC
    interrupts: ClassVar[bool] = True

    link: int
    address: str

    def sentence(self):
        return _("tested it and said that it works")


class SaidStillBroken(TicketEvent):
    kind: ClassVar[str] = "said-still-broken"
    audience: ClassVar[Audience] = Audience.PUBLIC
    interrupts: ClassVar[bool] = True

    link: int
    address: str

    def sentence(self):
        return _("tested it and said that it is still broken")
