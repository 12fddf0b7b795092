"""Parsers kept warm: whoever has a mail to read takes one, and one that broke is replaced."""

import atexit
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from transom.mail.parsing.child_process import COMMAND, Broke, Child


class Pool:
    """At most `size` processes at once, started when they are needed; a thread that finds none free waits its turn."""

    def __init__(self, size: int = 1, command: tuple[str, ...] = COMMAND):
        self.size = size
        self.command = command
        self._forget()

    def _forget(self) -> None:
        self._idle: list[Child] = []
        self._free = threading.BoundedSemaphore(self.size)
        self._lock = threading.Lock()

    @contextmanager
    def child(self) -> Iterator[Child]:
        """A process of one's own for a while. Raises `Unavailable`."""
        with self._free:
            with self._lock:
                child = self._idle.pop() if self._idle else None
            child = child or Child(self.command)
            try:
                yield child
            except Broke:
                raise
            except BaseException:
                child.is_usable = False  # nobody knows what it is in the middle of
                raise
            finally:
                self._take_back(child)

    def _take_back(self, child: Child) -> None:
        with self._lock:
            is_kept = child.is_usable and len(self._idle) < self.size
            if is_kept:
                self._idle.append(child)
        if not is_kept:
            child.end()

    def warm(self) -> None:
        """Start one ahead, so that the first mail finds it ready. Does not wait for it. Raises `Unavailable`."""
        with self._lock:
            if not self._idle:
                self._idle.append(Child(self.command))

    def stop(self) -> None:
        """End those that are idle; those at work end with their mail. The pool starts anew when it is asked again."""
        with self._lock:
            idle, self._idle = self._idle, []
        for child in idle:
            child.end()


POOL = Pool()
"""This process's own. Nothing starts before the first mail or `warm()`."""
atexit.register(POOL.stop)
os.register_at_fork(after_in_child=POOL._forget)  # a server that forks shares no pipe with its copies
