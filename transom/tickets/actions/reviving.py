"""A ticket that was closed for silence comes back: by the link in our mail, or by one of us."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.tickets.actions.answering import Way
from transom.tickets.actions.moving import moved
from transom.tickets.actions.reopening import SAID, heard
from transom.tickets.actions.scope import Refused, changing, locked_for
from transom.tickets.actions.talking import say
from transom.tickets.events import MessageReceived, Revived
from transom.tickets.log import locked_successor, record
from transom.tickets.messages import Trust
from transom.tickets.models import Ticket
from transom.tickets.words import Words
from transom.workflow import rules
from transom.workflow.models import Trigger


@transaction.atomic
def revive(ticket: Ticket, text: str = "", *, by: Way, actor: Actor, at: datetime | None = None) -> Ticket:
    """The customer wants it back: their word, owed an answer at once, whatever they write with it.

    It reopens as their word does by the workflow; where that knows no way back, a linked ticket opens, which is returned.
    """
    current, at = locked_for(actor, ticket, locked_successor), at or timezone.now()
    current, way = heard(current, by.contact, actor=actor, at=at)
    words = Words(text=text.strip() or _("I still need help with this."), author_address=by.address)
    message = say(current, words, at, contact=by.contact, author_label=by.contact.label, trust=Trust.PARTICIPANT)
    word = MessageReceived(
        message=message.pk,
        author=by.contact.label,
        trust=Trust.PARTICIPANT,
        snippet=words.snippet,
        references=(),
    )
    revived = Revived(link=by.link, address=by.address)
    record(current, revived, word, *([moved(way)] if way else []), actor=actor, at=at)
    return current


def bring_back(ticket: Ticket, *, actor: Actor, seen: int | None = None, at: datetime | None = None) -> Ticket:
    """One of us opens again what was closed for silence; an answer is owed at once.

    It takes the way that the customer's word would take. Raises `Refused` where it is open, `TransitionDenied` where the
    path does not let this actor.
    """
    with changing(ticket, actor, Revived, seen=seen) as current:
        if not current.is_closed:
            raise Refused(_("It is open already."))
        ways = [way for way in rules.ways_from(current.position()) if way.trigger == Trigger.CUSTOMER_WORD]
        if not ways:
            raise Refused(
                _("The path knows no way back from %(status)s. Open a new ticket.") % {"status": current.status}
            )
        way = rules.transition_for(current.position(SAID), ways[0].to_status, actor.roles)
        record(current, Revived(word=f"revival:{current.pk}-{current.version + 1}"), moved(way), actor=actor, at=at)
        return current
