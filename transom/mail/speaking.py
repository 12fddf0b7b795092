"""A person's mail becomes a word: on the ticket that it belongs to, as a note of ours, or as a new ticket."""

from collections.abc import Callable
from dataclasses import replace

from django.db import connection

from transom.customers.models import Contact
from transom.foundation.addresses import Address
from transom.mail import thread
from transom.mail.arrival import Arrival
from transom.mail.models import NoticeEmail, Outcome
from transom.mail.ours import OwnMailboxes
from transom.mail.reading.html_more import shows_more
from transom.mail.reading.parsed import Forwarded
from transom.mail.senders import trust
from transom.mail.thread import FoundBy
from transom.mail.verdict import Verdict
from transom.people.actor import SYSTEM, person
from transom.people.actor import contact as contact_actor
from transom.people.models import User
from transom.tickets import actions
from transom.tickets.messages import Trust
from transom.tickets.models import Channel, Ticket
from transom.tickets.words import Words, reference_key

MOST_COPIED = 50


class Raced(Exception):
    """Another worker was reading a mail of the same conversation. Undo, and read this one again."""


def agents_note(arrival: Arrival) -> Verdict | None:
    """One of us, for sure, wrote into a ticket by mail: that is a note. The customer is answered at the desk.

    For sure is what the server before us vouches for, or what comes back to an address that we told nobody but them.
    """
    sender, ticket = arrival.sender, arrival.thread.ticket
    if ticket is None or sender.agent is None or not (sender.verified or _answers_our_notice(arrival)):
        return None
    words = arrival.words()
    if arrival.thread.person is not None:  # what it quotes is our own mail to them
        words = replace(words, text=words.own_text.strip(), folds=())
    if not words.text.strip() and not words.attachments:
        return Verdict(Outcome.IGNORED, f"{sender.agent} answered by an empty mail.", ticket)
    actions.note(ticket, words, actor=person(sender.agent), at=arrival.inbound.received_at)
    return Verdict(Outcome.NOTE, f"{sender.agent} answered by mail.", ticket)


def _answers_our_notice(arrival: Arrival) -> bool:
    sender, thread = arrival.sender, arrival.thread
    if thread.person != sender.agent.pk or not sender.in_from:
        return False
    return Ticket.objects.visible_to(person(sender.agent)).filter(pk=thread.ticket.pk).exists()


def agents_forward(arrival: Arrival) -> Verdict | None:
    """One of us, for sure, forwarded a customer's mail: the ticket is the customer's, and our own words are a note."""
    sender = arrival.sender
    if arrival.thread.ticket or sender.agent is None or not sender.verified:
        return None
    forwarded = arrival.reading.forwarded
    if forwarded is None or arrival.ours.receiving(forwarded.sender.address):
        return None
    ticket, message = _open_for_customer(arrival, forwarded, sender.agent)
    return Verdict(Outcome.TICKET, f"{sender.agent} forwarded it for {forwarded.sender.label}.", ticket, message)


def _open_for_customer(arrival: Arrival, forwarded: Forwarded, agent: User):
    actor, at = person(agent), arrival.inbound.received_at
    customer = Contact.objects.find_or_make(forwarded.sender)
    ticket = actions.open_ticket(
        forwarded.subject or arrival.mail.subject,
        customer,
        actor=actor,
        mailbox=arrival.mailbox,
        channel=Channel.MAIL,
        at=at,
    )
    message = actions.receive(
        ticket, arrival.words(forwarded), customer, trust=Trust.PARTICIPANT, actor=contact_actor(customer), at=at
    )
    if forwarded.above.strip():
        actions.note(ticket, Words(text=forwarded.above), actor=actor, at=at)
    return ticket, message


