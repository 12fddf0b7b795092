"""Filling the ledger of a desk that is older than it is, or was restored: by the worker, in small steps, the oldest first.

How far it is stands in the database, so it goes on where it was, whoever was stopped in the middle.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from transom.reports.models import WordProgress
from transom.reports.words import refresh
from transom.tickets.models import Ticket

BATCH = 100
ONLY = 1


def step(now: datetime) -> bool:
    """Fill in the words of some more tickets; False where nothing is left to do."""
    progress = WordProgress.objects.filter(pk=ONLY).first()
    if progress is None:
        progress, _made = WordProgress.objects.get_or_create(pk=ONLY)
    if progress.finished_at:
        return False
    keys = list(Ticket.objects.filter(pk__gt=progress.done).order_by("pk").values_list("pk", flat=True)[:BATCH])
    with transaction.atomic():
        refresh(keys)
        here = WordProgress.objects.filter(pk=ONLY, done=progress.done)
        here.update(done=keys[-1]) if keys else here.update(finished_at=now)
    return bool(keys)


def is_whole() -> bool:
    """Is every word of the past in the ledger? Until then nothing can be said of what is not."""
    return done().exists()


def done() -> QuerySet[WordProgress]:
    """One row where it is, none before."""
    return WordProgress.objects.filter(pk=ONLY, finished_at__isnull=False)


def begin_anew() -> None:
    """Have the whole ledger made once more."""
    WordProgress.objects.filter(pk=ONLY).delete()
