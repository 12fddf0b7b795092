"""Events reach their hearers, each once; one that fails holds nobody up, and one that kills is set aside.

What a hearer writes and the mark that its event is dispatched commit together.
"""

import logging
from datetime import datetime, timedelta

from django.db import connection, transaction

from transom.foundation import faults
from transom.foundation.claims import Claimed
from transom.tickets.history import Event, EventQuerySet, MissedHearing
from transom.worker.hearers import HEARERS, Hearer, find, hearers_of, name_of

log = logging.getLogger("transom.worker")
BATCH = 100
LEASE = timedelta(minutes=5)
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))
ATTEMPTS = 3
KILLED = f"Whoever called it died, {ATTEMPTS} times over."


def dispatch_next(now: datetime) -> bool:
    """Call the hearers of the oldest undispatched event that has any; False where none is left."""
    with transaction.atomic():
        batch = list(_nobody_elses(Event.objects.undispatched())[:BATCH])
        if not batch:
            return False
        done = []
        for row in batch:
            done.append(row)
            if hearers := hearers_of(row):
                for hearer in hearers:
                    _call(hearer, row, now)
                break
        _dispatched(done, now)
        faults.point("dispatch.before-commit", done[-1].payload)
    return True


def last_undispatched() -> int:
    """The key of the newest event that waits; 0 where none does."""
    return Event.objects.undispatched().order_by("-pk").values_list("pk", flat=True).first() or 0


def dispatch_left_behind(now: datetime, newest: int) -> bool:
    """As `dispatch_next`, for events up to the key `newest`, which waited when this worker started.

    One of them may have killed the worker before us, so the attempt is counted, and committed, before it begins; after
    three it is parked. Every other event goes without: counting costs a commit.
    """
    row = _count_attempt(newest)
    if row is None:
        return False
    with transaction.atomic():
        mine = _nobody_elses(Event.objects.undispatched().filter(pk=row.pk)).exists()
        if mine and row.dispatch_attempts > ATTEMPTS:
            log.error("%s killed whoever dispatched it and is parked", row)
            _park(row, now)
        elif mine:
            for hearer in hearers_of(row):
                _call(hearer, row, now)
            faults.point("dispatch.before-commit", row.payload)
        _dispatched([row], now)
    return True


@transaction.atomic
def _count_attempt(newest: int) -> Event | None:
    left = Event.objects.undispatched().filter(pk__lte=newest, kind__in=list(HEARERS))
    row = _nobody_elses(left).first()
    if row is not None:
        row.dispatch_attempts += 1
        Event.objects.filter(pk=row.pk).update(dispatch_attempts=row.dispatch_attempts)
    return row


def _nobody_elses(rows: EventQuerySet) -> EventQuerySet:
    if connection.features.has_select_for_update_skip_locked:
        return rows.select_for_update(skip_locked=True, no_key=True)  # so that others may refer to them
    return rows


def _dispatched(rows: list[Event], now: datetime) -> None:
    Event.objects.filter(pk__in=[row.pk for row in rows]).update(dispatched_at=now)


def _call(hearer: Hearer, row: Event, now: datetime) -> None:
    """One call of one hearer. A failure is set aside for `hear_again`: it stops neither other hearers nor later events.

    Where the database itself has failed, setting aside fails as well and the event stays undispatched.
    """
    try:
        with transaction.atomic():
            hearer(row, now)
    except Exception as error:
        log.exception("%s failed on %s and is called again later", name_of(hearer), row)
        MissedHearing.objects.create(
            event=row, hearer=name_of(hearer), attempts=1, due_at=now + WAITS[0], last_error=_words(error)
        )


def _park(row: Event, now: datetime) -> None:
    MissedHearing.objects.bulk_create(
        MissedHearing(
            event=row, hearer=name_of(hearer), attempts=ATTEMPTS, due_at=now, parked_at=now, last_error=KILLED
        )
        for hearer in hearers_of(row)
    )


def hear_again(now: datetime) -> bool:
    """Call a hearer that failed before and is due again; False where none is. After the last wait it is parked.

    The attempt counts when it starts, so one that kills its caller comes to the same end.
    """
    missed = MissedHearing.objects.claim(now, LEASE)
    if missed is None:
        return False
    try:
        hearer = find(missed.hearer, missed.event)
        with transaction.atomic():
            hearer(missed.event, now)
            missed.settle(now)
    except Claimed:
        log.warning("%s was taken by another worker", missed)
    except Exception as error:
        log.exception("%s failed again", missed)
        if missed.attempts > len(WAITS):
            missed.park(now, _words(error))
        else:
            missed.retry(now, WAITS[missed.attempts - 1], _words(error))
    return True


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:2000]
