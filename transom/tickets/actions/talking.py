"""Words on a ticket: the customer's, ours, and those among ourselves."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from transom.customers.models import Contact
from transom.foundation.addresses import Address
from transom.people.actor import Actor, person
from transom.people.models import User
from transom.tickets.actions.moving import moved
from transom.tickets.actions.reopening import SAID, heard, leaves_closed
from transom.tickets.actions.scope import Refused, changing, following, locked_for
from transom.tickets.events import (
    AnswerStopped,
    DeliveryFailed,
    MessageReceived,
    NoAnswerNeeded,
    NoteAdded,
    Ref,
    ReplySent,
)
from transom.tickets.log import locked_successor, record
from transom.tickets.mentions import mentioned
from transom.tickets.messages import Attachment, Message, Note, Trust
from transom.tickets.models import Ticket
from transom.tickets.words import Words, new_message_id, new_references
from transom.workflow import rules
from transom.workflow.models import Trigger


@transaction.atomic
def receive(
    ticket: Ticket, words: Words, contact: Contact, *, trust: str, actor: Actor, at: datetime | None = None
) -> Message:
    """A word from outside joins the ticket, and moves it where the workflow says that the customer's word does.

    It is never refused: where a closed ticket knows no way back, or was closed long ago, the word opens a new ticket that
    follows it (`message.ticket` tells), and where a ticket was merged, it joins the one that goes on. Automatic mail is
    kept, but moves nothing and is owed no answer; so is a bare thank-you on a closed ticket. Raises `NotAllowed` for a
    person who may not see the ticket.
    """
    current = locked_for(actor, ticket, locked_successor) if actor.is_person else locked_successor(ticket)
    at, way = at or timezone.now(), None
    thanks = trust != Trust.AUTOMATED and leaves_closed(current, words, contact)
    counts = trust != Trust.AUTOMATED and not thanks
    if counts:
        current, way = heard(current, contact, actor=actor, at=at)
    message = say(current, words, at, contact=contact, author_label=contact.label, trust=trust)
    event = MessageReceived(
        message=message.pk,
        author=contact.label,
        trust=trust,
        snippet=words.snippet,
        counts=counts,
        thanks=thanks,
        references=new_references(words.message_id, *words.references),
    )
    record(current, event, *([moved(way)] if way else []), actor=actor, at=at)
    return message


def reply(
    ticket: Ticket,
    words: Words,
    *,
    actor: Actor,
    to: tuple[Address, ...] = (),
    cc: tuple[Address, ...] = (),
    bcc: tuple[Address, ...] = (),
    expects_answer: bool = True,
    about: str = "",
    seen: int | None = None,
    at: datetime | None = None,
) -> Message:
    """Answer the customer; the requester, unless `to` says otherwise. The mail goes out when the event is dispatched.

    Nobody who gets the mail is told of `bcc`. What is `about` their silence (`clearing.py`) answers nobody and moves nothing.

    Raises `Refused` for an answer without a word or a file, or with nobody to send it to; `SomethingCameIn`.
    """
    if not words.text.strip() and not words.attachments:
        raise Refused(_("Your answer is empty. Write something, or attach a file."))
    with changing(ticket, actor, seen=seen) as current:
        to = to or tuple(address for address in [current.requester.as_address()] if address.address)
        if not to:
            raise Refused(_("Nobody would get this: the requester has no address. Fill in To."))
        at = at or timezone.now()
        references = new_references(words.message_id)
        if not words.message_id:  # our own, which nobody can have seen before
            words = replace(words, message_id=new_message_id(current))
            references = (words.message_id,)
        message = say(
            current,
            words,
            at,
            user_id=actor.id,
            author_label=actor.label,
            trust=Trust.OURS,
            to=[address.header() for address in to],
            cc=[address.header() for address in cc],
            bcc=[address.header() for address in bcc],
        )
        event = ReplySent(
            message=message.pk,
            to=tuple(address.label for address in to),
            snippet=words.snippet,
            expects_answer=expects_answer,
            automatic=not actor.is_person or bool(about),
            references=references,
            about=about,
        )
        way = None if about else rules.triggered(current.position(SAID), Trigger.OUR_WORD, actor.roles)
        record(current, event, *([moved(way, asks=expects_answer)] if way else []), actor=actor, at=at)
        return message


def note(ticket: Ticket, words: Words, *, actor: Actor, seen: int | None = None, at: datetime | None = None) -> Note:
    """Say something among ourselves. Raises `Refused` where it is empty."""
    if not words.text.strip() and not words.attachments:
        raise Refused(_("Your note is empty. Write something, or attach a file."))
    with changing(ticket, actor, seen=seen) as current:
        at = at or timezone.now()
        row = Note.objects.create(
            ticket=current,
            user_id=actor.id,
            author_label=actor.label,
            at=at,
            text=words.text,
        )
        Attachment.objects.bulk_create(attachment.attach(note=row) for attachment in words.attachments)
        named, unseeing = _mentioned(words, current)
        event = NoteAdded(note=row.pk, mentions=tuple(map(Ref.to, named)), not_told=tuple(map(Ref.to, unseeing)))
        record(current, event, actor=actor, at=at)
        return row


def _mentioned(words: Words, ticket: Ticket) -> tuple[list[User], list[User]]:
    """Whom these words mention: those who may see the ticket, and those who may not."""
    if "@" not in words.text:
        return [], []
    people = mentioned(
        words.own_text, User.objects.filter(is_active=True).prefetch_related("roles_held").order_by("pk")
    )
    seeing = {who.pk for who in people if Ticket.objects.visible_to(person(who)).filter(pk=ticket.pk).exists()}
    return [who for who in people if who.pk in seeing], [who for who in people if who.pk not in seeing]


def no_answer_needed(ticket: Ticket, *, actor: Actor, seen: int | None = None) -> Ticket:
    """A person decides that the customer's last word asks for nothing. Raises `Refused` where none is owed."""
    with changing(ticket, actor, NoAnswerNeeded, seen=seen) as current:
        if current.awaiting_us_since is None:
            raise Refused(_("Nobody waits for an answer here."))
        record(current, NoAnswerNeeded(), actor=actor)
        return current


def answer_stopped(ticket: Ticket, who: User, reason: str, *, actor: Actor) -> Ticket:
    """An answer by `who` was about to leave and did not: the ticket says so, and the words are with their writer again."""
    with following(ticket, actor) as current:
        record(current, AnswerStopped(who=Ref.to(who), reason=reason), actor=actor)
        return current


def delivery_failed(
    ticket: Ticket, outbound_id: int, recipients: tuple[str, ...], reason: str, *, actor: Actor
) -> Ticket:
    """Our mail did not arrive and will not: the ticket says so, to whom and why."""
    with following(ticket, actor) as current:
        record(current, DeliveryFailed(outbound=outbound_id, recipients=recipients, reason=reason), actor=actor)
        return current


def say(ticket: Ticket, words: Words, at: datetime, **author) -> Message:
    author.setdefault("to", list(words.to))
    author.setdefault("cc", list(words.cc))
    author["author_label"] = author["author_label"][:200]
    message = Message.objects.create(
        ticket=ticket,
        author_address=words.author_address,
        at=at,
        text=words.text,
        folds=[list(fold) for fold in words.folds],
        html=words.html,
        message_id=words.message_id[:255],
        **author,
    )
    Attachment.objects.bulk_create(attachment.attach(message=message) for attachment in words.attachments)
    return message
