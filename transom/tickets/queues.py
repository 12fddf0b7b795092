"""The named lists of the desk: which tickets, in what order, and how many at a glance."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from transom.people.actor import Actor
from transom.tickets.models import Ticket, TicketQuerySet
from transom.workflow.models import Category, Status

PAGE = 50
COUNTED = 500
OPEN = ~Q(category=Category.CLOSED)


@dataclass(frozen=True)
class Queue:
    """A named list. `latest_first` for what is over; else urgent on top and the longest need first."""

    slug: str
    name: str | Promise
    tickets: Callable[[TicketQuerySet, Actor], TicketQuerySet]
    empty: str | Promise
    latest_first: bool = False

    def for_actor(self, actor: Actor) -> TicketQuerySet:
        return self.tickets(Ticket.objects.visible_to(actor), actor)

    def page(self, actor: Actor, after: int | None = None, before: int | None = None) -> "Page":
        """One page by key: the tickets behind the one with primary key `after`, or just before `before`."""
        return Page.of(self.for_actor(actor), self.latest_first, after, before)

    def count(self, actor: Actor) -> str:
        """How many, in at most three signs and a plus: counting stops at 500."""
        found = self.for_actor(actor).order_by()[: COUNTED + 1].count()
        return f"{COUNTED}+" if found > COUNTED else str(found)


@dataclass(frozen=True)
class Page:
    """A page of a list. `next` and `previous` are keys for `Queue.page`, None at the ends."""

    tickets: list[Ticket]
    next: int | None
    previous: int | None

    @classmethod
    def of(cls, tickets: TicketQuerySet, latest_first: bool, after: int | None, before: int | None) -> "Page":
        key = after or before
        anchor = Ticket.objects.filter(pk=key).values_list("sort_key", "pk").first() if key else None
        backwards = before is not None and anchor is not None
        descending = latest_first != backwards
        if anchor:
            tickets = tickets.filter(_beyond(anchor, descending))
        order = ("-sort_key", "-pk") if descending else ("sort_key", "pk")
        found = list(tickets.select_related(*SHOWN_WITH).order_by(*order)[: PAGE + 1])
        more, found = len(found) > PAGE, found[:PAGE]
        if backwards:
            found.reverse()
        has_next = bool(found) and (more or backwards)
        has_previous = bool(found) and (more if backwards else anchor is not None)
        return cls(found, found[-1].pk if has_next else None, found[0].pk if has_previous else None)


SHOWN_WITH = ("status", "ticket_type", "requester", "customer", "assignee")


def _beyond(anchor: tuple[int, int], descending: bool) -> Q:
    sort_key, key = anchor
    if descending:
        return Q(sort_key__lt=sort_key) | Q(sort_key=sort_key, pk__lt=key)
    return Q(sort_key__gt=sort_key) | Q(sort_key=sort_key, pk__gt=key)


QUEUES = (
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
    Queue("open", _("All open"), lambda tickets, actor: tickets.filter(OPEN), _("No ticket is open.")),
    Queue(
        "waiting",
        _("Waiting on customer"),
        lambda tickets, actor: tickets.filter(awaiting_customer_since__isnull=False),
        _("No customer owes us a word."),
    ),
    Queue(
        "closed",
        _("Closed"),
        lambda tickets, actor: tickets.filter(category=Category.CLOSED),
        _("No ticket is closed yet."),
        latest_first=True,
    ),
)
BY_SLUG = {queue.slug: queue for queue in QUEUES}


def status_queue(status: Status) -> Queue:
    """Every status is a list too."""
    return Queue(
        f"status-{status.slug}",
        status.name,
        lambda tickets, actor: tickets.filter(status=status),
        _("No ticket is in this status."),
        latest_first=status.is_closed,
    )


def named(slug: str) -> Queue | None:
    """The queue of that name, or None."""
    if slug in BY_SLUG:
        return BY_SLUG[slug]
    status = Status.objects.filter(slug=slug.removeprefix("status-")).first() if slug.startswith("status-") else None
    return status_queue(status) if status else None
