"""System calls that fail or kill: strace says how many a command makes, and makes the N-th of them go wrong."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.faults.databases import FaultDesk
from tests.faults.running import draw

STRACE = ("strace", "-D", "-f", "-qq")  # -D: the command stays our child, so its end is its own
DATABASE = ("pwrite64", "pread64", "ftruncate", "fcntl")
"""Counted on the database's files alone: elsewhere Python makes many of them that say nothing of a desk."""
ANYWHERE = ("write", "fsync", "fdatasync", "rename", "unlink", "mkdir")
NETWORK = ("connect", "sendto", "recvfrom")
MADE = re.compile(r"(?:\d+ +)?(\w+)\((.*)")
ERRORS = {
    "pwrite64": ("EIO", "ENOSPC"),
    "pread64": ("EIO",),
    "ftruncate": ("EIO", "ENOSPC"),
    "fcntl": ("EIO", "ENOLCK"),
    "write": ("EIO", "ENOSPC"),
    "fsync": ("EIO", "ENOSPC"),
    "fdatasync": ("EIO",),
    "rename": ("EIO", "ENOSPC"),
    "unlink": ("EIO",),
    "mkdir": ("EIO", "ENOSPC"),
    "connect": ("ECONNREFUSED",),
    "sendto": ("ECONNRESET", "EPIPE"),
    "recvfrom": ("ECONNRESET",),
}


@dataclass(frozen=True)
class Wrong:
    """The `time`-th call of `call` goes wrong: the process is killed there, or the call fails with `error`.

    `every`: and each so-many-th after it.
    """

    call: str
    time: int
    error: str = ""
    every: int = 0

    def __str__(self):
        return f"{self.call} {self.time}{f'+{self.every}' if self.every else ''} {self.error or 'killed'}"

    def before(self, desk: FaultDesk) -> tuple[str, ...]:
        """What goes before the command."""
        effect = f"error={self.error}" if self.error else "signal=KILL"
        when = f"{self.time}+{self.every}" if self.every else f"{self.time}"
        return (*STRACE, *_paths(desk, self.call), "-o", os.devnull, f"--inject={self.call}:{effect}:when={when}")


@cache
def works() -> bool:
    """Whether strace is here and may trace, which some containers forbid."""
    if not shutil.which("strace"):
        return False
    probe = [*STRACE, "-o", os.devnull, "--inject=write:signal=KILL:when=1", "echo", "alive"]
    return subprocess.run(probe, capture_output=True).returncode == -signal.SIGKILL


def require() -> None:
    """Skip, loudly, where strace does not work; fail where CI=true and there is none."""
    if not works():
        words = "strace cannot trace here, so no faults at system calls. apt-get install strace; allow ptrace"
        (pytest.fail if os.environ.get("CI") == "true" and not shutil.which("strace") else pytest.skip)(words)


def counted(desk: FaultDesk, calls: tuple[str, ...], *arguments: str, stdin: bytes = b"") -> dict[str, int]:
    """How often `transom …` makes each of these calls. Those on the database's files are counted there."""
    with tempfile.NamedTemporaryFile() as log:
        before = ("strace", "-f", "-y", "-qq", "-o", log.name, f"--trace={','.join(calls)}")
        desk.traced(before, *arguments, stdin=stdin)
        lines = Path(log.name).read_text(errors="replace").splitlines()
    made = [match.groups() for line in lines if (match := MADE.match(line))]
    return {
        call: sum(name == call and (call not in DATABASE or "transom.sqlite3" in rest) for name, rest in made)
        for call in calls
    }


def plan(counts: dict[str, int], most: int) -> list[Wrong]:
    """Each of the counted calls killed, and failing in each of its ways; so many of all at most, drawn with the seed."""
    every = [
        Wrong(call, time, error)
        for call, count in counts.items()
        for time in range(1, count + 1)
        for error in ("", *ERRORS[call])
    ]
    return sorted(draw(every, most), key=str)


def _paths(desk: FaultDesk, call: str) -> list[str]:
    if call not in DATABASE or desk.url:
        return []
    base = str(desk.folder / "transom.sqlite3")
    return [f"--trace-path={base}{ending}" for ending in ("", "-wal", "-shm", "-journal")]
