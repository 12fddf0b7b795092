"""Several workers on one desk: on PostgreSQL they share the work, whatever becomes of one; on SQLite the second says no."""

import os
import signal
import threading
import time
from contextlib import ExitStack, contextmanager

import pytest

from tests.desks import answers, free_port, stop, wait_for
from tests.faults import oracle
from tests.faults.databases import drained
from tests.faults.handing import Hand
from tests.faults.peer import LedgerPeer
from tests.faults.running import SEED, WHOLE

MAILS = 200 if WHOLE else 30


@pytest.fixture
def sockets(fault_desk):
    """The SMTP port of a desk whose worker is somewhere else."""
    if not fault_desk.url:
        pytest.skip("SQLite has one worker; several are tested with PostgreSQL")
    port = free_port()
    process = fault_desk.start("smtp", f"--smtp=127.0.0.1:{port}")
    wait_for(lambda: answers(port), 60)
    yield port
    stop(process)


@contextmanager
def worker(desk, peer, **environment):
    process = desk.start("worker", TRANSOM_SMTP_URL=peer.url, **environment)
    try:
        yield process
    finally:
        if process.poll() is None:
            stop(process)


def test_the_second_worker_of_a_sqlite_desk_says_what_to_do(fault_desk, ledger, peer):
    if fault_desk.url:
        pytest.skip("PostgreSQL has as many workers as you like")
    with worker(fault_desk, peer):
        wait_for(lambda: "at work" in fault_desk.log, 60)
        second = fault_desk.run("worker")
    assert second.returncode != 0
    assert b"with SQLite there can be one only" in second.stderr
    assert b"Traceback" not in second.stderr


def test_two_share_the_work(fault_desk, ledger, peer, sockets):
    with worker(fault_desk, peer), worker(fault_desk, peer):
        Hand(ledger, SEED).hand_in(sockets, MAILS)
        drained(fault_desk)
    assert oracle.findings(fault_desk, ledger) == []


def test_one_that_slept_through_its_lease_changes_nothing(fault_desk, ledger, sockets):
    """It is stopped between the peer's 250 and its own commit; another sends the same bytes; then it wakes."""
    asleep = threading.Event()

    def put_to_sleep():
        if not asleep.is_set():
            os.kill(first.pid, signal.SIGSTOP)
            asleep.set()

    with LedgerPeer(ledger, then=put_to_sleep) as peer, ExitStack() as second:
        with worker(fault_desk, peer) as first:
            with ledger.fault("a worker sleeps"):
                Hand(ledger, SEED).hand_in(sockets)
                assert asleep.wait(60)
                second.enter_context(worker(fault_desk, peer))
                wait_for(lambda: fault_desk.count("outboundemail", "state = 'sent'") == 1, 60)
            first.send_signal(signal.SIGCONT)
            wait_for(lambda: "was taken by another worker" in fault_desk.log, 60)
        drained(fault_desk)
    assert fault_desk.rows("SELECT attempts FROM transom_outboundemail") == [(2,)]
    assert fault_desk.count("ticket", "true") == 1
    assert oracle.findings(fault_desk, ledger) == []


def test_one_that_dies_over_and_over_beside_a_good_one(fault_desk, ledger, peer, sockets):
    """What it was at comes to the good one when the lease is over. Three times unlucky, a mail waits for a person."""
    over = threading.Event()
    lives = []

    def die_over_and_over():
        while not over.is_set():
            with worker(fault_desk, peer, KILL_AT="process.before-commit") as bad:
                lives.append(wait_for(lambda bad=bad: bad.poll() is not None or over.is_set(), 120))

    with worker(fault_desk, peer):
        thread = threading.Thread(target=die_over_and_over, daemon=True)
        thread.start()
        hand = Hand(ledger, SEED)
        for _ in range(MAILS // 5):
            hand.hand_in(sockets, 5)
        until = time.monotonic() + 100
        while len(lives) < 2 and time.monotonic() < until:  # the good one may have been quicker each time
            hand.hand_in(sockets, 5)
            time.sleep(0.3)
        over.set()
        assert len(lives) >= 2
        thread.join(60)
        drained(fault_desk, 120)
    assert oracle.findings(fault_desk, ledger, counting=("ticket", "message", "quarantined")) == []
