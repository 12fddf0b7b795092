"""Desks of their own folder and database, run as an operator runs them: as processes, from the command line."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

from aiosmtpd.controller import Controller

ROOT = Path(__file__).resolve().parent.parent
MAILBOX = "support@desk.example"
SETUP = f"""
from transom.people.mailboxes import Mailbox
from transom.people.models import User
Mailbox.objects.create(address={MAILBOX!r}, name="Support")
User.objects.create_user("sue@desk.example", "Sue Sand", "correct horse battery staple", roles=["supporter"])
"""
WORK = """
from datetime import timedelta
from django.conf import settings
from django.utils import timezone
from transom.mail.transport import of
from transom.worker import drain
drain(lambda: timezone.now() + timedelta(minutes={minutes}), of(settings.SMTP_URL))
"""


class Desk:
    """One desk in `folder`. Nothing of our own surroundings gets in but what a test passes as `more`."""

    def __init__(self, folder: Path, **more: str):
        self.folder = folder
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("TRANSOM_", "DJANGO_"))}
        ours = {
            "TRANSOM_DATA": str(folder),
            "TRANSOM_TESTING": "1",
            "TRANSOM_UNDO_SECONDS": "0",
            "PYTHONPATH": str(ROOT),
        }
        self.environment = kept | ours | more

    def run(self, *arguments: str, stdin: bytes = b"", **more: str) -> subprocess.CompletedProcess:
        """Run `transom …` to its end."""
        return subprocess.run(
            [sys.executable, "-m", "transom", *arguments],
            input=stdin,
            capture_output=True,
            env=self.environment | more,
            cwd=ROOT,
            timeout=240,
        )

    def start(self, *arguments: str, before: tuple[str, ...] = (), stdin=None, **more: str) -> subprocess.Popen:
        """Start `transom …` behind the command `before`; the caller stops it. Its words go to `log` in the folder."""
        with open(self.folder / "log", "ab") as log:
            return subprocess.Popen(
                [*before, sys.executable, "-m", "transom", *arguments],
                stdin=stdin,
                stdout=log,
                stderr=log,
                env=self.environment | more,
                cwd=ROOT,
            )

    def shell(self, script: str, **more: str) -> subprocess.CompletedProcess:
        return self.run("manage", "shell", "--verbosity=0", "-c", script, **more)

    def work(self, minutes: int = 0, **more: str) -> int:
        """Do all that is due in so many minutes from now, in a process of its own; gives its exit status."""
        return self.shell(WORK.format(minutes=minutes), **more).returncode

    def deliver(self, raw: bytes, **more: str) -> int:
        """Hand in a mail as the pipe of a mail server does; gives the exit status."""
        return self.run("deliver", "--mailbox", MAILBOX, "--sender", "ann@acme.example", stdin=raw, **more).returncode

    def rows(self, query: str) -> list[tuple]:
        with closing(sqlite3.connect(self.folder / "transom.sqlite3", timeout=20)) as database:
            return database.execute(query).fetchall()

    def count(self, table: str, where: str = "true") -> int:
        return self.rows(f"SELECT count(*) FROM transom_{table} WHERE {where}")[0][0]

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text()


def prepare(folder: Path) -> Path:
    """Make an empty desk with one mailbox and one supporter in `folder`, to be copied."""
    desk = Desk(folder)
    for done in (desk.run("manage", "prepare"), desk.shell(SETUP)):
        assert done.returncode == 0, done.stderr.decode()
    return folder


def copy(prepared: Path, folder: Path, **more: str) -> Desk:
    shutil.copytree(prepared, folder, dirs_exist_ok=True)
    return Desk(folder, **more)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(what, seconds: float = 90):
    """Ask `what` until it says something true; gives that. Long, for others may hold the processor: what comes is not waited for."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if answer := what():
            return answer
        time.sleep(0.05)
    raise AssertionError(f"did not come true in {seconds} s: {what}")


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def stop(process: subprocess.Popen, seconds: float = 30) -> int:
    """SIGTERM, as a supervisor does; gives the exit status. It may take so many seconds."""
    process.send_signal(signal.SIGTERM)
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise


class Peer:
    """A mail server of somebody else's, on a real socket: keeps what it is given. `say` answers a step otherwise."""

    def __init__(self, **settings):
        self.mails: list[tuple[str, tuple[str, ...], bytes]] = []
        self.say = {}
        self.lock = threading.Lock()
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, **settings)

    def __enter__(self):
        self.controller.start()
        return self

    def __exit__(self, *_):
        self.controller.stop(no_assert=True)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}?tls=off"

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802, aiosmtpd's name
        if "MAIL" in self.say:
            return self.say["MAIL"]
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802, aiosmtpd's name
        said = self.say.get(address) or self.say.get("RCPT") or "250 OK"
        if said.startswith("250"):
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server, session, envelope):  # noqa: N802, aiosmtpd's name
        said = self.say.get("DATA", "250 OK")
        if callable(said):
            said = await said(server)
        if said.startswith("250"):
            with self.lock:
                self.mails.append((envelope.mail_from, tuple(envelope.rcpt_tos), envelope.original_content))
        return said

    def to(self, address: str) -> list[bytes]:
        return [raw for _sender, recipients, raw in self.mails if address in recipients]
