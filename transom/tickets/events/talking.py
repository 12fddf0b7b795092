"""What is said: by the customer, by us, and among ourselves."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from django.utils.translation import gettext as _

from transom.tickets.events import facts
from transom.tickets.events.base import Audience, Change, Ref, TicketEvent
from transom.tickets.models import Channel, Priority


class TicketOpened(TicketEvent):
    kind: ClassVar[str] = "ticket-opened"
    audience: ClassVar[Audience] = Audience.PUBLIC

    number: int
    subject: str
    ticket_type: Ref
    status: Ref
    category: str
    silence_counts: bool
    workflow_version: int
    requester: Ref
    channel: str
    customer: Ref | None = None
    mailbox: Ref | None = None
    team: Ref | None = None

    def apply(self, ticket, at):
        ticket.number, ticket.subject = self.number, self.subject
        ticket.ticket_type_id, ticket.status_id = self.ticket_type.id, self.status.id
        ticket.priority = Priority.NORMAL
        ticket.requester_id, ticket.channel = self.requester.id, self.channel
        ticket.customer_id = self.customer.id if self.customer else None
        ticket.mailbox_id = self.mailbox.id if self.mailbox else None
        ticket.team_id = self.team.id if self.team else None
        ticket.opened_at = at
        facts.entered(ticket, self.category, self.silence_counts, at)

    def sentence(self):
        return _("opened this %(channel)s") % {"channel": Channel(self.channel).label}


class OtherTicketNamed(TicketEvent):
    """The subject names another ticket: a hint for the people of the desk, never a thread.

    Whoever can guess a number can write it, so the customer is not told what that ticket is called.
    """

    kind: ClassVar[str] = "other-ticket-named"

    other: Ref

    def sentence(self):
        return _("named %(ticket)s in the subject") % {"ticket": self.other.label}


class MessageReceived(TicketEvent):
    """A word from outside. Where it does not count, it is kept and read, but nobody owes it an answer.

    That is automatic mail; and `thanks`, a bare thank-you on a closed ticket, until a person says that it counts.
    """

    kind: ClassVar[str] = "message-received"
    audience: ClassVar[Audience] = Audience.PUBLIC
    interrupts: ClassVar[bool] = True

    message: int
    author: str
    trust: str
    snippet: str = ""
    counts: bool = True
    thanks: bool = False
    references: tuple[str, ...] = ()

    def apply(self, ticket, at):
        facts.words_came(ticket, self.brings(at))
        if self.counts:
            ticket.snippet = self.snippet or ticket.snippet

    def changes(self):
        return Change("messages", (self.message,)), Change("references", self.references)

    def brings(self, at):
        return {facts.message_word(self.message): at} if self.counts else {}

    def sentence(self):
        if self.thanks:
            return _("said thank you, which leaves it closed")
        return _("wrote") if self.counts else _("sent an automatic answer")


class WordCounts(TicketEvent):
    """A person decided that a thank-you wants an answer after all. It is owed from when it was said."""

    kind: ClassVar[str] = "word-counts"

    message: int
    author: str
    since: datetime

    def apply(self, ticket, at):
        facts.words_came(ticket, self.brings(at))

    def brings(self, at):
        return {facts.message_word(self.message): self.since}

    def sentence(self):
        return _("said that the thank-you of %(who)s wants an answer") % {"who": self.author}


class About(StrEnum):
    """What a word of ours is about that answers nothing: it asks again, or says that we close and how to come back."""

    FOLLOW_UP = "follow-up"
    FAREWELL = "farewell"


class ReplySent(TicketEvent):
    """Our public word. Recorded with the message; the mail follows when the event is dispatched.

    `automatic` where no person wrote it, and for whatever is `about` a silence (`About`), whoever sent that: it answers
    nobody, and the customer's silence goes on as it was.
    """

    kind: ClassVar[str] = "reply-sent"
    audience: ClassVar[Audience] = Audience.PUBLIC
    interrupts: ClassVar[bool] = True

    message: int
    to: tuple[str, ...]
    snippet: str = ""
    expects_answer: bool = True
    automatic: bool = False
    references: tuple[str, ...] = ()
    about: str = ""

    def apply(self, ticket, at):
        if self.automatic:
            return
        facts.we_spoke(ticket, at, self.expects_answer)
        ticket.snippet = self.snippet or ticket.snippet

    def answers(self):
        return not self.automatic

    def changes(self):
        return Change("messages", (self.message,)), Change("references", self.references)

    def sentence(self):
        words = {
            About.FOLLOW_UP: _("followed up with %(to)s"),
            About.FAREWELL: _("wrote to %(to)s that it is closed, and how to come back"),
        }.get(self.about) or (_("sent an automatic mail to %(to)s") if self.automatic else _("answered %(to)s"))
        return words % {"to": ", ".join(self.to)}


class AnswerStopped(TicketEvent):
    """An answer that was to leave when its time was up did not: something came in, or it is not allowed any more."""

    kind: ClassVar[str] = "answer-stopped"
    moves_on: ClassVar[bool] = False

    who: Ref
    reason: str

    def sentence(self):
        reason = self.reason.removesuffix(".")
        return _("kept back the answer by %(who)s: %(reason)s") % {"who": self.who.label, "reason": reason}


class NoteAdded(TicketEvent):
    """`mentions` are the people whom it names and who were told; `not_told` those who may not see the ticket."""

    kind: ClassVar[str] = "note-added"
    interrupts: ClassVar[bool] = True

    note: int
    mentions: tuple[Ref, ...] = ()
    not_told: tuple[Ref, ...] = ()

    def changes(self):
        return (Change("notes", (self.note,)),)

    def sentence(self):
        return _("wrote a note")


class NoAnswerNeeded(TicketEvent):
    """A person decided that the customer's last word asks for nothing."""

    kind: ClassVar[str] = "no-answer-needed"

    def apply(self, ticket, at: datetime):
        facts.answered(ticket)

    def answers(self):
        return True

    def sentence(self):
        return _("said that no answer is needed")
