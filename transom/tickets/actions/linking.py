"""Two tickets know of each other. The one of which the relation is said records it."""

from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.tickets.actions.scope import NotAllowed, Refused, changing
from transom.tickets.events import Linked, Ref, Unlinked
from transom.tickets.log import record
from transom.tickets.models import Relation, Ticket, TicketLink

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


def _check_sees(actor: Actor, other: Ticket) -> None:
    if not Ticket.objects.visible_to(actor).filter(pk=other.pk).exists():
        raise NotAllowed(_("There is no such ticket."))
