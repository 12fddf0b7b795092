"""The minutes of a review: who was there, and what became of each ticket, read from the events recorded meanwhile.

Made anew for whoever reads them: what they may not see is not in them.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from transom.people.actor import Actor, ActorKind
from transom.reviews import clock
from transom.reviews.events import STREAM, ReviewTurned
from transom.reviews.models import Review, ReviewItem, Standing
from transom.tickets import log
from transom.tickets.events import (
    EventKind,
    Linked,
    LookedAt,
    MergedIn,
    MergedInto,
    NoteAdded,
    OtherTicketNamed,
    ReplySent,
    SplitFrom,
    SplitOff,
    StatusChanged,
    Unlinked,
    Unmerged,
    UnmergedFrom,
)
from transom.tickets.history import Event
from transom.tickets.messages import Note

SHORT = 600  # letters of a note
NAMING = (Linked, MergedIn, MergedInto, OtherTicketNamed, SplitFrom, SplitOff, Unlinked, Unmerged, UnmergedFrom)
"""Kinds that name another ticket, which not everyone may know of: the minutes of a table leave them to the ticket."""


class Line(NamedTuple):
    """What somebody did with the ticket on the table: "moved it from … to …", and the words that they gave."""

    actor: str
    words: str
    quote: str


class Entry(NamedTuple):
    item: ReviewItem
    lines: list[Line]


class Minutes(NamedTuple):
    """`seconds` in all. A ticket is in one of the four lists; `looked` has also what was not finished when it ended."""

    review: Review
    people: list[str]
    seconds: int
    looked: list[Entry]
    skipped: list[Entry]
    later: list[Entry]
    waiting: list[Entry]

    @property
    def count(self) -> int:
        return sum(map(len, (self.looked, self.skipped, self.later, self.waiting)))


def minutes(review: Review, actor: Actor) -> Minutes:
    """What `actor` may read of it."""
    items = list(review.items.visible_to(actor).select_related("ticket__status", "ticket__assignee"))
    people = list(review.people.select_related("person"))
    lines = _lines(review, items, {person.person_id for person in people})
    entries = [Entry(item, lines[item.ticket_id]) for item in items]
    by = {standing: [one for one in entries if one.item.standing == standing] for standing in Standing}
    names = [person.person.label for person in people]
    return Minutes(
        review,
        names,
        clock.total(items),
        by[Standing.LOOKED],
        by[Standing.SKIPPED],
        by[Standing.LATER],
        by[Standing.WAITING],
    )


def _lines(review: Review, items: list[ReviewItem], people: set[int]) -> dict[int, list[Line]]:
    """By the keys of tickets: what those who were there did with each from the moment when it first lay on the table."""
    begins = _begins(review)
    wanted = [item.ticket_id for item in items if item.ticket_id in begins]
    rows = Event.objects.filter(stream=log.STREAM, stream_id__in=wanted, at__gte=review.began_at)
    rows = rows.filter(actor_kind=ActorKind.PERSON, actor_id__in=people)
    if review.ended_at:
        rows = rows.filter(at__lte=review.ended_at)
    told = [(row, log.event_of(row)) for row in rows.order_by("pk") if row.sequence > begins[row.stream_id]]
    found = [(row, event) for row, event in told if not isinstance(event, (*NAMING, LookedAt))]
    notes = _notes(event for _row, event in found)
    made: dict[int, list[Line]] = defaultdict(list)
    for row, event in found:
        quote = _short(_quote(event, notes))
        made[row.stream_id].append(Line(row.actor_label, event.sentence_by(row.person_id), quote))
    return made


def _begins(review: Review) -> dict[int, int]:
    """By the keys of tickets: which version each had when it first lay on the table."""
    begins: dict[int, int] = {}
    turned = Event.objects.filter(stream=STREAM, stream_id=review.pk, kind=ReviewTurned.kind)
    for row in turned.order_by("sequence"):
        event = log.event_of(row)
        if event.ticket:
            begins.setdefault(event.ticket, event.since)
    if review.is_on:
        here = review.items.filter(place=review.place).values_list("ticket", "shown_version")
        begins |= {ticket: since for ticket, since in here if ticket not in begins}
    return begins


def _notes(events: Iterable[EventKind]) -> dict[int, str]:
    keys = [event.note for event in events if isinstance(event, NoteAdded)]
    return dict(Note.objects.filter(pk__in=keys).values_list("pk", "text")) if keys else {}


def _quote(event: EventKind, notes: dict[int, str]) -> str:
    if isinstance(event, NoteAdded):
        return notes.get(event.note, "")
    if isinstance(event, ReplySent):
        return event.snippet
    return event.comment if isinstance(event, StatusChanged) else ""


def _short(words: str) -> str:
    words = words.strip()
    return words if len(words) <= SHORT else words[:SHORT].rstrip() + " …"
