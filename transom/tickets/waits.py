"""The times in which a ticket waited on the customer, or was closed: what a resolution does not count.

Like stays they are folded from the ticket's events and can be made anew at any time, so no backup holds them.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import models, transaction

from transom.foundation.kept import Kept
from transom.tickets import folds
from transom.tickets.events import REGISTRY, TicketEvent, TicketOpened
from transom.tickets.folds import Progress, Told
from transom.tickets.history import Event
from transom.tickets.models import Ticket


class Wait(models.Model):
    """From `since` until `until` (None while it lasts) the ticket was not ours to move."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="waits")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        app_label = "transom"
        constraints = [models.UniqueConstraint(fields=["ticket", "since"], name="wait_begins_once")]


class WaitProgress(Progress):
    """How far the waits of a desk that is older than they are, or was restored, have been made."""

    class Meta:
        app_label = "transom"


def waits_for_them(ticket: Ticket) -> bool:
    """Is it the customer's turn, or nobody's?"""
    return ticket.is_closed or ticket.awaiting_customer_since is not None


def folded(ticket: int, events: Iterable[Told]) -> list[Wait]:
    """The waits that these events tell, in order: (sequence, when, event). A merge that was undone never was."""
    events = list(events)
    gone = {event.undoes for _sequence, _when, event in events if event.undoes is not None}
    at, found = Ticket(pk=ticket), []
    for sequence, when, event in events:
        if sequence in gone or event.undoes is not None:
            continue
        event.apply(at, when)
        if found and found[-1].until is None:
            if not waits_for_them(at):
                _end(found, when)
        elif waits_for_them(at):
            _begin(found, ticket, when)
    return found


def _begin(found: list[Wait], ticket: int, when: datetime) -> None:
    """A mail that waited may be older than what was done meanwhile, so a wait may touch the one before it: it is one."""
    if found and when <= found[-1].until:
        found[-1].until = None
    else:
        found.append(Wait(ticket_id=ticket, since=when))


def _end(found: list[Wait], when: datetime) -> None:
    if when > found[-1].since:
        found[-1].until = when
    else:
        found.pop()


@transaction.atomic
def refresh(tickets: Iterable[int]) -> None:
    """Bring the waits of these tickets (keys) in line with their events. Doing it twice is doing it once."""
    keys = sorted(tickets)
    folds.hold(keys)
    wanted = {(wait.ticket_id, wait.since): wait for wait in folds.fold(keys, MOVING, folded)}
    known = {(wait.ticket_id, wait.since): wait for wait in Wait.objects.filter(ticket__in=keys)}
    Wait.objects.filter(pk__in=[wait.pk for place, wait in known.items() if place not in wanted]).delete()
    for place, wait in known.items():
        if place in wanted and wanted[place].until != wait.until:
            Wait.objects.filter(pk=wait.pk).update(until=wanted[place].until)
    Wait.objects.bulk_create(wait for place, wait in wanted.items() if place not in known)


def fill_in(now: datetime) -> bool:
    """Make those of some more tickets of the past; False where nothing is left to do."""
    return WaitProgress.step_back(refresh)


def hear(row: Event, now: datetime) -> None:
    """Whose turn it is may have changed."""
    refresh([row.stream_id])


def hear_a_word(row: Event, now: datetime) -> None:
    """A customer's word ends a wait, where there is one."""
    if LASTING.rows(ticket=row.stream_id):
        refresh([row.stream_id])


def _says(kind: type, name: str) -> bool:
    return getattr(kind, name) is not getattr(TicketEvent, name)


TICKETS = {name: kind for name, kind in REGISTRY.items() if issubclass(kind, TicketEvent)}
PLACING = {name for name, kind in TICKETS.items() if "category" in kind.__struct_fields__}
"""They put a ticket into a status, and say its category."""
ANSWERING = {name for name, kind in TICKETS.items() if _says(kind, "answers")}
WORDS = {name for name, kind in TICKETS.items() if _says(kind, "brings") or _says(kind, "takes")}
UNDOING = {name for name, kind in TICKETS.items() if kind.undoes is not None}
MOVING = PLACING | ANSWERING | WORDS | UNDOING
LASTING = Kept(lambda *, ticket: Wait.objects.filter(ticket=ticket, until=None).values_list("pk"))
HEARERS = {
    name: (hear_a_word if name in WORDS - PLACING - ANSWERING - UNDOING else hear,)
    for name in MOVING - {TicketOpened.kind}
}
