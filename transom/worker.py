"""The composition root: lists every hearer of events, drains the queues, and says when nothing was left to do."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection, transaction
from django.utils import timezone

from transom.foundation import faults
from transom.foundation.claims import Claimed
from transom.mail import outgoing
from transom.mail.deliver import deliver_next
from transom.mail.process import process_next
from transom.mail.transport import of as transport_of
from transom.tickets.history import Event, MissedHearing

log = logging.getLogger("transom.worker")
Hearer = Callable[[Event, datetime], None]
HEARERS: dict[str, tuple[Hearer, ...]] = {**outgoing.HEARERS}
BATCH = 100
LEASE = timedelta(minutes=5)
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))
PAUSE = 1.0  # seconds between two looks at an idle queue
AFTER_ERROR = 5.0


def dispatch_next(now: datetime) -> bool:
    """Call the hearers of the oldest undispatched event that has any; False where none is left.

    What they write and the mark that the event is dispatched commit together, so each hearer's work is done once.
    """
    with transaction.atomic():
        waiting = Event.objects.undispatched()
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        batch = list(waiting[:BATCH])
        if not batch:
            return False
        done = []
        for row in batch:
            done.append(row.pk)
            if hearers := HEARERS.get(row.kind, ()):
                for hearer in hearers:
                    _call(hearer, row, now)
                break
        Event.objects.filter(pk__in=done).update(dispatched_at=now)
        faults.point("dispatch.before-commit")
    return True


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


def hear_again(now: datetime) -> bool:
    """Call a hearer that failed before and is due again; False where none is. After the last wait it is parked."""
    missed = MissedHearing.objects.claim(now, LEASE)
    if missed is None:
        return False
    hearer = next((one for one in HEARERS.get(missed.event.kind, ()) if name_of(one) == missed.hearer), None)
    try:
        if hearer is None:
            raise LookupError(f"nothing is called {missed.hearer} any more")
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


def name_of(hearer: Hearer) -> str:
    return f"{hearer.__module__}.{hearer.__qualname__}"


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:2000]


def work(now: Callable[[], datetime] = timezone.now) -> bool:
    """One step of the work that needs no network: False where nothing was due.

    Mail and events in turn, so that a flood of mail does not keep our own answers waiting.
    """
    return any([process_next(now()), dispatch_next(now())]) or hear_again(now())


def drain(now: Callable[[], datetime] = timezone.now, transport=None) -> None:
    """Do everything that is due, in this thread. For tests and the demo."""
    while work(now) or (transport is not None and deliver_next(transport, now())):
        pass


class Worker:
    """Threads that work until they are told to stop: one reads mail and dispatches, one talks to the way out.

    They are apart so that a slow mail server never keeps a customer's mail waiting.
    """

    def __init__(self, transport=None):
        self.transport = transport or transport_of(settings.SMTP_URL)
        self.stopping = threading.Event()
        self.woken = threading.Event()
        self.threads = [threading.Thread(target=self._run, args=(work,), name="reader", daemon=True)]
        if self.transport is not None:
            self.threads.append(threading.Thread(target=self._run, args=(self._send,), name="sender", daemon=True))

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def wake(self) -> None:
        self.woken.set()

    def stop(self, seconds: float = 30) -> None:
        """Let the work at hand finish, for at most so long."""
        self.stopping.set()
        self.woken.set()
        until = time.monotonic() + seconds
        for thread in self.threads:
            thread.join(max(0.0, until - time.monotonic()))

    def _send(self) -> bool:
        return deliver_next(self.transport, timezone.now())

    def _run(self, step: Callable[[], bool]) -> None:
        while not self.stopping.is_set():
            try:
                close_old_connections()
                if not step():
                    self._rest(PAUSE)
            except DatabaseError:
                log.exception("the database did not answer; the worker tries again")
                self._rest(AFTER_ERROR)
            except Exception:
                log.exception("a step of the worker failed; it goes on with the next")
                self._rest(AFTER_ERROR)
        connection.close()

    def _rest(self, seconds: float) -> None:
        self.woken.wait(seconds)
        self.woken.clear()
