"""What happened between the words, as quiet lines, and what of it a reader must not miss."""

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _
from msgspec.structs import replace

from transom.tickets.events import (
    DeliveryFailed,
    EventKind,
    Linked,
    MailHeld,
    MergedIn,
    MergedInto,
    MessageReceived,
    NoteAdded,
    OtherTicketNamed,
    Ref,
    ReplySent,
    SplitFrom,
    SplitOff,
    StatusChanged,
    TicketOpened,
    Unlinked,
    Unmerged,
    UnmergedFrom,
)
from transom.tickets.history import Event
from transom.tickets.log import event_of
from transom.tickets.models import TicketQuerySet

SAID = (MessageReceived, ReplySent, NoteAdded, MailHeld)
"""Kinds that the page shows as the word itself."""
TOGETHER = timedelta(minutes=2)
NAMES = {
    "into": (MergedInto,),
    "other": (Linked, MergedIn, OtherTicketNamed, Unlinked, Unmerged),
    "origin": (SplitFrom, UnmergedFrom),
    "to": (SplitOff,),
}
"""Where events name another ticket, as it was called then."""


class Told(NamedTuple):
    row: Event
    event: EventKind


def told(rows: Iterable[Event], visible: TicketQuerySet | None = None) -> list[Told]:
    """The rows with their events. Another ticket, of those that a reader may not see, has no name in them.

    `visible` are those that they may; None for the history of what names no ticket.
    """
    made = [Told(row, event_of(row)) for row in rows]
    return _without_names(made, visible) if visible is not None and visible.hidden else made


def _without_names(made: list[Told], visible: TicketQuerySet) -> list[Told]:
    places = {id(item): _place_of_name(item.event) for item in made}
    named = {getattr(item.event, place).id for item in made if (place := places[id(item)])}
    known = set(visible.filter(pk__in=named).values_list("pk", flat=True)) if named else set()
    return [_without_name(item, places[id(item)], known) for item in made]


def _place_of_name(event: EventKind) -> str:
    return next((place for place, kinds in NAMES.items() if isinstance(event, kinds)), "")


def _without_name(item: Told, place: str, known: set[int]) -> Told:
    if not place or getattr(item.event, place).id in known:
        return item
    key = getattr(item.event, place).id
    return Told(item.row, replace(item.event, **{place: Ref(key, _("another ticket"))}))


def words(item: Told) -> str:
    """What the actor did, with the reason that they gave."""
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
            last |= {"words": f"{last['words']}, {words(item)}", "at": item.row.at}
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
        "words": words(item),
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
