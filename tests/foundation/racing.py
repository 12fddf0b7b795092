"""Things that happen at the same moment, each in a thread and a database connection of its own."""

import threading
from collections.abc import Callable

from django.db import connection


class Racer(threading.Thread):
    """Runs `act` when `start_line` opens; `outcome` is what it gave, or the exception that it raised."""

    def __init__(self, act: Callable, start_line: threading.Barrier):
        super().__init__(daemon=True)
        self.act, self.start_line, self.outcome = act, start_line, None

    def run(self):
        try:
            self.start_line.wait(10)
            self.outcome = self.act()
        except Exception as error:
            self.outcome = error
        finally:
            connection.close()


def begin(*acts: Callable) -> list[Racer]:
    start_line = threading.Barrier(len(acts))
    racers = [Racer(act, start_line) for act in acts]
    for racer in racers:
        racer.start()
    return racers


def finish(racers: list[Racer]) -> list:
    """What came out of each, in their order."""
    for racer in racers:
        racer.join(30)
        assert not racer.is_alive()
    return [racer.outcome for racer in racers]


def race(*acts: Callable) -> list:
    """Run all at once; what came out of each, in their order."""
    return finish(begin(*acts))
