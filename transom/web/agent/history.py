"""What happened between the words, as quiet lines, and what of it a reader must not miss."""

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from transom.tickets.events import (
    DeliveryFailed,
    EventKind,
    MailHeld,
    MessageReceived,
    NoteAdded,
    ReplySent,
    StatusChanged,
    TicketOpened,
)
from transom.tickets.history import Event
from transom.tickets.log import event_of

SAID = (MessageReceived, ReplySent, NoteAdded, MailHeld)
"""Kinds that the page shows as the word itself."""
TOGETHER = timedelta(minutes=2)


class Told(NamedTuple):
    row: Event
    event: EventKind


def told(rows: Iterable[Event]) -> list[Told]:
    return [Told(row, event_of(row)) for row in rows]


def words(row: Event) -> str:
    """What the actor did, with the reason that they gave."""
    return _words(Told(row, event_of(row)))


def _words(item: Told) -> str:
    sentence = item.event.sentence_by(item.row.person_id)
    comment = item.event.comment if isinstance(item.event, StatusChanged) else ""
    return f"{sentence}: “{comment}”" if comment else sentence


def lines(history: list[Told]) -> list[dict]:
    """A line for each event that is no word; what one person did in one go, without a word between, is one line."""
    made: list[dict] = []
    last = None
    for item in history:
        if isinstance(item.event, SAID):
            last = None
        elif last and last["actor"] == item.row.actor_label and item.row.at - last["at"] < TOGETHER:
            last |= {"words": f"{last['words']}, {_words(item)}", "at": item.row.at}
        else:
            opening = isinstance(item.event, TicketOpened)
            made.append(_line(item) | {"opening": opening})
            last = None if opening else made[-1]
    return made


def _line(item: Told) -> dict:
    return {
        "is": "line",
        "id": item.row.sequence,
        "actor": item.row.actor_label,
        "words": _words(item),
        "at": item.row.at,
    }


def undelivered(history: list[Told]) -> list[DeliveryFailed]:
    """Failures of delivery that nobody has answered with another try."""
    failed: list[DeliveryFailed] = []
    for _row, event in history:
        if isinstance(event, ReplySent):
            failed.clear()
        elif isinstance(event, DeliveryFailed):
            failed.append(event)
    return failed
