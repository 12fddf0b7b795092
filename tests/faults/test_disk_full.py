"""A full disk, and one that fails: senders hear "later", agents keep their words, and all goes on when there is room."""

import io
import os
import re
import smtplib
import time
import urllib.error
import urllib.request
import uuid
from contextlib import contextmanager, suppress

import pytest

from tests.conftest import raw_mail
from tests.desks import MAILBOX, wait_for
from tests.faults import databases, oracle
from tests.faults.agents import SUE
from tests.faults.databases import drained
from tests.faults.disks import SmallDisk, SmallFiles, failing
from tests.faults.driver import Driver
from tests.faults.running import SEED, WHOLE
from tests.faults.supervisor import Supervisor
from tests.flows.visitor import Visitor

WORDS = "These words took a while to write. " * 100


@pytest.fixture(params=["disk", "limit"])
def disk(request, tmp_path):
    if request.param == "limit" and os.geteuid() == 0 and not WHOLE:
        pytest.skip("The disk itself was filled; the limit on file sizes runs by bin/faults and where nobody may mount")
    disk = SmallDisk(tmp_path / "small", 48) if request.param == "disk" else SmallFiles()
    yield disk
    disk.remove()


@pytest.fixture
def desk(disk, prepared_desk, tmp_path):
    if prepared_desk.url:
        pytest.skip("The disk of a PostgreSQL server is its own; with PostgreSQL only attachments are tested")
    return databases.copy(prepared_desk, tmp_path / "small" / "desk")


def refusal(act) -> tuple[int, str]:
    """The status and the text of a page that is no success."""
    with pytest.raises(urllib.error.HTTPError) as error:
        act()
    return error.value.code, re.sub(r"\s+", " ", error.value.read().decode())


def post(supervisor, raw: bytes) -> None:
    with smtplib.SMTP("127.0.0.1", supervisor.smtp, timeout=40) as session:
        session.sendmail("ann@acme.example", [MAILBOX], raw)


def seconds_of_cpu(process) -> float:
    with open(f"/proc/{process.pid}/stat") as stat:
        return sum(map(int, stat.read().rpartition(")")[2].split()[11:13])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def at_work(desk, ledger, peer):
    """A desk under load. Afterwards it does what is left by itself, has not died, and has all that was promised."""
    with Supervisor(desk, ledger, peer) as supervisor:
        with Driver(ledger, supervisor, SEED, senders=2) as driver:
            yield supervisor, driver
        drained(desk)
        assert supervisor.died == []
    assert oracle.findings(desk, ledger) == []


def test_a_full_disk_costs_nobody_a_word(disk, desk, ledger, peer):
    with at_work(desk, ledger, peer) as (supervisor, driver):
        wait_for(lambda: driver.acknowledged > 5 and driver.answered)
        sue = Visitor(supervisor.base)
        sue.sign_in(*SUE)
        with ledger.fault("the disk is full"):
            disk.fill(supervisor.process)
            before = len(driver.refused)
            wait_for(lambda: len(driver.refused) >= before + 4)
            assert all(re.search(r"\b(451|452|exit status 75)\b", said) for said in driver.refused[before + 2 :])
            if isinstance(disk, SmallDisk):  # the limit is that of one process
                assert desk.deliver(raw_mail(WORDS)) == 75

            sue.get("/tickets/1/")  # pages can be read, and nothing new comes in now
            seen = sue.value_of("seen")
            answer = lambda: sue.post("/tickets/1/reply", kind="reply", body=WORDS, seen=seen)  # noqa: E731
            status, page = refusal(answer)
            assert (status, WORDS.strip() in page) == (503, True)
            assert "could not save this, so nothing was sent" in page
            with suppress(pytest.fail.Exception):  # work that ended may have left room for a session
                status, page = refusal(lambda: Visitor(supervisor.base).sign_in(*SUE))
                assert (status, "cannot save anything just now" in page) == (503, True)

            began = seconds_of_cpu(supervisor.process)
            time.sleep(2)
            assert seconds_of_cpu(supervisor.process) - began < 1.2, "it spins"
            disk.free(supervisor.process)
        so_far = driver.acknowledged
        wait_for(lambda: driver.acknowledged > so_far + 3)


def test_a_disk_that_does_not_write_is_never_taken_for_one_that_does(fault_desk, ledger, peer):
    """Every fsync fails for a while, then every second one: what was not flushed is not acknowledged."""
    if fault_desk.url:
        pytest.skip("PostgreSQL flushes by itself, and stops when it cannot")
    with at_work(fault_desk, ledger, peer) as (supervisor, driver):
        wait_for(lambda: driver.acknowledged > 5)
        with ledger.fault("the disk fails"), failing(supervisor.process):
            time.sleep(2)  # a mail that was flushed before may hear so now
            acknowledged, refused = driver.acknowledged, len(driver.refused)
            wait_for(lambda: len(driver.refused) >= refused + 3)
            assert driver.acknowledged == acknowledged
        with ledger.fault("the disk fails now and then"), failing(supervisor.process, when="1+2"):
            time.sleep(2)
        so_far = driver.acknowledged
        wait_for(lambda: driver.acknowledged > so_far + 3)


def test_attachments_wait_for_room_of_their_own(fault_desk, ledger, peer):
    """Files on a disk of their own: mail is acknowledged still, its files are stored when there is room, nothing is set aside."""
    files = SmallDisk(fault_desk.folder / "files", 8)
    large = raw_mail(attachments=(("log.bin", "application/octet-stream", os.urandom(1_000_000)),))
    try:
        with Supervisor(fault_desk, ledger, peer) as supervisor:
            post(supervisor, raw_mail())
            wait_for(lambda: fault_desk.count("ticket", "true") == 1)
            sue = Visitor(supervisor.base)
            sue.sign_in(*SUE)
            sue.get("/tickets/1/")
            files.fill()
            post(supervisor, large.replace(b"\n", b"\r\n"))
            wait_for(lambda: fault_desk.count("inboundemail", "last_error LIKE '%space%'") == 1)
            status, page = refusal(lambda: reply_with_file(sue, large))
            assert (status, WORDS.strip() in page) == (503, True)
            post(supervisor, raw_mail("No file at all."))
            wait_for(lambda: fault_desk.count("ticket", "true") == 2)
            time.sleep(12 if WHOLE else 0)  # three tries of what does not fit
            files.free()
            wait_for(lambda: fault_desk.count("ticket", "true") == 3)
            assert not list((fault_desk.folder / "files").rglob("*.*")), "half a file was left"
            assert supervisor.died == []
    finally:
        files.remove()


def reply_with_file(visitor: Visitor, content: bytes) -> str:
    """Send the composer's form as a browser does where a file is chosen."""
    fields = {"kind": "reply", "body": WORDS, "seen": visitor.value_of("seen")}
    fields["csrfmiddlewaretoken"] = visitor.value_of("csrfmiddlewaretoken")
    boundary, body = uuid.uuid4().hex, io.BytesIO()
    for name, value in fields.items():
        body.write(f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    body.write(f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="log.bin"\r\n'.encode())
    body.write(b"Content-Type: application/octet-stream\r\n\r\n" + content + f"\r\n--{boundary}--\r\n".encode())
    headers = {"Referer": visitor.base + "/", "Content-Type": f"multipart/form-data; boundary={boundary}"}
    request = urllib.request.Request(f"{visitor.base}/tickets/1/reply", body.getvalue(), headers)
    return visitor._open(request)
