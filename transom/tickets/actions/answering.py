"""What the customer answers when they were asked: to approve an estimate, or whether it works.

Each is an event of its own, which says by which link. It moves the ticket where the path has a move for it; where it
has none, the answer arrives as a word of the customer's, so that it is never lost.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from transom.customers.models import Contact
from transom.people.actor import Actor
from transom.tickets.actions.estimating import OPEN, current_estimate
from transom.tickets.actions.moving import moved
from transom.tickets.actions.scope import Refused, locked_for
from transom.tickets.actions.talking import SAID, say
from transom.tickets.estimates import Estimate
from transom.tickets.events import (
    EstimateApproved,
    EstimateDeclined,
    MessageReceived,
    SaidItWorks,
    SaidStillBroken,
    TicketEvent,
)
from transom.tickets.log import record
from transom.tickets.messages import Trust
from transom.tickets.models import Ticket
from transom.tickets.words import Words
from transom.workflow import rules
from transom.workflow.models import Trigger

LONGEST_NAME = 200


@dataclass(frozen=True)
class Way:
    """How the answer came: by the link of this key, which was sent to `address`, where `contact` reads their mail."""

    link: int
    address: str
    contact: Contact


@transaction.atomic
def approve_estimate(
    ticket: Ticket, estimate: Estimate, name: str, *, by: Way, actor: Actor, at: datetime | None = None
) -> Ticket:
    """The customer consents to `estimate`, under the name that they typed.

    Raises `Refused` without a name, and where it is not the estimate that stands.
    """
    name = " ".join(name.split())[:LONGEST_NAME]
    if not name:
        raise Refused(_("Write your name, so that we know who approves it."))
    current = _asked_about(ticket, estimate, actor)
    event = EstimateApproved(
        estimate=estimate.pk,
        number=estimate.number,
        name=name,
        link=by.link,
        address=by.address,
        figures=estimate.figures,
        text=estimate.text,
        valid_until=estimate.valid_until,
    )
    words = {"number": estimate.number, "figures": estimate.figures, "name": name}
    otherwise = _("I approve estimate %(number)s (%(figures)s). %(name)s") % words
    return _answered(current, event, Trigger.APPROVES, "", otherwise, by, actor, at)


@transaction.atomic
def decline_estimate(
    ticket: Ticket, estimate: Estimate, text: str, *, by: Way, actor: Actor, at: datetime | None = None
) -> Ticket:
    """The customer does not want `estimate`, and says why. Raises `Refused` without a word, or where it does not stand."""
    if not text.strip():
        raise Refused(_("Write a word about why, so that we know what to change."))
    current = _asked_about(ticket, estimate, actor)
    event = EstimateDeclined(
        estimate=estimate.pk, number=estimate.number, link=by.link, address=by.address, figures=estimate.figures
    )
    return _answered(current, event, Trigger.DECLINES, text, "", by, actor, at)


@transaction.atomic
def it_works(ticket: Ticket, text: str = "", *, by: Way, actor: Actor, at: datetime | None = None) -> Ticket:
    """The customer has tested it, and it works."""
    current = locked_for(actor, ticket)
    event = SaidItWorks(link=by.link, address=by.address)
    return _answered(current, event, Trigger.CONFIRMS, text, _("It works."), by, actor, at)


@transaction.atomic
def still_broken(ticket: Ticket, text: str, *, by: Way, actor: Actor, at: datetime | None = None) -> Ticket:
    """The customer has tested it, and it does not work: what they saw goes back with it. Raises `Refused` without a word."""
    if not text.strip():
        raise Refused(_("Write what you saw, so that we can find out why."))
    current = locked_for(actor, ticket)
    event = SaidStillBroken(link=by.link, address=by.address)
    return _answered(current, event, Trigger.OBJECTS, text, "", by, actor, at)


def _asked_about(ticket: Ticket, estimate: Estimate, actor: Actor) -> Ticket:
    """The ticket, locked, where this estimate waits for an answer. Raises `Refused`."""
    current = locked_for(actor, ticket)
    standing = current_estimate(current)
    if standing is None or standing.pk != estimate.pk or current.estimate not in OPEN:
        raise Refused(_("This estimate does not stand any more. Answer our last mail, and we will sort it out."))
    return current


def _answered(
    ticket: Ticket,
    event: TicketEvent,
    trigger: Trigger,
    text: str,
    otherwise: str,
    by: Way,
    actor: Actor,
    at: datetime | None,
) -> Ticket:
    """Write the answer down, and the move that it triggers; as a message where there are words, or else no move."""
    at = at or timezone.now()
    way = rules.triggered(ticket.position(SAID), trigger, actor.roles)
    events = [event]
    if words := text.strip() or ("" if way else otherwise):
        events.insert(0, _message(ticket, Words(text=words, author_address=by.address), by.contact, at))
        way = way or rules.triggered(ticket.position(SAID), Trigger.CUSTOMER_WORD, actor.roles)
    record(ticket, *events, *([moved(way)] if way else []), actor=actor, at=at)
    return ticket


def _message(ticket: Ticket, words: Words, contact: Contact, at: datetime) -> MessageReceived:
    message = say(ticket, words, at, contact=contact, author_label=contact.label, trust=Trust.PARTICIPANT)
    return MessageReceived(
        message=message.pk, author=contact.label, trust=Trust.PARTICIPANT, snippet=words.snippet, references=()
    )
