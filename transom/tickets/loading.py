"""The past of many tickets at once, for an importer or a measurement: as `record()` writes it, in few statements.

Rows and events are written together, in one transaction a call, and some of the tickets are replayed before it
commits. Nothing goes out for the past: its events count as dispatched. Hundreds of tickets a call are a good number.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from django.db import models, transaction
from django.utils import timezone

from transom.people.actor import Actor
from transom.tickets.collections import COLLECTIONS
from transom.tickets.events import (
    MergedIn,
    MergedInto,
    SplitFrom,
    SplitOff,
    TicketEvent,
    TicketOpened,
    Unmerged,
    UnmergedFrom,
)
from transom.tickets.history import Event
from transom.tickets.log import STREAM, advance, assert_replays, event_rows
from transom.tickets.messages import Attachment, Message, Note
from transom.tickets.models import Ticket, TicketNumber
from transom.tickets.stays import Stay, folded
from transom.tickets.waits import Wait
from transom.tickets.waits import folded as waits_of
from transom.tickets.words import NewAttachment, reference_key, taken_references

UNKNOWN = 0
"""Stands in an event for a key that only the loader can give: the ticket's number, the message's or the note's."""
SAMPLE = 5
OF_TWO_TICKETS = (MergedInto, MergedIn, UnmergedFrom, Unmerged, SplitOff, SplitFrom)


class CannotLoad(ValueError):
    """This past cannot be written in bulk; nothing was. `str()` says what to do instead."""


@dataclass(frozen=True)
class Step:
    """One act: the events that `actor` caused at one moment, and the word (unsaved, of no ticket) that came with them."""

    actor: Actor
    at: datetime
    events: tuple[TicketEvent, ...]
    said: Message | Note | None = None
    files: tuple[NewAttachment, ...] = ()


@transaction.atomic
def load(pasts: Sequence[Sequence[Step]], sample: int = SAMPLE) -> list[Ticket]:
    """Write one ticket for each past, its steps oldest first; gives the tickets, and the words have their keys.

    A Message-ID that a ticket has already is left out, as the verbs do. `sample` is how many tickets are replayed.
    Raises `CannotLoad`, and `ReplayDiffers` where a past does not add up; the transaction is then void.
    """
    pasts = [[*past] for past in pasts]
    _check(pasts)
    taken = taken_references(_named(pasts))
    numbers = TicketNumber.objects.bulk_create([TicketNumber() for _ in pasts])
    tickets = []
    for past, number in zip(pasts, numbers, strict=True):
        past[:] = [_settled(step, number.pk, taken) for step in past]
        tickets.append(_folded(past))
    models.QuerySet(Ticket).bulk_create(tickets)
    _say(pasts, tickets)
    _tell([(ticket, [_keyed(step) for step in past]) for ticket, past in zip(tickets, pasts, strict=True)])
    for ticket in tickets[:: max(1, len(tickets) // sample)] if sample else ():
        assert_replays(ticket)
    return tickets


def _check(pasts: list[list[Step]]) -> None:
    for past in pasts:
        events = [event for step in past for event in step.events]
        if not events or not isinstance(events[0], TicketOpened):
            raise CannotLoad("A past begins with its opening. Put TicketOpened first.")
        if any(isinstance(event, OF_TWO_TICKETS) for event in events):
            raise CannotLoad("A merge or a split concerns two tickets. Load both, then call the verb.")
    words = [step.said for past in pasts for step in past if step.said is not None]
    if any(word.pk is not None for word in words) or len({id(word) for word in words}) < len(words):
        raise CannotLoad("A message or a note is written already. Give each step a word of its own, unsaved.")


def _named(pasts: list[list[Step]]) -> set[str]:
    """Every Message-ID that these pasts bring."""
    return {key for past in pasts for step in past for event in step.events for key in _references(event)}


def _references(event: TicketEvent) -> list[str]:
    return [reference_key(name) for name in getattr(event, "references", ()) if name.strip()]


def _settled(step: Step, number: int, taken: set[str]) -> Step:
    """The step with the ticket's number in its place, and only those Message-IDs that no ticket has; they are `taken` now."""
    events = []
    for event in step.events:
        if isinstance(event, TicketOpened) and event.number == UNKNOWN:
            event = msgspec.structs.replace(event, number=number)
        if references := _references(event):
            new = tuple(key for key in dict.fromkeys(references) if key not in taken)
            taken.update(new)
            event = msgspec.structs.replace(event, references=new)
        events.append(event)
    return Step(step.actor, step.at, tuple(events), step.said, step.files)


def _folded(past: list[Step]) -> Ticket:
    """The row that these events make. No column holds the key of a word, so it is whole before the words have theirs."""
    ticket = Ticket()
    for step in past:
        advance(ticket, step.events, step.at)
    return ticket


def _say(pasts: list[list[Step]], tickets: list[Ticket]) -> None:
    """Write the words, each kind at once, and then the files with them."""
    words: dict[type, list] = defaultdict(list)
    files = []
    for past, ticket in zip(pasts, tickets, strict=True):
        for step in past:
            if step.said is not None:
                step.said.ticket = ticket
                words[type(step.said)].append(step.said)
                owner = "message" if isinstance(step.said, Message) else "note"
                files += [file.attach(**{owner: step.said}) for file in step.files]
    Message.objects.bulk_create(words[Message])
    Note.objects.bulk_create(words[Note])
    Attachment.objects.bulk_create(files)


def _keyed(step: Step) -> Step:
    """The step with the key of its word in its events."""
    field = "message" if isinstance(step.said, Message) else "note"
    events = tuple(
        msgspec.structs.replace(event, **{field: step.said.pk})
        if step.said is not None and getattr(event, field, None) == UNKNOWN
        else event
        for event in step.events
    )
    return Step(step.actor, step.at, events)


def _tell(told: list[tuple[Ticket, list[Step]]]) -> None:
    """Write the events, what they did to each ticket's collections, and how long it stayed where."""
    now, rows, members, stays, waits = timezone.now(), [], defaultdict(list), [], []
    for ticket, past in told:
        happened = [(step.at, event) for step in past for event in step.events]
        numbered = [(number, at, event) for number, (at, event) in enumerate(happened, start=1)]
        stays += folded(ticket.pk, numbered)
        waits += waits_of(ticket.pk, numbered)
        version = 0
        for step in past:
            rows += event_rows(STREAM, ticket.pk, version, *step.events, actor=step.actor, at=step.at)
            version += len(step.events)
        for name, held in _collected(past):
            members[name] += COLLECTIONS[name].rows(ticket, held)
    for row in rows:
        row.dispatched_at = now
    Event.objects.bulk_create(rows)
    Stay.objects.bulk_create(stays)
    Wait.objects.bulk_create(waits)
    for name, made in members.items():
        COLLECTIONS[name].save(made)


def _collected(past: list[Step]) -> Iterator[tuple[str, list]]:
    """What each collection holds at the end, in the order in which it joined."""
    held: dict[str, dict] = defaultdict(dict)
    for change in (change for step in past for event in step.events for change in event.changes()):
        for member in change.removed:
            held[change.collection].pop(member, None)
        held[change.collection].update(dict.fromkeys(change.added))
    for name, members in held.items():
        yield name, list(members)
