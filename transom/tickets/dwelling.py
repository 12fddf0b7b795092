"""Figures of a type's statuses: how many tickets are there, how long they usually stay, how long the longest is there now."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Case, Exists, IntegerField, OuterRef, QuerySet, Subquery, When

from transom.tickets.models import TicketQuerySet
from transom.tickets.queues import OPEN
from transom.tickets.stays import Stay
from transom.workflow.models import Status, TicketType

COUNTED = 1000
LATEST = 100
"""The median is that of so many stays, the ones that ended last."""
FEWEST = 3
"""Of fewer stays no median is told: it would be news of one ticket."""


@dataclass(frozen=True)
class Figures:
    """`count` stops at 1000, and `is_more` says so. `usual` is the median of the latest stays, `longest` how long the
    ticket that came first is there; None where there is none."""

    count: int
    is_more: bool = False
    usual: timedelta | None = None
    longest: timedelta | None = None


class Bounded(Subquery):
    """How many rows a query finds, as a column; counting stops behind `COUNTED`."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()
    empty_result_set_value = 0

    def __init__(self, rows: QuerySet):
        super().__init__(rows.order_by().values("pk")[: COUNTED + 1])


def figures(ticket_type: TicketType, visible: TicketQuerySet, now: datetime) -> dict[str, Figures]:
    """By the slug of the status, for every status of the desk. Two queries, whose cost does not grow with the desk.

    `visible` are the tickets that the reader may see; how long stays took is told of all.
    """
    rows = list(statuses(ticket_type, visible))
    usual = _usual(latest(ticket_type, {row.pk: row.oldest_counted for row in rows if row.enough}))
    return {
        row.slug: Figures(
            count=min(row.tickets, COUNTED),
            is_more=row.tickets > COUNTED,
            usual=usual.get(row.pk),
            longest=max(now - row.first, timedelta()) if row.first else None,
        )
        for row in rows
    }


def statuses(ticket_type: TicketType, visible: TicketQuerySet) -> QuerySet[Status]:
    """Every status with `tickets`, how many of this type are in it; `first`, since when the longest of those is there,
    where it is open; `oldest_counted`, when the oldest of the stays that count was over, None where all of them do; and
    `enough`, which is None where they are too few."""
    here = visible.filter(ticket_type=ticket_type, status=OuterRef("pk"))
    since = here.filter(OPEN).order_by("status_since").values("status_since")[:1]
    stays = Stay.objects.filter(ticket_type=ticket_type, status=OuterRef("pk")).order_by("-until").values("until")
    return Status.objects.order_by().annotate(
        tickets=Bounded(here),
        # Asked only where there is one: else every ticket of other types in this status would be looked at in vain.
        first=Case(When(Exists(here), then=Subquery(since))),
        oldest_counted=Subquery(stays[LATEST - 1 : LATEST]),
        enough=Subquery(stays[FEWEST - 1 : FEWEST]),
    )


def latest(ticket_type: TicketType, oldest: dict[int, datetime | None]) -> QuerySet[Stay]:
    """The latest stays of each status, which is a key of `oldest`: those that were over then or later, or all."""
    queries = []
    for status, until in oldest.items():
        stays = Stay.objects.filter(ticket_type=ticket_type, status=status)
        queries.append((stays.filter(until__gte=until) if until else stays).values_list("status", "since", "until"))
    return queries[0].union(*queries[1:], all=True) if queries else Stay.objects.none()


def _usual(stays: Iterable[tuple[int, datetime, datetime]]) -> dict[int, timedelta]:
    took: dict[int, list[timedelta]] = defaultdict(list)
    for status, since, until in stays:
        took[status].append(until - since)
    return {status: median(spans) for status, spans in took.items() if len(spans) >= FEWEST}


def usual(ticket_type: int, status: int) -> timedelta | None:
    """The median of the latest stays of tickets of this type in this status (keys); None where too few are over."""
    stays = Stay.objects.filter(ticket_type=ticket_type, status=status).order_by("-until")
    return _usual(stays.values_list("status", "since", "until")[:LATEST]).get(status)
