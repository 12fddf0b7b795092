"""What is said about a silence becomes a mail. Called by the worker, in the transaction that marks the event dispatched.

An answer that came since stops it: then the ticket says that it was not sent. The link of a closing message is made here,
so that the desk itself keeps no more of it than its hash.
"""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from transom.clearance.models import RevivalLink
from transom.clearance.words import WAY_BACK
from transom.mail import compose
from transom.mail.models import OutboundKind
from transom.mail.outgoing import enqueue, said_before
from transom.people.actor import SYSTEM, ActorKind
from transom.people.mailboxes import Mailbox
from transom.tickets import actions
from transom.tickets.events import About, ReplySent
from transom.tickets.history import Event
from transom.tickets.log import event_of, locked
from transom.tickets.messages import Message

KINDS = {About.FOLLOW_UP: OutboundKind.FOLLOW_UP, About.FAREWELL: OutboundKind.FAREWELL}


def leave(row: Event, now: datetime) -> None:
    """Send what was said about a silence, if it is one still."""
    event: ReplySent = event_of(row)
    if event.about not in KINDS:
        return
    message = Message.objects.select_related("ticket__mailbox", "ticket__requester").get(pk=event.message)
    mailbox = message.ticket.mailbox or Mailbox.objects.of_the_desk()
    if mailbox is None:
        return  # a desk without a mailbox answers at the desk alone; `transom check` says so
    locked(message.ticket)
    if _answered_since(row):
        actions.silence_broken(message.ticket, message.pk, actor=SYSTEM, at=now)
        return
    if event.about == About.FAREWELL:
        made = RevivalLink.objects.offer(message.ticket, message.ticket.requester, now)
        message.text = message.text.replace(masked(), _url(made.token))
    _last, references = said_before(message)
    outgoing = compose.answer(message, mailbox, _asked(message), references, by_itself=True)
    # A person's click is no machine's answer: it does not use up what the gate lets through by itself.
    alone = row.actor_kind != ActorKind.PERSON
    columns = {"automatic_to": outgoing.recipients[0]} if alone else {}
    enqueue(outgoing, message.ticket, KINDS[event.about], now, message=message, **columns)


def _asked(message: Message) -> Message | None:
    """What somebody said last before this: it is what the customer owes an answer to, and no mail that asked again."""
    said = Message.objects.filter(ticket=message.ticket, at__lte=message.at).exclude(pk=message.pk)
    return said.exclude(user=None, contact=None).last()


def with_way_back(text: str) -> str:
    """The words as the ticket keeps them: where the link stands, without what is secret in it."""
    return text.replace(WAY_BACK.written, masked())


def masked() -> str:
    return f"<{settings.BASE_URL}{reverse('way-back', args=['-']).removesuffix('-/')}…/>"


def _url(token: str) -> str:
    return f"<{settings.BASE_URL}{reverse('way-back', args=[token])}>"


def _answered_since(row: Event) -> bool:
    since = Event.objects.of_ticket(row.stream_id).filter(sequence__gt=row.sequence)
    return any(event_of(later).brings(later.at) for later in since)


HEARERS = {ReplySent.kind: (leave,)}
