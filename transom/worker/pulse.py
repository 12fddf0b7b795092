"""The worker's sign of life: a line for each of its threads that is at work, renewed every few seconds."""

import logging
import threading

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from transom.foundation.heartbeats import EVERY, Heartbeat

log = logging.getLogger("transom.worker")


class Pulse:
    """Beats for `threads`, each under its name as the part, in a thread of its own: theirs may wait for a slow server."""

    def __init__(self, threads: list[threading.Thread]):
        self.watched = threads
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self._run, name="pulse", daemon=True)

    def start(self) -> None:
        self.thread.start()

    def stop(self, seconds: float) -> None:
        self.stopping.set()
        self.thread.join(seconds)

    def _run(self) -> None:
        beats: dict[str, Heartbeat] = {}
        while not self.stopping.is_set():
            self._safely(lambda: self._beat(beats))
            self.stopping.wait(EVERY.total_seconds())
        self._safely(lambda: [beat.stop() for beat in beats.values()])
        connection.close()

    def _beat(self, beats: dict[str, Heartbeat]) -> None:
        for thread in self.watched:
            if not thread.is_alive():
                continue
            if thread.name in beats:
                beats[thread.name].beat(timezone.now())
            else:
                beats[thread.name] = Heartbeat.objects.start(thread.name, timezone.now())

    def _safely(self, step) -> None:
        try:
            close_old_connections()
            step()
        except DatabaseError:
            log.warning("the database did not take our sign of life", exc_info=True)
