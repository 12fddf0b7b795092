"""Five hundred who dribble, idle or will not listen: everybody else is served as if they were not there."""

import os
import re
import resource
import smtplib
import time
import urllib.error
import urllib.request

import pytest

from tests.conftest import raw_mail
from tests.desks import MAILBOX, wait_for
from tests.faults.agents import SUE
from tests.faults.crowds import Crowd, Dribbler, SlowReader
from tests.faults.running import WHOLE, patience
from tests.faults.supervisor import Supervisor
from tests.flows.visitor import Visitor
from transom.config.bodies import PATIENCE as BODY_SECONDS
from transom.management.pages import HEAD

MANY = 500
ANN = "ann@acme.example"
SERVED = 2.0  # seconds
GROWTH = 200  # MB that five hundred slow readers may cost
ENVELOPE = b"EHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<support@desk.example>\r\nDATA\r\nSubject: x\r\n"
FORM = b"POST /sign-in/ HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n"


@pytest.fixture
def many_files():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < 4 * MANY:
        pytest.skip(f"This system gives a process {hard} open files, which is too few for {MANY} clients and a desk")
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def post(supervisor, raw: bytes) -> None:
    with smtplib.SMTP("127.0.0.1", supervisor.smtp, timeout=20) as session:
        session.sendmail(ANN, [MAILBOX], raw)


def serves_everybody(supervisor, visitor) -> None:
    """A page and a mail, each within two seconds."""
    for act in (lambda: visitor.get("/queues/open/"), lambda: post(supervisor, raw_mail())):
        began = time.monotonic()
        act()
        assert time.monotonic() - began < SERVED * patience()


def megabytes(process) -> float:
    with open(f"/proc/{process.pid}/status") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) / 1024


def has_left(supervisor) -> bool:
    return len(os.listdir(f"/proc/{supervisor.process.pid}/fd")) < MANY / 2


def test_everybody_else_is_served(fault_desk, ledger, peer, many_files):
    with Supervisor(fault_desk, ledger, peer) as supervisor:
        visitor = Visitor(supervisor.base)
        visitor.sign_in(*SUE)
        post(
            supervisor,
            raw_mail(attachments=(("log.bin", "application/octet-stream", os.urandom(6_000_000)),)).replace(
                b"\n", b"\r\n"
            ),
        )
        wait_for(lambda: fault_desk.count("attachment") == 1)
        cookie = "; ".join(f"{one.name}={one.value}" for one in visitor.cookies).encode()
        file = b"GET /attachments/1/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + cookie + b"\r\n\r\n"
        before = megabytes(supervisor.process)
        for behaviour in (
            Dribbler(supervisor.smtp, rest=b""),
            Dribbler(supervisor.smtp, b"EHLO "),
            Dribbler(supervisor.smtp, ENVELOPE, b"x\r\n"),
            Dribbler(supervisor.http, b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "),
            Dribbler(supervisor.http, FORM),
            SlowReader(supervisor.http, file),
        ):
            with Crowd(MANY, behaviour) as crowd:
                wait_for(lambda crowd=crowd: crowd.connected == MANY)
                time.sleep(2 if isinstance(behaviour, SlowReader) else 0.5)  # five hundred tickets are read first
                serves_everybody(supervisor, visitor)
                assert megabytes(supervisor.process) - before < GROWTH
            wait_for(lambda: has_left(supervisor))
    assert supervisor.died == []


@pytest.mark.skipif(not WHOLE, reason="waits for the desk to lose its patience; runs whole by bin/faults")
def test_whoever_dawdles_is_sent_away(fault_desk, ledger, peer, many_files):
    with Supervisor(fault_desk, ledger, peer) as supervisor:
        for first, patience in ((b"GET / HTTP/1.1\r\nX-Slow: ", HEAD), (FORM, BODY_SECONDS)):
            with Crowd(MANY, Dribbler(supervisor.http, first)) as crowd:
                wait_for(lambda crowd=crowd: len(crowd.heard) == MANY, patience + 15)
                assert all(heard.startswith(b"HTTP/1.1 408 ") for heard in crowd.heard if heard)


def test_whoever_comes_on_top_is_told_to_come_later(fault_desk, ledger, peer):
    """A process that gets few open files keeps enough of them for its database, whoever calls."""
    few = ("prlimit", "--nofile=330:330")
    with Supervisor(fault_desk, ledger, peer, before=few) as supervisor:
        with Crowd(60, Dribbler(supervisor.smtp, rest=b"")) as crowd:
            wait_for(lambda: len(crowd.heard) >= 30)
            assert all(heard.startswith(b"421 4.3.2") for heard in crowd.heard)
        with Crowd(60, Dribbler(supervisor.http, b"GET / HTTP/1.1\r\nX-Slow: ")) as crowd:
            wait_for(lambda: len(crowd.heard) >= 30)
            assert all(heard.startswith(b"HTTP/1.1 503 ") for heard in crowd.heard)
        wait_for(lambda: _is_served(supervisor))
        post(supervisor, raw_mail())
        wait_for(lambda: fault_desk.count("ticket") == 1)
    assert supervisor.died == []


def _is_served(supervisor) -> bool:
    try:
        return urllib.request.urlopen(f"{supervisor.base}/sign-in/", timeout=5).status == 200
    except urllib.error.HTTPError:
        return False
