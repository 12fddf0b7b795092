"""No parser outlives its desk, whichever way the desk ends; and none ends before it."""

import os
import signal
import smtplib
import subprocess
import sys
from pathlib import Path

import pytest

from tests import desks
from tests.conftest import raw_mail


def children_of(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def running(home, peer):
    """A desk at work that has read a mail: its process, and its parser's number."""
    http, smtp = desks.free_port(), desks.free_port()
    process = home.start("run", f"--http=127.0.0.1:{http}", f"--smtp=127.0.0.1:{smtp}", TRANSOM_SMTP_URL=peer.url)
    desks.wait_for(lambda: desks.answers(smtp))
    with smtplib.SMTP("127.0.0.1", smtp) as client:
        client.sendmail("ann@acme.example", [desks.MAILBOX], raw_mail())
    desks.wait_for(lambda: home.count("ticket") == 1)
    [parser] = children_of(process.pid)
    yield process, parser
    if process.poll() is None:
        process.kill()
    process.wait()


def test_it_ends_with_a_desk_that_is_stopped(running):
    process, parser = running
    assert desks.stop(process) == 0
    assert not is_alive(parser)


def test_it_ends_with_a_desk_that_is_killed(running):
    process, parser = running
    process.kill()
    process.wait()
    desks.wait_for(lambda: not is_alive(parser))


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_it_goes_on_when_a_supervisor_tells_the_whole_group(running, name):
    """The desk reads the mail at hand before it stops, so its parser must not be the first to go."""
    _process, parser = running
    os.kill(parser, name)
    with pytest.raises(AssertionError):
        desks.wait_for(lambda: not is_alive(parser), 0.5)


def test_it_knows_nothing_of_the_desks_secrets(running):
    _process, parser = running
    environment = Path(f"/proc/{parser}/environ").read_text()
    assert "TRANSOM_DATA" not in environment
    assert "TRANSOM_SECRET_KEY" not in environment
    assert "TRANSOM_SMTP_URL" not in environment
    links = [os.readlink(file) for file in Path(f"/proc/{parser}/fd").iterdir()]
    assert all(link.startswith("pipe:") or link == "/dev/null" for link in links), links


def test_one_that_is_busy_when_its_desk_is_killed_is_cut_off():
    desk = subprocess.Popen([sys.executable, "-c", BUSY_DESK], stdout=subprocess.PIPE, cwd=desks.ROOT, text=True)
    parser = int(desk.stdout.readline())
    desk.kill()
    desk.wait()
    desk.stdout.close()
    assert is_alive(parser)  # it sees no end of its input while it computes
    desks.wait_for(lambda: not is_alive(parser))


SPINNING = """
import os, time
from transom.mail.parsing import limits, wire
out = os.dup(1)
limits.settle()
wire.write_all(out, wire.answering(wire.READY, True, 0.0, 0))
limits.allow_cpu(wire.read_asking(0).seconds)
while True: pass
"""
BUSY_DESK = f"""
import sys, threading, time
from transom.mail.parsing import wire
from transom.mail.parsing.pool import Pool
pool = Pool(command=(sys.executable, "-P", "-s", "-S", "-c", {SPINNING!r}))
with pool.child() as child:
    child.get_ready()
    threading.Thread(target=child.ask, args=(wire.WHOLE, b"x", 1.0)).start()
    time.sleep(0.2)
    print(child.pid, flush=True)
    time.sleep(100)
"""


def test_it_imports_nothing_of_the_desk_but_what_reads_mail():
    code = "import sys, transom.mail.parsing.child; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=desks.ROOT, check=True)
    loaded = done.stdout.split()
    assert "transom.mail.reading.parse" in loaded
    assert not [name for name in loaded if name.split(".")[0] in ("django", "sqlite3", "psycopg", "asyncio")]
    ours = {name for name in loaded if name.startswith("transom.")}
    rooms = ("transom.mail.reading", "transom.mail.parsing", "transom.foundation")
    assert {name for name in ours if not name.startswith(rooms)} == {"transom.mail"}
