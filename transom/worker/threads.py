"""The worker as a process runs it: threads that work until they are told to stop."""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from django.conf import settings
from django.db import close_old_connections, connection
from django.utils import timezone

from transom.foundation import ground
from transom.mail.parsing.child_process import Unavailable
from transom.mail.parsing.pool import POOL
from transom.mail.transport import of as transport_of
from transom.worker.dispatch import dispatch_left_behind, last_undispatched
from transom.worker.only_one import OnlyOne
from transom.worker.pulse import Pulse
from transom.worker.steps import send, timed, work

log = logging.getLogger("transom.worker")
PAUSE = 1.0  # seconds between two looks at an idle queue
AFTER_ERROR = 5.0
BETWEEN_LOOKS = 5.0  # seconds between two looks at what the time has made due


class Paced:
    """A step that rests for so long each time that it had nothing to do, whatever the clock of the machine does."""

    def __init__(self, step: Callable[[datetime], bool], rest: float = BETWEEN_LOOKS):
        self.step, self.rest, self.again_at = step, rest, 0.0

    def __call__(self, now: datetime) -> bool:
        if time.monotonic() < self.again_at:
            return False
        did = self.step(now)
        self.again_at = 0.0 if did else time.monotonic() + self.rest
        return did


class Loop(threading.Thread):
    """Repeats a step, rests where it had nothing to do, and outlives whatever goes wrong in it.

    A step gives whether it did something; `then` is called each time that it did.
    """

    def __init__(self, name: str, step: Callable[[], bool], then: Callable[[], None] = lambda: None):
        super().__init__(name=name, daemon=True)
        self.step, self.then = step, then
        self.stopping, self.woken = threading.Event(), threading.Event()

    def wake(self) -> None:
        self.woken.set()

    def stop(self) -> None:
        self.stopping.set()
        self.wake()

    def run(self) -> None:
        while not self.stopping.is_set():
            rest = self._step()
            if rest:
                self.woken.wait(rest)
                self.woken.clear()
        connection.close()

    def _step(self) -> float:
        """Do one step; gives how many seconds to rest."""
        try:
            close_old_connections()
            if not self.step():
                return PAUSE
            self.then()
            return 0
        except Exception as error:  # noqa: BLE001, told
            ground.tell(log, error, "a step of the %s failed; it goes on", self.name)
        return AFTER_ERROR


class Worker:
    """One thread reads mail and dispatches, one talks to the way out, so that a slow server never keeps a customer's mail waiting.

    Raises `AnotherWorker` where there can be one only and it is there already.
    """

    def __init__(self, transport=None):
        self.only_one = OnlyOne()
        self.transport = transport or transport_of(settings.SMTP_URL)
        self.left_behind = 0
        self.timed = Paced(timed)
        sender = [Loop("sender", self._send)] if self.transport is not None else []
        reader = Loop("worker", self._work, then=sender[0].wake if sender else lambda: None)
        self.loops = [reader, *sender]
        self.pulse = Pulse(self.loops)

    def start(self) -> None:
        """Take up what a dead worker left, then begin. Not for the thread of an event loop: it asks the database."""
        self.only_one.free_leases()
        self.left_behind = last_undispatched()
        connection.close()
        with suppress(Unavailable):  # then the first mail says so
            POOL.warm()
        for thread in (*self.loops, self.pulse):
            thread.start()

    def wake(self) -> None:
        self.loops[0].wake()

    def stop(self, seconds: float = 30) -> None:
        """Let the work at hand finish, for at most so long."""
        until = time.monotonic() + seconds
        for loop in self.loops:
            loop.stop()
        for loop in self.loops:
            loop.join(max(0.0, until - time.monotonic()))
        self.pulse.stop(max(0.0, until - time.monotonic()))
        if not any(loop.is_alive() for loop in self.loops):
            self.only_one.give_up()

    def _work(self) -> bool:
        if self.left_behind:
            if dispatch_left_behind(timezone.now(), self.left_behind):
                return True
            self.left_behind = 0
        return work(paced=self.timed)

    def _send(self) -> bool:
        return send(self.transport, timezone.now())
