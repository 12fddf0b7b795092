"""From an event to a mail that waits to be sent. Called by the worker, in the transaction that marks the event dispatched."""

from datetime import datetime

from transom.mail import compose, gate
from transom.mail.models import OutboundEmail, OutboundKind, OutboundSource
from transom.people.mailboxes import Mailbox
from transom.tickets.events import ReplySent, TicketOpened
from transom.tickets.history import Event
from transom.tickets.log import event_of
from transom.tickets.messages import Message
from transom.tickets.models import Channel, Ticket
from transom.tickets.words import new_message_id


def answer(row: Event, now: datetime) -> None:
    """Our public word was recorded: make the mail that carries it."""
    event: ReplySent = event_of(row)
    if event.about:
        return  # what is about a silence looks again before it leaves: `clearance/mailing.py`
    message = Message.objects.select_related("ticket__mailbox").get(pk=event.message)
    ticket = message.ticket
    mailbox = ticket.mailbox or Mailbox.objects.first()
    if mailbox is None:
        return  # a desk without a mailbox answers at the desk alone; `transom check` says so
    outgoing = compose.answer(message, mailbox, *said_before(message))
    enqueue(outgoing, ticket, OutboundKind.ANSWER, now, message=message)


def said_before(message: Message) -> tuple[Message | None, list[str]]:
    """What was said last before this message, and the Message-IDs of all that was, oldest first."""
    before = Message.objects.filter(ticket=message.ticket, at__lte=message.at).exclude(pk=message.pk)
    return before.last(), list(before.exclude(message_id="").values_list("message_id", flat=True))


def acknowledge(row: Event, now: datetime) -> None:
    """A ticket was opened by mail: tell its requester that we have it, if the gate lets us."""
    event: TicketOpened = event_of(row)
    tickets = Ticket.objects.select_related("mailbox", "requester").prefetch_related("requester__addresses")
    ticket = tickets.get(pk=row.stream_id)
    if event.channel != Channel.MAIL or ticket.mailbox is None or not ticket.mailbox.acknowledges:
        return
    if row.actor_kind != "contact":
        return  # an agent forwarded it, and will answer
    to = ticket.requester.as_address()
    if gate.refusal(to.address, ticket, now):
        return
    message_id = new_message_id(ticket)
    first = Message.objects.filter(ticket=ticket).values_list("message_id", flat=True).first()
    references = [first] if first else []
    outgoing = compose.acknowledgement(ticket, ticket.mailbox, to, message_id, now, references)
    enqueue(outgoing, ticket, OutboundKind.ACKNOWLEDGEMENT, now, automatic_to=to.address)


def enqueue(outgoing: compose.Outgoing, ticket: Ticket, kind: str, now: datetime, **columns) -> None:
    """Have the worker send it, in the transaction at hand."""
    row = OutboundEmail.objects.create(
        ticket=ticket,
        kind=kind,
        message_id_header=outgoing.message_id,
        envelope_sender=outgoing.envelope_sender,
        recipients=list(outgoing.recipients),
        pending=list(outgoing.recipients),
        subject=outgoing.subject[:320],
        created_at=now,
        due_at=now,
        **columns,
    )
    OutboundSource.objects.create(outbound=row, mime=outgoing.mime)


HEARERS = {ReplySent.kind: (answer,), TicketOpened.kind: (acknowledge,)}
