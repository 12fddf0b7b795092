"""What every verb begins with: a transaction, the ticket locked, the actor allowed, nothing unseen in between."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.tickets.log import check_seen, locked, locked_successor
from transom.tickets.models import Ticket


class NotAllowed(Exception):
    """The actor may not do this to this ticket. Pages answer it exactly like a missing ticket."""


class Refused(Exception):
    """The verb makes no sense here. `str()` is a sentence for the screen that says what to do instead."""


@contextmanager
def changing(ticket: Ticket, actor: Actor, *kinds, seen: int | None = None) -> Iterator[Ticket]:
    """The ticket as it stands now, locked, for people of the desk and the desk itself.

    `kinds` are the events that the verb records: the same kind from someone else, unseen, stops it.
    Raises `NotAllowed`, `SomethingCameIn`, and `Refused` for a ticket that lives on in another.
    """
    require_desk(actor)
    with transaction.atomic():
        current = locked_for(actor, ticket)
        check_seen(current, seen, *kinds)
        if current.merged_into_id:
            raise Refused(_merged(actor, current))
        yield current


def _merged(actor: Actor, ticket: Ticket) -> str:
    into = Ticket.objects.visible_to(actor).filter(pk=ticket.merged_into_id).first()
    if into is None:
        return _("This was merged into another ticket.")
    return _("This was merged into %(ticket)s. Go on there.") % {"ticket": into}


@contextmanager
def following(ticket: Ticket, actor: Actor) -> Iterator[Ticket]:
    """Like `changing`, for what concerns a mail and not what somebody looks at: a merged ticket leads on."""
    require_desk(actor)
    with transaction.atomic():
        yield locked_for(actor, ticket, locked_successor)


def require_desk(actor: Actor) -> None:
    if not (actor.is_agent or actor.is_desk):
        raise NotAllowed(_("Only people of the desk may do this."))


def locked_for(actor: Actor, ticket: Ticket, lock: Callable = locked) -> Ticket:
    """The ticket, locked, if `actor` may see it, else `NotAllowed`."""
    try:
        return lock(ticket, Ticket.objects.visible_to(actor))
    except Ticket.DoesNotExist:
        raise NotAllowed(_("There is no such ticket.")) from None
