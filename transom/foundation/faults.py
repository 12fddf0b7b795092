"""Named points at which a test kills the process, to prove that nothing is lost there.

`KILL_AT=name` in the environment makes the process die at `point(name)` as `kill -9` would: no `finally`, no
rollback, no flush. Refused unless the process says that it is under test, so no desk can be stopped by a variable.
"""

import os
import signal

POINTS = frozenset(
    {
        "accept.before-commit",
        "accept.after-commit",
        "process.before-commit",
        "process.after-commit",
        "dispatch.before-commit",
        "deliver.before-send",
        "deliver.after-send",
        "deliver.after-commit",
        "fetch.after-commit",
        "fetch.after-move",
    }
)


class FaultRefused(RuntimeError):
    """KILL_AT is set in a process that is not under test, or names no point."""


def armed(environment=os.environ) -> str:
    """The point that this process is to die at, or the empty string."""
    name = environment.get("KILL_AT", "")
    if name and environment.get("TRANSOM_TESTING") != "1":
        raise FaultRefused("KILL_AT is set, but this is no test. Unset it and start again.")
    if name and name not in POINTS:
        raise FaultRefused(f"KILL_AT names {name!r}. The points are: {', '.join(sorted(POINTS))}.")
    return name


def point(name: str) -> None:
    """Die here, if KILL_AT says so. Raises `FaultRefused` for a point that is not declared above."""
    if name not in POINTS:
        raise FaultRefused(f"{name!r} is not a declared point.")
    if os.environ.get("KILL_AT") == name and armed() == name:
        os.kill(os.getpid(), signal.SIGKILL)
