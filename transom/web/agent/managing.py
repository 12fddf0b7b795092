"""The rail's group "Queue manager": the places of whoever answers for the queue, each with how much waits there.

A place that the desk comes without (its address has no page) is left out. A count is a query of one number, in the
frame's one query; it may use of the actor only the key and whether they mind the mail.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from transom.people.actor import Actor
from transom.people.models import User
from transom.people.roles import Role
from transom.tickets.models import TicketQuerySet
from transom.web.agent.small_rows import Counted, small
from transom.web.clearance import silent

KIND = "managing"
MANAGERS = frozenset({Role.ADMIN, Role.QUEUE_MANAGER})


@dataclass(frozen=True)
class Managed:
    """`name` is the address as well; `count` gives the rows to count, out of what this actor may see."""

    name: str
    words: str | Promise
    count: Callable[[Actor, TicketQuerySet], QuerySet] | None = None


PLACES: tuple[Managed, ...] = (
    Managed("cockpit", _("Cockpit")),
    Managed("follow_ups", _("Follow-ups"), lambda actor, visible: silent.held(visible)),
    Managed("clearance", _("Clearance"), lambda actor, visible: silent.listed(visible)),
    Managed("nothing_missed", _("Nothing missed")),
)


def small_rows(actor: Actor, visible: TicketQuerySet, me: QuerySet[User]) -> Iterator[QuerySet]:
    """How much waits in each place that counts; nothing for whoever does not answer for the queue."""
    if not actor.has(*MANAGERS):
        return
    for place, managed in enumerate(PLACES):
        if managed.count is not None:
            rows = Counted(managed.count(actor, visible))
            yield small(KIND, me, key=Value(place), label=Value(managed.name), number=rows)
