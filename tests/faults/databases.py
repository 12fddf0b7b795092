"""Desks under faults, on SQLite or on PostgreSQL, and direct looks into their databases."""

import shutil
import sqlite3
import tempfile
import uuid
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tests.desks import MAILBOX, SETUP, Desk, wait_for

WITNESS = "witness"  # what our own connections call themselves, so that a test that cuts the desk's leaves them
NOT_DONE = {
    "inbound mail not read": "SELECT count(*) FROM transom_inboundemail WHERE settled_at IS NULL AND parked_at IS NULL",
    "events not dispatched": "SELECT count(*) FROM transom_event WHERE dispatched_at IS NULL",
    "mail not sent": "SELECT count(*) FROM transom_outboundemail WHERE settled_at IS NULL AND parked_at IS NULL",
    "hearers not called": "SELECT count(*) FROM transom_missedhearing WHERE settled_at IS NULL AND parked_at IS NULL",
}


class FaultDesk(Desk):
    """A desk whose database may be PostgreSQL: then `url` names it, and `rows` asks there."""

    def __init__(self, folder: Path, url: str = "", **more: str):
        super().__init__(folder, **({"TRANSOM_DATABASE_URL": url} if url else {}), **more)
        self.url = url

    def rows(self, query: str) -> list[tuple]:
        if not self.url:
            return super().rows(query)
        with closing(psycopg.connect(**parameters(self.url), autocommit=True, application_name=WITNESS)) as database:
            cursor = database.execute(query)
            return cursor.fetchall() if cursor.description else []

    def change(self, statement: str) -> None:
        """Behind the desk's back, with no reference checked: to plant a loss that must be found."""
        if self.url:
            execute(self.url, f"SET session_replication_role = replica; {statement}")
            return
        with closing(sqlite3.connect(self.folder / "transom.sqlite3", timeout=20)) as database:
            database.execute(statement)
            database.commit()

    def deliver_from(self, sender: str, raw: bytes, **more: str) -> int:
        """Hand in a mail of this sender through the pipe; gives the exit status."""
        return self.run("deliver", "--mailbox", MAILBOX, "--sender", sender, stdin=raw, **more).returncode

    def traced(self, before: tuple[str, ...], *arguments: str, stdin: bytes = b"") -> int:
        """Run `transom …` behind the command `before`; gives the exit status."""
        with tempfile.TemporaryFile() as given:
            given.write(stdin)
            given.seek(0)
            process = self.start(*arguments, before=before, stdin=given, PYTHONDONTWRITEBYTECODE="1")
            try:
                return process.wait(120)
            finally:
                process.kill()

    def not_done(self) -> dict[str, int]:
        """What waits for the worker, by its name; empty where all is done."""
        counts = {name: self.rows(query)[0][0] for name, query in NOT_DONE.items()}
        return {name: count for name, count in counts.items() if count}


def parameters(url: str) -> dict[str, str]:
    """How psycopg reaches `postgres://user@/name?host=folder`."""
    parts = urlsplit(url)
    options = dict(pair.split("=") for pair in parts.query.split("&") if pair)
    return {"user": parts.username, "dbname": parts.path.strip("/"), **options}


def named(url: str, name: str) -> str:
    """The address of another database of the same server."""
    parts = urlsplit(url)
    return parts._replace(path=f"/{name}").geturl()


def execute(url: str, statement: str) -> None:
    with closing(psycopg.connect(**parameters(url), autocommit=True)) as database:
        database.execute(statement)


def prepare(folder: Path, server: str) -> FaultDesk:
    """An empty desk with one mailbox and one supporter; on the PostgreSQL at `server`, or on SQLite where that is empty."""
    desk = FaultDesk(folder, _created(server) if server else "")
    for done in (desk.run("manage", "prepare"), desk.shell(SETUP)):
        assert done.returncode == 0, done.stderr.decode()
    return desk


def copy(prepared: FaultDesk, folder: Path, **more: str) -> FaultDesk:
    """A desk of its own like the prepared one, on the same server."""
    shutil.copytree(prepared.folder, folder)
    url = prepared.url and _created(prepared.url, template=urlsplit(prepared.url).path.strip("/"))
    return FaultDesk(folder, url, **more)


def drop(desk: FaultDesk) -> None:
    if desk.url:
        execute(named(desk.url, "postgres"), f'DROP DATABASE "{urlsplit(desk.url).path[1:]}" WITH (FORCE)')


def _created(server: str, template: str = "template1") -> str:
    name = f"faults_{uuid.uuid4().hex}"
    execute(named(server, "postgres"), f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return named(server, name)


def drained(desk: FaultDesk, seconds: float = 60) -> None:
    """Wait until the worker has nothing left to do. Raises with what is left where that takes too long."""
    try:
        wait_for(lambda: not desk.not_done(), seconds)
    except AssertionError:
        raise AssertionError(f"after {seconds} s there is still: {desk.not_done()}") from None
