"""Named points at which a test kills the process, to prove that nothing is lost there.

`KILL_AT=name` in the environment makes the process die at `point(name)` as `kill -9` would: no `finally`, no
rollback, no flush; with `KILL_AT=name:3` at the third time. `TRANSOM_TEST_WAIT=seconds` shortens leases and retries. Refused
unless the process says that it is under test, so no desk can be stopped by a variable.
"""

import itertools
import os
import signal
from datetime import timedelta

POINTS = frozenset(
    {
        "accept.before-commit",
        "accept.after-commit",
        "parse.in-child",
        "process.before-commit",
        "process.after-commit",
        "say.before-commit",
        "say.after-commit",
        "dispatch.before-commit",
        "deliver.before-send",
        "deliver.after-send",
        "deliver.after-commit",
        "fetch.after-commit",
        "fetch.after-move",
        "bulk.before-commit",
        "bulk.after-commit",
        "clock.before-commit",
        "clock.after-commit",
        "path.before-commit",
        "path.after-commit",
        "export.before-rename",
        "backup.before-rename",
        "restore.before-rename",
    }
)


_times = itertools.count(1)


class FaultRefused(RuntimeError):
    """A fault is asked for in a process that is not under test, or at no point that there is."""


def armed(environment=os.environ) -> str:
    """The point that this process is to die at, or the empty string."""
    name = environment.get("KILL_AT", "").partition(":")[0]
    if name and environment.get("TRANSOM_TESTING") != "1":
        raise FaultRefused("KILL_AT is set, but this is no test. Unset it and start again.")
    if name and name not in POINTS:
        raise FaultRefused(f"KILL_AT names {name!r}. The points are: {', '.join(sorted(POINTS))}.")
    return name


def point(name: str, about: object = "") -> None:
    """Die here, if KILL_AT says so. Raises `FaultRefused` for a point that is not declared above.

    `about` is what is worked on here: `KILL_AT=name:word` kills each time that it contains the word.
    """
    if name not in POINTS:
        raise FaultRefused(f"{name!r} is not a declared point.")
    asked, _colon, when = os.environ.get("KILL_AT", "").partition(":")
    if asked == name and armed() == name and _is_time(when or "1", about):
        os.kill(os.getpid(), signal.SIGKILL)


def _is_time(when: str, about: object) -> bool:
    return next(_times) == int(when) if when.isdigit() else when in str(about)


def wait(length: timedelta, environment=os.environ) -> timedelta:
    """How long work is held, or waits to be tried again: `length`, but in a test what the test can wait for."""
    seconds = environment.get("TRANSOM_TEST_WAIT", "")
    if seconds and environment.get("TRANSOM_TESTING") != "1":
        raise FaultRefused("TRANSOM_TEST_WAIT is set, but this is no test. Unset it and start again.")
    return min(length, timedelta(seconds=float(seconds))) if seconds else length
