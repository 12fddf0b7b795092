"""A customer is silent: what is held and kept until when, and how a ticket comes back that was closed for silence."""

from datetime import datetime
from typing import ClassVar

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from transom.tickets.events import facts
from transom.tickets.events.base import Audience, TicketEvent


class Kept(TicketEvent):
    """Somebody keeps it from the clearance `until` then, whatever the silence."""

    kind: ClassVar[str] = "kept"
    moves_on: ClassVar[bool] = False

    until: datetime
    reason: str = ""

    def apply(self, ticket, at):
        ticket.kept_until = self.until

    def sentence(self):
        words = {"day": date_format(timezone.localtime(self.until), "j F Y"), "why": self.reason}
        return (_("keeps it until %(day)s: “%(why)s”") if self.reason else _("keeps it until %(day)s")) % words


class FollowUpHeld(TicketEvent):
    """A follow-up waits for somebody to look at it; `reason` says why it could not go out by itself, where it was to."""

    kind: ClassVar[str] = "follow-up-held"
    moves_on: ClassVar[bool] = False
    touches: ClassVar[bool] = False

    reason: str = ""

    def sentence(self):
        if not self.reason:
            return _("holds a follow-up for somebody to look at")
        return _("could not follow up: %(reason)s") % {"reason": self.reason.removesuffix(".")}


class FollowUpSkipped(TicketEvent):
    """A person decided that this silence is not followed up."""

    kind: ClassVar[str] = "follow-up-skipped"
    moves_on: ClassVar[bool] = False

    reason: str

    def sentence(self):
        return _("does not follow up: “%(reason)s”") % {"reason": self.reason}


class SilenceBroken(TicketEvent):
    """A mail `about` their silence was about to leave when the customer wrote: it was not sent."""

    kind: ClassVar[str] = "silence-broken"
    moves_on: ClassVar[bool] = False
    touches: ClassVar[bool] = False

    message: int

    def sentence(self):
        return _("did not send the automatic mail: the customer was quicker")


class Revived(TicketEvent):
    """It comes back after it was closed for silence: by the link of this key that was sent to `address`, or by one of us.

    `word` names what is owed from now on where no message says it.
    """

    kind: ClassVar[str] = "revived"
    audience: ClassVar[Audience] = Audience.PUBLIC
    interrupts: ClassVar[bool] = True

    word: str = ""
    link: int | None = None
    address: str = ""

    def apply(self, ticket, at):
        facts.words_came(ticket, self.brings(at))

    def brings(self, at):
        return {self.word: at} if self.word else {}

    def sentence(self):
        return _("brought it back by the link in our mail") if self.link else _("brought it back")
