"""The ledger of customers' words: a row for each, brought in line with the events of its ticket whenever one may matter.

Doing it twice is doing it once, and it can be made anew from the events at any time, so no backup holds it.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from transom.foundation.kept import Kept
from transom.reports.folding import Fold, Nudge, Word
from transom.reports.gathering import KINDS, Said, brought, rows_of, said_by, said_elsewhere, tiers, told_of
from transom.reports.models import CustomerWord, Reminder
from transom.reports.reaction import ANSWERED
from transom.tickets.events import (
    MergedIn,
    MergedInto,
    ReplySent,
    SplitFrom,
    SplitOff,
    TicketEvent,
    TicketOpened,
    TypeChanged,
    Unmerged,
    UnmergedFrom,
)
from transom.tickets.folds import hold
from transom.tickets.history import Event
from transom.tickets.log import event_of
from transom.timers.calendar import CalendarBroken, worked
from transom.timers.models import Calendar
from transom.workflow.models import Category

CALENDAR = Kept(lambda: Calendar.objects.filter(is_default=True))
FOLDED = ("said_by", "ticket_type", "team", "status", "settled_by", "answer", "person")
"""The keys that a fold gives, by the names of their columns."""
FACTS = ("said_at", "is_first", "fate", "settled_at")
COLUMNS = [field.name for field in CustomerWord._meta.concrete_fields if field.name not in ("id", "name")]


def refresh(tickets: Iterable[int], afresh: bool = False) -> None:
    """Bring the rows of these tickets (keys) in line with their events. `afresh`: as if nothing of theirs were known."""
    with transaction.atomic(savepoint=False):
        _refresh(sorted(set(tickets)), afresh)


def _refresh(keys: list[int], afresh: bool) -> None:
    hold(keys)
    told = told_of(keys)
    moved = {name for events in told.values() for name in brought(events)}
    rows = rows_of(keys, moved)
    known = {} if afresh else rows
    elsewhere = said_elsewhere(told) if moved - known.keys() else {name: _as_said(known[name]) for name in moved}
    folds = {key: Fold(key, events, elsewhere) for key, events in told.items()}
    owners = _owners(folds, rows)
    _write([(ticket, folds[ticket].words[name]) for name, ticket in owners.items()], rows, afresh)
    gone = [row.pk for name, row in rows.items() if row.ticket_id in folds and name not in owners]
    if gone:
        CustomerWord.objects.filter(pk__in=gone).delete()
    _remind({key: fold.nudges for key, fold in folds.items()})


def _as_said(row: CustomerWord) -> Word:
    """What the ledger knows of how a word was said, before it went to another ticket."""
    return Word(row.name, row.said_at, row.said_by_id, row.fate, is_first=row.is_first)


def _owners(folds: Mapping[int, Fold], rows: Mapping[str, CustomerWord]) -> dict[str, int]:
    """Which ticket answers for each word: where it is; else where it was settled before it left."""
    owners: dict[str, int] = {}
    left = {name for fold in folds.values() for name, word in fold.words.items() if word.left}
    away = {name for name in left if name not in rows}
    taken = set(CustomerWord.objects.filter(name__in=away).values_list("name", flat=True)) if away else set()
    taken |= {name for name in left - away if rows[name].ticket_id not in folds}
    for key, fold in folds.items():
        for name, word in fold.words.items():
            if not word.left:
                owners[name] = key
            elif name not in taken:
                owners.setdefault(name, key)
    return owners


def _write(words: list[tuple[int, Word]], rows: Mapping[str, CustomerWord], afresh: bool) -> None:
    """Insert what is new and change what is no longer so, in one statement."""
    changed = [(ticket, word) for ticket, word in words if afresh or _differs(rows.get(word.name), ticket, word)]
    if not changed:
        return
    said = said_by(word for _ticket, word in changed if afresh or word.name not in rows)
    tier = tiers(word.customer for _ticket, word in changed)
    made = [
        _row(ticket, word, said.get(word.name), rows.get(word.name), tier(word.customer)) for ticket, word in changed
    ]
    CustomerWord.objects.bulk_create(made, update_conflicts=True, unique_fields=["name"], update_fields=COLUMNS)


def _differs(row: CustomerWord | None, ticket: int, word: Word) -> bool:
    if row is None or row.ticket_id != ticket:
        return True
    keys = any(getattr(row, f"{name}_id") != getattr(word, name) for name in FOLDED)
    return keys or any(getattr(row, name) != getattr(word, name) for name in FACTS)


def _row(ticket: int, word: Word, said: Said | None, known: CustomerWord | None, tier: str) -> CustomerWord:
    row = CustomerWord(name=word.name, ticket_id=ticket, tier=tier)
    for name in FOLDED:
        setattr(row, f"{name}_id", getattr(word, name))
    for name in FACTS:
        setattr(row, name, getattr(word, name))
    if said is None:
        said = Said(known.contact_id, known.message_id, known.inbound_id, known.channel)
    row.contact_id, row.message_id, row.inbound_id, row.channel = said
    if word.fate in ANSWERED:
        row.seconds = max(0, int((word.settled_at - word.said_at).total_seconds()))
        row.working_seconds = _working(word.said_at, word.settled_at)
    return row


def _working(since: datetime, until: datetime) -> int | None:
    """Seconds of the desk's working hours between two moments; None where its calendar makes no sense."""
    [calendar] = CALENDAR.objects() or [None]
    try:
        return int(worked(calendar, since, until).total_seconds()) if calendar else None
    except CalendarBroken:
        return None


def _remind(nudges: Mapping[int, list[Nudge]]) -> None:
    """What was sent into silences; nothing is asked where nothing ever was."""
    wanted = {(ticket, nudge.sent): nudge for ticket, found in nudges.items() for nudge in found}
    if not wanted:
        return
    tier = tiers(nudge.customer for nudge in wanted.values())
    rows = [
        Reminder(
            ticket_id=ticket,
            sent=sent,
            kind=nudge.kind,
            sent_at=nudge.sent_at,
            ticket_type_id=nudge.ticket_type,
            team_id=nudge.team,
            tier=tier(nudge.customer),
            woke_at=nudge.woke_at,
        )
        for (ticket, sent), nudge in wanted.items()
    ]
    Reminder.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["ticket", "sent"], update_fields=["woke_at"]
    )


def hear(row: Event, now: datetime) -> None:
    """A word may have come, been answered, or gone to another ticket."""
    event = event_of(row)
    if _matters(event):
        refresh({row.stream_id, _partner(event)} - {None})


def _matters(event: TicketEvent) -> bool:
    """Automatic mail that follows nothing up answers nobody, and a move inside the open statuses settles nothing."""
    if isinstance(event, ReplySent):
        return not event.automatic or bool(event.about)
    category = getattr(event, "category", None)
    moves = isinstance(event, MergedInto | UnmergedFrom | TypeChanged)
    return category is None or category == Category.CLOSED or moves


def _partner(event: TicketEvent) -> int | None:
    """The other ticket of a merge or a split, with which words are shared."""
    if isinstance(event, MergedInto):
        return event.into.id
    if isinstance(event, MergedIn | Unmerged):
        return event.other.id
    if isinstance(event, SplitFrom | UnmergedFrom):
        return event.origin.id
    return event.to.id if isinstance(event, SplitOff) else None


HEARERS = {kind: (hear,) for kind in KINDS if kind != TicketOpened.kind}
