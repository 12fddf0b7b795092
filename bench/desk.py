"""Desks to measure: folders, processes and databases of their own, run as an operator runs them."""

import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from bench.asking import asking
from tests import desks, postgres

DURABLE = """
max_connections = 100
shared_buffers = 256MB
listen_addresses = ''
unix_socket_directories = '{folder}'
"""
"""PostgreSQL as it is: fsync on, synchronous_commit on. Only the memory is more than its default of 128 MB."""
PATIENCE = 300


class Desk(desks.Desk):
    """A desk in a folder, on SQLite or, where `database` is an address, on PostgreSQL."""

    def __init__(self, folder: Path, database: str = ""):
        super().__init__(folder, **({"TRANSOM_DATABASE_URL": database} if database else {}))
        self.environment |= {"DJANGO_SETTINGS_MODULE": "transom.config.settings", "TRANSOM_SMTP_URL": "sink:"}
        self.database = database

    def prepare(self) -> "Desk":
        done = self.run("manage", "prepare")
        if done.returncode:
            raise RuntimeError(done.stderr.decode())
        return self

    def module(self, name: str, *arguments: object) -> str:
        """Run `python -m NAME …` in the desk's environment, to its end; gives what it printed."""
        command = [sys.executable, "-m", name, *map(str, arguments)]
        done = subprocess.run(command, env=self.environment, cwd=desks.ROOT, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout

    def fill(self, tickets: int, seed: int) -> dict:
        return json.loads(self.module("bench.fill", tickets, seed))

    @contextmanager
    def running(self, *arguments: str, ports: tuple[int, ...] = ()) -> Iterator[subprocess.Popen]:
        """`transom …` until the block ends; begins when all the ports answer."""
        process = self.start(*arguments)
        try:
            for port in ports:
                listening(port, process, lambda: self.log)
            yield process
        finally:
            process.terminate()
            process.wait(60)

    def asking(self):
        """Its database, asked from outside."""
        return asking(self.folder, self.database)

    def postmaster(self) -> int | None:
        """The process of the database, where it has one."""
        if not self.database:
            return None
        folder = Path(self.database.partition("host=")[2])
        return int((folder / "data" / "postmaster.pid").read_text().split()[0])


def listening(port: int, process: subprocess.Popen, log=lambda: "") -> None:
    """Wait until somebody listens there. Raises where the process ended first."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"it did not start: {log()}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.005)
    raise TimeoutError(f"nobody listens on {port}")


@contextmanager
def program(*arguments: object) -> Iterator[tuple[int, int]]:
    """A program of `bench.limits` that listens on a port of its own; gives the port and the process."""
    port = desks.free_port()
    name, *rest = map(str, arguments)
    process = subprocess.Popen([sys.executable, "-m", "bench.limits", name, str(port), *rest], cwd=desks.ROOT)
    try:
        listening(port, process)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="transom-bench-") as name:
        yield Path(name)


@cache
def prepared() -> tempfile.TemporaryDirectory:
    """A desk's folder with all its tables, to be copied; it goes when we end."""
    made = tempfile.TemporaryDirectory(prefix="transom-bench-prepared-")
    Desk(Path(made.name)).prepare()
    return made


@contextmanager
def sqlite_desk() -> Iterator[Desk]:
    with folder() as home:
        shutil.copytree(prepared().name, home, dirs_exist_ok=True)
        yield Desk(home)


@cache
def _grown() -> tuple[tempfile.TemporaryDirectory, Desk]:
    made = tempfile.TemporaryDirectory(prefix="transom-bench-grown-")
    shutil.copytree(prepared().name, made.name, dirs_exist_ok=True)
    return made, Desk(Path(made.name))


@contextmanager
def grown_desk(tickets: int, seed: int) -> Iterator[tuple[Desk, dict]]:
    """The one desk that grows while a run goes on, filled up to so many tickets, and what a visitor needs."""
    _folder, desk = _grown()
    yield desk, desk.fill(tickets, seed)


@contextmanager
def postgres_desk() -> Iterator[Desk]:
    """A desk on a PostgreSQL of its own, with every safeguard on."""
    with postgres.server(DURABLE) as url, folder() as home:
        yield Desk(home, url).prepare()
