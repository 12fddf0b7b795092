"""A closed ticket hears: where a word on it goes, and what of it is only a thank-you."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from transom.customers.models import Contact
from transom.people.actor import Actor
from transom.people.models import User
from transom.people.roles import Role
from transom.tickets.actions.moving import moved
from transom.tickets.actions.opening import open_ticket
from transom.tickets.actions.scope import Refused, changing
from transom.tickets.actions.splitting import split
from transom.tickets.events import MessageReceived, SubjectChanged, WordCounts
from transom.tickets.history import Event
from transom.tickets.log import event_of, record
from transom.tickets.messages import Message
from transom.tickets.models import Ticket
from transom.tickets.thanks import is_only_thanks, is_same_subject
from transom.tickets.words import Words
from transom.workflow import rules
from transom.workflow.models import Requirement, Transition, Trigger
from transom.workflow.settings import ProcessSettings

SAID = frozenset({Requirement.COMMENT})
"""What a move meets that a word triggers: the word is the comment."""


def heard(ticket: Ticket, contact: Contact, *, actor: Actor, at: datetime) -> tuple[Ticket, Transition | None]:
    """Where a word of `contact` that counts belongs, and the move that it triggers there. `ticket` must be locked.

    A closed ticket reopens where its path says so. Where it knows no way back, or was closed for longer than the desk
    reopens, a new ticket begins that follows it.
    """
    way = rules.triggered(ticket.position(SAID), Trigger.CUSTOMER_WORD, actor.roles)
    if not ticket.is_closed or (way and not _is_long_ago(ticket, at)):
        return ticket, way
    made = open_ticket(
        ticket.subject,
        contact,
        actor=actor,
        ticket_type=ticket.ticket_type,
        mailbox=ticket.mailbox,
        channel=ticket.channel,
        follows=ticket,
        at=at,
    )
    return made, None


def _is_long_ago(ticket: Ticket, at: datetime) -> bool:
    return at - ticket.status_since > timedelta(days=ProcessSettings.current().reopen_days)


def leaves_closed(ticket: Ticket, words: Words, contact: Contact) -> bool:
    """Whether these words only thank us for what is closed. In doubt they do not: then they reopen it."""
    if not ticket.is_closed or not is_only_thanks(words, _names(ticket, words, contact)):
        return False
    return not words.subject or is_same_subject(words.subject, [ticket.subject, *_earlier_subjects(ticket)])


def _names(ticket: Ticket, words: Words, contact: Contact) -> Iterator[str]:
    """Those whom a thank-you may name: who writes, who asked, and the people of the desk."""
    yield from (contact.label, ticket.requester.label, words.author_address.partition("@")[0].replace(".", " "))
    if ticket.customer:
        yield ticket.customer.name
    if ticket.mailbox:
        yield ticket.mailbox.name
    yield from User.objects.filter(is_active=True).values_list("name", flat=True)


def _earlier_subjects(ticket: Ticket) -> list[str]:
    rows = Event.objects.of_ticket(ticket.pk).filter(kind=SubjectChanged.kind)
    return [event_of(row).previous for row in rows]


@transaction.atomic
def count_word(ticket: Ticket, message: Message, *, actor: Actor, seen: int | None = None) -> Ticket:
    """A thank-you that left the ticket closed wants an answer after all: it is owed, from when it was said.

    The ticket reopens as the customer's word would have it; where its path knows no way back, the word goes on in a
    ticket of its own, which is returned. Raises `Refused` for any other message, and where it counts already.
    """
    with changing(ticket, actor, WordCounts, seen=seen) as current:
        word = _quiet_thanks(current, message)
        event = WordCounts(message=word.message, author=word.author, since=message.at)
        roles = actor.roles | {Role.CUSTOMER}
        way = rules.triggered(current.position(SAID), Trigger.CUSTOMER_WORD, roles) if current.is_closed else None
        record(current, event, *([moved(way)] if way else []), actor=actor)
        return current if not current.is_closed else split(current, [message], current.subject, actor=actor)


def _quiet_thanks(ticket: Ticket, message: Message) -> MessageReceived:
    """The event that brought this message as a thank-you. Raises `Refused`."""
    kinds = (MessageReceived.kind, WordCounts.kind)
    events = [event_of(row) for row in Event.objects.of_ticket(ticket.pk).filter(kind__in=kinds)]
    about = [event for event in events if event.message == message.pk]
    if message.ticket_id != ticket.pk or not about or not getattr(about[0], "thanks", False):
        raise Refused(_("This message is no thank-you that was left at that. Reopen the ticket by a move instead."))
    if len(about) > 1:
        raise Refused(_("Somebody said already that it wants an answer. It is owed one."))
    return about[0]