def word_on_ticket(arrival: Arrival) -> Verdict | None:
    """Someone wrote into a ticket: a participant or a colleague speaks at once, a stranger is held for an agent.

    Where it is merely thought to be awaited, a stranger begins a ticket: else whoever knows a Message-ID in advance
    could have the mail that will bear it held on a ticket of theirs.
    """
    ticket = arrival.thread.ticket
    if ticket is None:
        return None
    level = trust(arrival.sender, arrival.contact, arrival.thread)
    if level == Trust.THIRD_PARTY and arrival.thread.found_by == FoundBy.AWAITED:
        return None
    if level == Trust.THIRD_PARTY:
        label = arrival.sender.address.address
        actions.hold(
            ticket, arrival.inbound.pk, label, arrival.message_ids, actor=SYSTEM, at=arrival.inbound.received_at
        )
        return Verdict(Outcome.HELD, f"{label} is not known on this ticket.", ticket)
    message = speak(arrival, level)
    return Verdict(Outcome.MESSAGE, f"Found by its {arrival.thread.found_by}.", message.ticket, message)


def speak(arrival: Arrival, level: Trust):
    """The words join the thread's ticket. Whoever a verified sender put in copy gets our answers in copy from now on."""
    contact, ticket, words = arrival.contact, arrival.thread.ticket, arrival.words()
    if ticket.is_closed:  # where a bare thank-you stays without an answer
        words = replace(words, shows_more=shows_more(words.text, words.html))
    message = actions.receive(
        ticket,
        words,
        contact,
        trust=level,
        actor=contact_actor(contact),
        at=arrival.inbound.received_at,
    )
    if level == Trust.VERIFIED:
        watch_copied(arrival, message.ticket)
    return message


def watch_copied(arrival: Arrival, ticket) -> None:
    """Those in Cc, where that is a group of people: whoever writes to a crowd does not ask that all of it be written to."""
    if len(arrival.mail.cc) > MOST_COPIED:
        return
    for address in arrival.mail.cc:
        if _is_outside(address, arrival.ours):
            actions.watch(ticket, Contact.objects.find_or_make(address), actor=SYSTEM)


def _is_outside(address: Address, own: OwnMailboxes) -> bool:
    return not own.receiving(address.address) and not User.objects.filter(email=address.address).exists()


def new_ticket(arrival: Arrival) -> Verdict:
    """Nobody knows this mail yet: a ticket begins. What its subject names is a hint and no more."""
    ticket, message = open_from(arrival)
    if arrival.thread.ticket is None and connection.features.has_select_for_update_skip_locked:  # other workers
        began = thread.find(arrival.mail, arrival.inbound.recipients).ticket
        if began is not None and began.pk != ticket.pk:
            raise Raced(f"its conversation began at the same moment as {began}")
    return Verdict(Outcome.TICKET, "It began a conversation.", ticket, message)


def open_from(arrival: Arrival):
    """Open a ticket with this mail as its first word; gives the ticket and the message."""
    contact, at = arrival.contact, arrival.inbound.received_at
    actor = contact_actor(contact)
    ticket = actions.open_ticket(
        arrival.mail.subject,
        contact,
        actor=actor,
        mailbox=arrival.mailbox,
        channel=Channel.MAIL,
        suggested=arrival.thread.suggested,
        at=at,
    )
    level = Trust.VERIFIED if arrival.author.verified else Trust.PARTICIPANT
    message = actions.receive(ticket, arrival.words(), contact, trust=level, actor=actor, at=at)
    if level == Trust.VERIFIED:
        watch_copied(arrival, ticket)
    return ticket, message


def answer_to_several(arrival: Arrival) -> Verdict | None:
    """One of us answered a mail that told them of several tickets: which is meant, a person has to say."""
    if arrival.sender.agent is None or arrival.thread.ticket:
        return None
    answered = [reference_key(message_id) for message_id in (*arrival.mail.in_reply_to, *arrival.mail.references)]
    if not answered or not NoticeEmail.objects.filter(message_id_header__in=answered).exists():
        return None
    return Verdict(Outcome.QUARANTINED, f"{arrival.sender.agent} answered a mail that tells of several tickets.")


SPEAKING: tuple[Callable[[Arrival], Verdict | None], ...] = (
    agents_note,
    answer_to_several,
    agents_forward,
    word_on_ticket,
    new_ticket,
)
