"""The composition root: lists every hearer of events, drains the queues, and says when nothing was left to do."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection, transaction
from django.utils import timezone

from transom.foundation import faults
from transom.mail import outgoing
from transom.mail.deliver import deliver_next
from transom.mail.process import process_next
from transom.mail.transport import of as transport_of
from transom.tickets.history import Event

log = logging.getLogger("transom.worker")
HEARERS: dict[str, tuple[Callable[[Event, datetime], None], ...]] = {**outgoing.HEARERS}
BATCH = 100
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
        done = []
        for row in batch:
            done.append(row.pk)
            if hearers := HEARERS.get(row.kind, ()):
                for hearer in hearers:
                    hearer(row, now)
                break
        Event.objects.filter(pk__in=done).update(dispatched_at=now)
        faults.point("dispatch.before-commit")
    return bool(batch)


def drain(now: Callable[[], datetime] = timezone.now, transport=None) -> None:
    """Do everything that is due, in this thread. For tests, the demo and `transom deliver --wait`."""
    while process_next(now()) or dispatch_next(now()) or (transport is not None and deliver_next(transport, now())):
        pass


class Worker:
    """Threads that work until they are told to stop: one reads mail and dispatches, one talks to the way out.

    They are apart so that a slow mail server never keeps a customer's mail waiting.
    """

    def __init__(self, transport=None):
        self.transport = transport or transport_of(settings.SMTP_URL)
        self.stopping = threading.Event()
        self.woken = threading.Event()
        self.threads = [threading.Thread(target=self._run, args=(self._read,), name="reader", daemon=True)]
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

    def _read(self) -> bool:
        return process_next(timezone.now()) or dispatch_next(timezone.now())

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
