"""How long tickets stayed where: a row for each stay in a status that is over, folded from the ticket's events.

Like the search index it can be made anew from the events at any time, so no backup holds it.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import models, transaction

from transom.tickets import folds
from transom.tickets.events import REGISTRY, PathChanged, UnmergedFrom
from transom.tickets.folds import Progress, Told
from transom.tickets.history import Event
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


class StayProgress(Progress):
    """How far the stays of a desk that is older than they are, or was restored, have been made."""

    class Meta:
        app_label = "transom"


def folded(ticket: int, events: Iterable[Told]) -> list[Stay]:
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
    folds.hold(keys)
    wanted = {(stay.ticket_id, stay.left_by): stay for stay in folds.fold(keys, PLACING, folded)}
    known = set(Stay.objects.filter(ticket__in=keys).values_list("ticket", "left_by"))
    stray = models.Q()
    for ticket, left_by in known - wanted.keys():
        stray |= models.Q(ticket=ticket, left_by=left_by)
    if stray:
        Stay.objects.filter(stray).delete()
    Stay.objects.bulk_create(stay for place, stay in wanted.items() if place not in known)


def fill_in(now: datetime) -> bool:
    """Make those of some more tickets of the past; False where nothing is left to do."""
    return StayProgress.step_back(refresh)


def hear(row: Event, now: datetime) -> None:
    """A ticket may have left a status."""
    refresh([row.stream_id])


ELSEWHERE = {"ticket-opened", PathChanged.kind}
"""The first stay has no end yet; a change of the path takes many tickets along and brings their stays with it."""
HEARERS = {kind: (hear,) for kind in PLACING if kind not in ELSEWHERE}
