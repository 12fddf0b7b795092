"""A PostgreSQL with the durability that a desk at work has, which crashes as in a power cut and comes back by recovery."""

import contextlib
import os
import signal
import time
from pathlib import Path

import psycopg

from tests import postgres
from tests.desks import wait_for
from tests.faults.databases import parameters

DURABLE = """
listen_addresses = ''
unix_socket_directories = '{folder}'
"""
"""Otherwise PostgreSQL's own defaults: fsync, synchronous_commit and full_page_writes are on."""


class CrashingServer(postgres.Server):
    def crash(self) -> None:
        """kill -9 of the server and of every process of its own, so that nothing can tidy up. Gone when this returns."""
        postmaster = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        processes = [postmaster, *children_of(postmaster)]
        for process in processes:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        wait_for(lambda: not any(map(is_alive, processes)))
        # Where nobody buries the dead (a container without an init), the lock file would seem to be a living server's.
        (self.folder / "data" / "postmaster.pid").unlink()

    def recover(self) -> float:
        """Start after a crash. Gives how many seconds it took until a connection was served."""
        began = time.monotonic()
        self.start()
        psycopg.connect(**parameters(self.url)).close()
        return time.monotonic() - began


def children_of(process: int) -> list[int]:
    return [int(path.name) for path in Path("/proc").glob("[0-9]*") if _parent(path) == process]


def is_alive(process: int) -> bool:
    """A zombie is dead."""
    with contextlib.suppress(OSError):
        return _after_name(Path(f"/proc/{process}"))[0] != "Z"
    return False


def _parent(path: Path) -> int | None:
    with contextlib.suppress(OSError):
        return int(_after_name(path)[1])
    return None


def _after_name(path: Path) -> list[str]:
    """State, parent, …: what stands behind the name in brackets, which may hold anything (proc(5))."""
    return (path / "stat").read_text().rpartition(")")[2].split()
