"""QA's place in the rail: always there for whoever is QA, for others while they look at it."""

from collections.abc import Callable, Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.people.models import User
from transom.people.roles import Role
from transom.tickets.models import TicketQuerySet
from transom.tickets.wanted import wanted
from transom.web.agent.small_rows import Counted, Small, small

KIND = "qa"
ROLES = frozenset({Role.QA})


def small_rows(actor: Actor, visible: TicketQuerySet, me: QuerySet[User]) -> Iterator[QuerySet]:
    """How many tickets wait for somebody of QA."""
    if actor.has(*ROLES):
        yield small(KIND, me, number=Counted(wanted(visible, sorted(ROLES))))


def links(actor: Actor, rows: list[Small], current: str, link: Callable[..., dict]) -> list[dict]:
    """`link` makes one of its name, its words, its address and how many wait there."""
    if not actor.has(*ROLES) and current != KIND:
        return []
    return [link(KIND, _("QA"), reverse("qa"), sum(row.number for row in rows))]
