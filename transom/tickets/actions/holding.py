"""Mail from someone who is not known on the ticket: held, then let in or discarded by a person."""

from datetime import datetime

from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.tickets.actions.scope import Refused, following
from transom.tickets.events import HeldMailDiscarded, HeldMailReleased, MailHeld
from transom.tickets.events.facts import mail_word
from transom.tickets.log import record
from transom.tickets.models import Ticket
from transom.tickets.owed import owed_without
from transom.tickets.words import new_references


def hold(
    ticket: Ticket, inbound_id: int, sender: str, message_ids: tuple[str, ...], *, actor: Actor, at: datetime
) -> Ticket:
    """Note that a stranger's mail waits. Its Message-IDs become the ticket's, so that what answers it finds its way."""
    with following(ticket, actor) as current:
        event = MailHeld(inbound=inbound_id, sender=sender, references=new_references(*message_ids))
        record(current, event, actor=actor, at=at)
        return current


def release(ticket: Ticket, inbound_id: int, sender: str, *, actor: Actor) -> Ticket:
    """Let the held mail in; the caller receives its words with the trust of a third party."""
    with following(ticket, actor) as current:
        left = owed_without(current, [mail_word(inbound_id)])
        event = HeldMailReleased(
            inbound=inbound_id,
            sender=sender,
            held_since=left.held_since,
            settles=True,
            awaiting_us_since=left.awaiting_us_since,
            awaiting_customer_since=left.awaiting_customer_since,
        )
        record(current, event, actor=actor)
        return current


def discard(ticket: Ticket, inbound_id: int, sender: str, reason: str, *, actor: Actor) -> Ticket:
    """Leave the held mail out; what is owed without it stays owed. Raises `Refused` without a reason."""
    if not reason.strip():
        raise Refused(_("Say why this mail is discarded: whoever asks later should know."))
    with following(ticket, actor) as current:
        left = owed_without(current, [mail_word(inbound_id)])
        event = HeldMailDiscarded(
            inbound=inbound_id,
            sender=sender,
            reason=reason.strip(),
            awaiting_us_since=left.awaiting_us_since,
            awaiting_customer_since=left.awaiting_customer_since,
            held_since=left.held_since,
        )
        record(current, event, actor=actor)
        return current
