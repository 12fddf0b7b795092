"""What is folded from the events of tickets and kept beside them: read with the tickets held, and made for the past by the worker.

How far the past has been made stands in the database, so it goes on where it was, whoever was stopped in the middle.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from typing import TypeVar

from django.db import connection, models, transaction

from transom.tickets.events import TicketEvent
from transom.tickets.history import Event
from transom.tickets.log import STREAM, event_of
from transom.tickets.models import Ticket

BATCH = 100
Told = tuple[int, datetime, TicketEvent]
"""The sequence of an event, when it happened, and what."""
Row = TypeVar("Row", bound=models.Model)


def hold(keys: Iterable[int]) -> None:
    """Keep these tickets until the transaction ends, so that no event of theirs is on its way while we read."""
    if connection.features.has_select_for_update:
        list(Ticket.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))


def fold(
    keys: Iterable[int], kinds: Collection[str], folded: Callable[[int, list[Told]], Iterable[Row]]
) -> Iterator[Row]:
    """What `folded` makes of each of these tickets (keys) and its events of these kinds, in order."""
    rows: dict[int, list[Told]] = {key: [] for key in keys}
    found = Event.objects.filter(stream=STREAM, stream_id__in=rows, kind__in=kinds)
    for row in found.order_by("stream_id", "sequence"):
        rows[row.stream_id].append((row.sequence, row.at, event_of(row)))
    for key, events in rows.items():
        yield from folded(key, events)


class Progress(models.Model):
    """How far the past has been made, the newest tickets first: all from the key `tickets` on have theirs. One row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    tickets = models.BigIntegerField()

    class Meta:
        abstract = True

    @classmethod
    def step_back(cls, refresh: Callable[[list[int]], None]) -> bool:
        """Have `refresh` make those of some more tickets; False where nothing is left to do."""
        progress = cls.objects.first()
        if progress is None:
            last = Ticket.objects.aggregate(last=models.Max("pk"))["last"] or 0
            cls.objects.get_or_create(pk=1, defaults={"tickets": last + 1 if last else 0})
            return bool(last)
        if not progress.tickets:
            return False
        older = Ticket.objects.filter(pk__lt=progress.tickets).order_by("-pk")
        keys = list(older.values_list("pk", flat=True)[:BATCH])
        with transaction.atomic():
            refresh(keys)
            cls.objects.filter(pk=1, tickets=progress.tickets).update(tickets=keys[-1] if keys else 0)
        return True
