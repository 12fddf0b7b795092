"""How long tickets stayed where: a row for each stay in a status that is over, folded from the ticket's events.

Like the search index it can be made anew from the events at any time, so no backup holds it.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import connection, models, transaction

from transom.tickets.events import REGISTRY, PathChanged, UnmergedFrom
from transom.tickets.history import Event
from transom.tickets.log import event_of
from transom.tickets.models import Ticket
from transom.workflow.models import Status, TicketType

PLACING = [kind for kind, event in REGISTRY.items() if "category" in event.__struct_fields__]
"""Whatever puts a ticket into a status says the status's category."""


class Stay(models.Model):
    """A ticket was in `status` from `since` until `until`, and of this type when it left. What is not over has no row.

    `left_by` is the sequence of the event that ended it.
    """

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="+")
    ticket_type = models.ForeignKey(TicketType, models.PROTECT, related_name="+", db_index=False)
    status = models.ForeignKey(Status, models.PROTECT, related_name="+", db_index=False)
    since = models.DateTimeField()
    until = models.DateTimeField()
    left_by = models.PositiveIntegerField()

    class Meta:
        app_label = "transom"
        constraints = [models.UniqueConstraint(fields=["ticket", "left_by"], name="stay_once")]
        indexes = [models.Index(fields=["ticket_type", "status", "-until"], name="latest_stays")]


class StayProgress(models.Model):
    """How far the stays of a desk that is older than they are have been made: all tickets from this key on have theirs."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    tickets = models.BigIntegerField()

    class Meta:
        app_label = "transom"


def folded(ticket: int, events: Iterable[tuple[int, datetime, object]]) -> list[Stay]:
    """The stays that these events tell, in order: (sequence, when, event). A merge that was undone ended none."""
    at = Ticket(pk=ticket)
    stays: list[Stay] = []
    for sequence, when, event in events:
        before = at.ticket_type_id, at.status_id, at.status_since
        event.apply(at, when)
        if isinstance(event, UnmergedFrom):
            stays = [stay for stay in stays if stay.left_by != event.undoes]
        elif before[1] is not None and before[1] != at.status_id:
            kind, status, since = before
            if stays:  # a change of the path keeps `status_since`, and the stay before it has its share of that
                since = max(since, stays[-1].until)
            until = max(when, since)  # a mail that waited may be older than what was done meanwhile
            stays.append(
                Stay(
                    ticket_id=ticket, ticket_type_id=kind, status_id=status, since=since, until=until, left_by=sequence
                )
            )
    return stays


@transaction.atomic
def refresh(tickets: Iterable[int]) -> None:
    """Bring the stays of these tickets (keys) in line with their events. Doing it twice is doing it once."""
    keys = sorted(tickets)
    if connection.features.has_select_for_update:  # so that no event of theirs is on its way while we read
        list(Ticket.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))
    wanted = {(stay.ticket_id, stay.left_by): stay for stay in _told(keys)}
    known = set(Stay.objects.filter(ticket__in=keys).values_list("ticket", "left_by"))
    stray = models.Q()
    for ticket, left_by in known - wanted.keys():
        stray |= models.Q(ticket=ticket, left_by=left_by)
    if stray:
        Stay.objects.filter(stray).delete()
    Stay.objects.bulk_create(stay for place, stay in wanted.items() if place not in known)


def _told(keys: list[int]) -> Iterator[Stay]:
    rows: dict[int, list] = {key: [] for key in keys}
    found = Event.objects.filter(stream="ticket", stream_id__in=keys, kind__in=PLACING)
    for row in found.order_by("stream_id", "sequence"):
        rows[row.stream_id].append((row.sequence, row.at, event_of(row)))
    for key, told in rows.items():
        yield from folded(key, told)


def hear(row: Event, now: datetime) -> None:
    """A ticket may have left a status."""
    refresh([row.stream_id])


ELSEWHERE = {"ticket-opened", PathChanged.kind}
"""The first stay has no end yet; a change of the path takes many tickets along and brings their stays with it."""
HEARERS = {kind: (hear,) for kind in PLACING if kind not in ELSEWHERE}
