"""A customer comes back by the link in our closing message. Whether it still counts is decided here, with the ticket held."""

from datetime import datetime
from enum import StrEnum

from django.db import transaction

from transom.clearance.models import RevivalLink
from transom.mail.thread import successor
from transom.people.actor import contact as contact_actor
from transom.tickets import actions
from transom.tickets.actions import Way
from transom.tickets.log import locked_successor
from transom.tickets.models import Ticket


class State(StrEnum):
    """What a link is good for. Only an open one brings the ticket back."""

    OPEN = "open"
    USED = "used"
    NOT_NEEDED = "not-needed"
    EXPIRED = "expired"


class Over(Exception):
    """The link brings nothing back any more; `state` says why. Nothing was written."""

    def __init__(self, state: State):
        super().__init__(state)
        self.state = state


def find(token: str) -> RevivalLink | None:
    """The link of this token, if its contact may still see the ticket that it is about, and where that goes on."""
    links = RevivalLink.objects.with_token(token).select_related("ticket__mailbox", "ticket__status", "contact")
    link = links.first()
    if link is None:
        return None
    about = {link.ticket_id, successor(link.ticket).pk}
    seen = Ticket.objects.visible_to(contact_actor(link.contact)).filter(pk__in=about)
    return link if seen.count() == len(about) else None


def state_of(link: RevivalLink, ticket: Ticket, now: datetime) -> State:
    """What the link is good for, with its ticket, or what that was merged into, as given."""
    if link.used_at:
        return State.USED
    if not ticket.is_closed:
        return State.NOT_NEEDED
    return State.EXPIRED if link.expires_at <= now else State.OPEN


@transaction.atomic
def revive(link: RevivalLink, text: str, *, now: datetime) -> Ticket:
    """Bring it back, with what they write; the link ends. Gives the ticket where it goes on. Raises `Over`."""
    ticket = locked_successor(link.ticket)
    current = RevivalLink.objects.select_related("contact").get(pk=link.pk)
    if (state := state_of(current, ticket, now)) != State.OPEN:
        raise Over(state)
    RevivalLink.objects.filter(pk=link.pk).update(used_at=now)
    by = Way(current.pk, current.contact.address, current.contact)
    return actions.revive(link.ticket, text, by=by, actor=contact_actor(current.contact), at=now)
