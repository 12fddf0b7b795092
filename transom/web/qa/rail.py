"""QA's place in the rail: always there for whoever is QA, for others while they look at it."""

from collections.abc import Callable, Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.people.models import User
from transom.people.roles import Role
from transom.tickets.models import TicketQuerySet
from transom.web.agent.small_rows import Counted, Small, small
from transom.web.qa.shown import of_qa
from transom.workflow.models import Category

KIND = "qa"
ROLES = frozenset({Role.QA})


def small_rows(actor: Actor, visible: TicketQuerySet, me: QuerySet[User]) -> Iterator[QuerySet]:
    """How many tickets that nobody tried yet are theirs, or nobody's."""
    if actor.has(*ROLES):
        theirs = Q(assignee=None) | Q(assignee=actor.id)
        untried = of_qa(visible).filter(theirs, reproduction="", silence_counts=True)
        yield small(KIND, me, number=Counted(untried.exclude(category=Category.WAITING)))


def links(actor: Actor, rows: list[Small], current: str, link: Callable[..., dict]) -> list[dict]:
    """`link` makes one of its name, its words, its address and how many wait there."""
    if not actor.has(*ROLES) and current != KIND:
        return []
    return [link(KIND, _("QA"), reverse("qa"), sum(row.number for row in rows))]
