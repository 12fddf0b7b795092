"""Filling the index of a desk that is older than it, or was restored: by the worker, in small steps, the newest first.

How far it is stands in the database, so it goes on where it was, whoever was stopped in the middle.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Max

from transom.search import engine, pieces
from transom.search.asking import Piece
from transom.search.index import refresh
from transom.search.models import FORMAT, SearchDue, SearchProgress
from transom.tickets.messages import Message, Note
from transom.tickets.models import Ticket

BATCH = 200
DUE = 20  # tickets whose names changed, written anew in one step
KINDS: dict[str, tuple[type, Callable[[list[int]], list[Piece]]]] = {
    "messages": (Message, pieces.of_messages),
    "tickets": (Ticket, pieces.of_heads),
    "notes": (Note, pieces.of_notes),
}


@dataclass(frozen=True)
class Filled:
    """How far the index is: of so many keys, so many are done. `done` is all where it is whole."""

    done: int
    total: int
    is_whole: bool


def step(now: datetime) -> bool:
    """Fill in a little; False where nothing is left to do, or another worker is at it."""
    return _names(now) or _words(now)


def _names(now: datetime) -> bool:
    """Tickets whose names have changed."""
    with transaction.atomic():
        rows = SearchDue.objects.order_by("pk")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        keys = [row.pk for row in rows[:DUE]]
        if keys:
            refresh(keys)
            SearchDue.objects.filter(pk__in=keys).delete()
    return bool(keys)


def _words(now: datetime) -> bool:
    """The next batch of what is not in the index; the words are made before the transaction, which is short."""
    progress = SearchProgress.objects.first()
    if progress is None or progress.format != FORMAT:
        begin(now)
        return True
    kind = next((name for name in KINDS if getattr(progress, name) > 0), None)
    if kind is None:
        return _finish(progress, now)
    model, make = KINDS[kind]
    upto = getattr(progress, kind)
    keys = list(model.objects.filter(pk__lt=upto).order_by("-pk").values_list("pk", flat=True)[:BATCH])
    made = make(keys)
    with transaction.atomic():
        ours = SearchProgress.objects.filter(pk=progress.pk, format=progress.format, **{kind: upto})
        if ours.update(**{kind: keys[-1] if keys else 0}):  # else another worker was quicker
            engine.write(made)
    return True


def _finish(progress: SearchProgress, now: datetime) -> bool:
    unfinished = SearchProgress.objects.filter(pk=progress.pk, finished_at=None)
    return bool(progress.finished_at is None and unfinished.update(finished_at=now))


@transaction.atomic
def begin(now: datetime, *, anew: bool = False) -> None:
    """Let the index be filled from the newest word on. With `anew`, nothing of the old one is kept; else it is found by meanwhile."""
    if anew:
        engine.empty()
    upto = {name: (model.objects.aggregate(last=Max("pk"))["last"] or 0) + 1 for name, (model, _) in KINDS.items()}
    SearchProgress.objects.update_or_create(
        pk=1, defaults={"format": FORMAT, "started_at": now, "finished_at": None, **upto}
    )


def filled() -> Filled:
    """How far it is, in keys: cheap, and near enough for a bar."""
    progress = SearchProgress.objects.first()
    total = sum(model.objects.aggregate(last=Max("pk"))["last"] or 0 for model, _ in KINDS.values())
    if progress is None or progress.format != FORMAT:
        return Filled(0, total, False)
    left = sum(max(0, getattr(progress, name) - 1) for name in KINDS)
    return Filled(max(0, total - left), total, progress.finished_at is not None)
