"""Two tickets know of each other, and a ticket knows of bugs. The one of which the relation is said records it."""

from datetime import datetime

from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.tickets.actions.scope import NotAllowed, Refused, changing
from transom.tickets.bugs import TicketBug
from transom.tickets.events import BugLinked, BugUnlinked, Linked, Ref, Unlinked
from transom.tickets.links import Relation, TicketLink
from transom.tickets.log import record
from transom.tickets.models import Ticket

LONGEST_REFERENCE, LONGEST_URL = 100, 500
MUTUAL = (Relation.RELATES,)
"""What both say of each other with the same word, so that one link says it."""


def link(ticket: Ticket, other: Ticket, relation: str, *, actor: Actor) -> Ticket:
    """Say that `ticket` stands in `relation` to `other`; where that is said already, nothing happens.

    Raises `Refused` for a ticket with itself, and where the other way round is said already; `NotAllowed` where the
    actor may not see `other`.
    """
    relation = Relation(relation)
    with changing(ticket, actor) as current:
        if ticket.pk == other.pk:
            raise Refused(_("A ticket cannot be linked with itself. Name another one."))
        _check_sees(actor, other)
        if TicketLink.objects.filter(ticket=current, other=other, relation=relation).exists():
            return current
        if TicketLink.objects.filter(ticket=other, other=current, relation=relation).exists():
            if relation in MUTUAL:
                return current
            raise Refused(
                _("%(other)s %(relation)s this one already. Remove that link first.")
                % {"other": other, "relation": relation.label}
            )
        record(current, Linked(other=Ref.to(other), relation=relation), actor=actor)
        return current


def unlink(ticket: Ticket, other: Ticket, relation: str, *, actor: Actor) -> Ticket:
    """Take it back. Where it is not said, nothing happens. Raises `NotAllowed` where the actor may not see `other`."""
    with changing(ticket, actor) as current:
        _check_sees(actor, other)
        if TicketLink.objects.filter(ticket=current, other=other, relation=Relation(relation)).exists():
            record(current, Unlinked(other=Ref.to(other), relation=Relation(relation)), actor=actor)
        return current


def link_bug(ticket: Ticket, reference: str, url: str = "", *, actor: Actor, at: datetime | None = None) -> Ticket:
    """Say that this bug stands behind the ticket; where that is said already, nothing happens.

    `url` is where the bug is tracked: it may be empty, and may be all that is said, for its last part then names it.
    Raises `Refused` for what names no bug.
    """
    reference, url = " ".join(reference.split()), url.strip()
    if not url and _is_address(reference):
        url, reference = reference, reference.split("?")[0].rstrip("/").rpartition("/")[2]
    if not reference:
        raise Refused(_("Say which bug: its name or number, or the address where it is tracked."))
    if len(reference) > LONGEST_REFERENCE or len(url) > LONGEST_URL:
        raise Refused(_("That is too long for a bug: at most 100 characters, and 500 for its address."))
    if url and not _is_address(url):
        raise Refused(_("“%(url)s” is no web address. It begins with https:// or http://.") % {"url": url})
    with changing(ticket, actor) as current:
        if not TicketBug.objects.filter(ticket=current, reference=reference).exists():
            record(current, BugLinked(reference=reference, url=url), actor=actor, at=at)
        return current


def _is_address(text: str) -> bool:
    """Does it lead somewhere by http or https? Nothing else becomes a link on a page."""
    scheme, _sign, rest = text.partition("://")
    return scheme.lower() in ("http", "https") and len(text.split()) == 1 and rest[:1] not in ("", "/")


def unlink_bug(ticket: Ticket, reference: str, *, actor: Actor) -> Ticket:
    """Take the bug off the ticket again. Where it is not there, nothing happens."""
    with changing(ticket, actor) as current:
        if bug := TicketBug.objects.filter(ticket=current, reference=reference).first():
            record(current, BugUnlinked(reference=bug.reference, url=bug.url), actor=actor)
        return current


def _check_sees(actor: Actor, other: Ticket) -> None:
    if not Ticket.objects.visible_to(actor).filter(pk=other.pk).exists():
        raise NotAllowed(_("There is no such ticket."))
