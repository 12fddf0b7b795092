"""The named lists of the desk: which tickets, in what order, and how many at a glance."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from transom.foundation.kept import Kept
from transom.people.actor import Actor, ActorKind
from transom.people.models import Team
from transom.people.roles import AGENT_ROLES, Role
from transom.tickets.due import closing_soon, owed
from transom.tickets.events.facts import NORMAL_BAND
from transom.tickets.languishing import languishing, put_before
from transom.tickets.models import Ticket, TicketQuerySet
from transom.tickets.wanted import wanted, wanted_of
from transom.timers.rules import rules
from transom.workflow.models import Category, Status

PAGE = 50
COUNTED = 500
WANTED = "wanted-"
OPEN = ~Q(category=Category.CLOSED)
URGENT = OPEN & Q(sort_key__lt=NORMAL_BAND)
"""Said by the band of the sort key, which has an index."""


@dataclass(frozen=True)
class Queue:
    """A named list. `latest_first` for what is over; else urgent on top and the longest need first.

    `tickets` narrows what an actor may see to what is in it; of the actor it may use the key alone. `status` is its
    key, where it is the list of one status. One that `moves` asks for other moments each time, so its SQL is not kept.
    """

    slug: str
    name: str | Promise = field(compare=False)
    tickets: Callable[[TicketQuerySet, Actor], TicketQuerySet] = field(compare=False)
    empty: str | Promise = field(compare=False)
    latest_first: bool = False
    status: int | None = None
    moves: bool = False

    def for_actor(self, actor: Actor) -> TicketQuerySet:
        return self.tickets(Ticket.objects.visible_to(actor), actor)

    def page(
        self,
        actor: Actor,
        visible: TicketQuerySet,
        after: int | None = None,
        before: int | None = None,
        size: int = 0,
    ) -> "Page":
        """One page by key: the tickets behind the one with primary key `after`, or just before `before`.

        `visible` is what `visible_to(actor)` gave, and a key beyond it is none; `size` is `PAGE` unless it is said.
        Raises `ValueError` for whoever is not of the desk.
        """
        if not (actor.is_agent or actor.is_desk):
            raise ValueError("The lists are for people of the desk.")
        size, key = size or PAGE, after or before
        anchor = visible.filter(pk=key).values_list("sort_key", "pk").first() if key else None
        backwards = before is not None and anchor is not None
        place = {"sort_key": anchor[0], "key": anchor[1]} if anchor else {}
        ask = _listed if self.moves else LISTED.rows
        rows = ask(self, visible.hidden, self.latest_first != backwards, size + 1, actor=actor.id, **place)
        found = [Listed(*row) for row in rows]
        return Page.of(found, size, backwards, anchor is not None)

    def count(self, actor: Actor) -> str:
        """How many, in at most three signs and a plus: counting stops at 500."""
        found = self.for_actor(actor).order_by()[: COUNTED + 1].count()
        return f"{COUNTED}+" if found > COUNTED else str(found)


class Listed(NamedTuple):
    """A ticket as a list shows it. The customer and the assignee may be None."""

    key: int
    number: int
    version: int
    subject: str
    snippet: str
    priority: str
    category: str
    status: str
    ticket_type: str
    requester: str
    customer: str | None
    assignee: str | None
    assignee_email: str | None
    last_event_at: datetime
    awaiting_us_since: datetime | None
    awaiting_customer_since: datetime | None
    status_since: datetime | None = None
    status_key: int = 0
    type_key: int = 0
    delay_reason: str = ""
    delay_detail: str = ""
    tier: str | None = None
    team_key: int | None = None
    is_quick: bool = False


COLUMNS = (
    *("pk", "number", "version", "subject", "snippet", "priority", "category", "status__name", "ticket_type__name"),
    *("requester__name", "customer__name", "assignee__name", "assignee__email"),
    *("last_event_at", "awaiting_us_since", "awaiting_customer_since"),
    *("status_since", "status", "ticket_type", "delay_reason", "delay_detail"),
    *("customer__tier", "team", "is_quick"),
)


@dataclass(frozen=True)
class Page:
    """A page of a list. `next` and `previous` are keys for `Queue.page`, None at the ends."""

    tickets: list[Listed]
    next: int | None
    previous: int | None

    @classmethod
    def of(cls, found: list[Listed], size: int, backwards: bool, anchored: bool) -> "Page":
        """`found` may be one more than fit, which tells that there are more."""
        more, found = len(found) > size, found[:size]
        if backwards:
            found.reverse()
        has_next = bool(found) and (more or backwards)
        has_previous = bool(found) and (more if backwards else anchored)
        return cls(found, found[-1].key if has_next else None, found[0].key if has_previous else None)


def _listed(
    queue: Queue,
    hidden: tuple[int, ...],
    descending: bool,
    size: int,
    *,
    actor: int,
    sort_key: int | None = None,
    key: int | None = None,
) -> QuerySet:
    asking = Actor(ActorKind.PERSON, actor, "", frozenset())
    tickets = queue.tickets(Ticket.objects.outside(hidden), asking)
    if key is not None:
        tickets = tickets.filter(_beyond((sort_key, key), descending))
    order = ("-sort_key", "-pk") if descending else ("sort_key", "pk")
    return tickets.order_by(*order).values_list(*COLUMNS)[:size]


LISTED = Kept(_listed)


def _beyond(anchor: tuple[int, int], descending: bool) -> Q:
    """Behind the anchor. Said twice, so that the index is entered at the anchor and not walked from its beginning."""
    sort_key, key = anchor
    if descending:
        return Q(sort_key__lte=sort_key) & (Q(sort_key__lt=sort_key) | Q(pk__lt=key))
    return Q(sort_key__gte=sort_key) & (Q(sort_key__gt=sort_key) | Q(pk__gt=key))


def _closing(tickets: TicketQuerySet) -> TicketQuerySet:
    """Asked ticket by ticket in the order of need: whoever has been silent for longest comes first, so a page ends soon."""
    silent = tickets.filter(awaiting_customer_since__isnull=False)
    return silent.filter(Exists(closing_soon(tickets.filter(pk=OuterRef("pk")), rules(), timezone.now())))


CLOSING = Queue(
    "closing",
    _("Closing soon"),
    lambda tickets, actor: _closing(tickets),
    _("Nothing has been silent for so long that the next clearance would list it."),
    moves=True,
)
QUEUES = (
    Queue(
        "owed",
        _("Answer owed"),
        lambda tickets, actor: owed(tickets),
        _("No customer waits for an answer. What they write next appears here."),
    ),
    Queue(
        "unassigned",
        _("Unassigned"),
        lambda tickets, actor: tickets.filter(OPEN, assignee=None),
        _("Every open ticket has someone. New mail appears here."),
    ),
    Queue(
        "mine",
        _("Mine"),
        lambda tickets, actor: tickets.filter(OPEN, assignee=actor.id),
        _("Nothing is assigned to you. Take a ticket from Unassigned."),
    ),
    Queue(
        "wanted",
        _("For your role"),
        lambda tickets, actor: wanted_of(tickets, actor.id),
        _("Nothing waits for somebody of your role. What comes into a status of it and has nobody appears here."),
    ),
    Queue("open", _("All open"), lambda tickets, actor: tickets.filter(OPEN), _("No ticket is open.")),
    Queue(
        "waiting",
        _("Waiting on customer"),
        lambda tickets, actor: tickets.filter(awaiting_customer_since__isnull=False),
        _("No customer owes us a word."),
    ),
    CLOSING,
    Queue(
        "languishing",
        _("Languishing"),
        lambda tickets, actor: put_before(tickets, actor.id),
        _("Nothing of yours stays in its status for too long."),
    ),
    Queue(
        "closed",
        _("Closed"),
        lambda tickets, actor: tickets.filter(category=Category.CLOSED),
        _("No ticket is closed yet."),
        latest_first=True,
    ),
)
ALL_LANGUISHING = Queue(
    "languishing-all",
    _("Languishing"),
    lambda tickets, actor: languishing(tickets),
    _("No ticket stays in its status for longer than its path says."),
)
"""Everybody's, beside one's own; no place of the rail."""
BY_SLUG = {queue.slug: queue for queue in (*QUEUES, ALL_LANGUISHING)}


def status_queue(status: Status) -> Queue:
    """Every status is a list too."""
    return Queue(
        f"status-{status.slug}",
        status.name,
        lambda tickets, actor: tickets.filter(status=status),
        _("No ticket is in this status."),
        latest_first=status.is_closed,
        status=status.pk,
    )


def team_queue(team: Team) -> Queue:
    """What a team has to do."""
    return Queue(
        f"team-{team.pk}",
        team.name,
        lambda tickets, actor: tickets.filter(OPEN, team=team.pk),
        _("No open ticket is this team's."),
    )


def role_queue(role: Role) -> Queue:
    """What waits for anybody who holds a role."""
    return Queue(
        f"{WANTED}{role.value}",
        gettext("For %(role)s") % {"role": role.label},
        lambda tickets, actor: wanted(tickets, [role.value]),
        _("Nothing waits for somebody of this role."),
    )


def named(slug: str) -> Queue | None:
    """The queue of that name, or None."""
    if slug in BY_SLUG:
        return BY_SLUG[slug]
    if (key := slug.removeprefix("team-")) != slug:
        team = Team.objects.filter(pk=key).first() if key.isascii() and key.isdecimal() and len(key) <= 18 else None
        return team_queue(team) if team else None
    if slug.startswith(WANTED):
        value = slug.removeprefix(WANTED)
        return role_queue(Role(value)) if value in AGENT_ROLES else None
    status = Status.objects.filter(slug=slug.removeprefix("status-")).first() if slug.startswith("status-") else None
    return status_queue(status) if status else None
