"""Somebody else holds SQLite's one write lock: mail waits or is sent away for later, pages still read, and it goes on by itself."""

import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from tests.desks import wait_for
from tests.faults import oracle
from tests.faults.agents import SUE
from tests.faults.conftest import WAIT
from tests.faults.databases import drained
from tests.faults.driver import Driver
from tests.faults.running import SEED, WHOLE, note
from tests.faults.supervisor import Supervisor
from tests.flows.visitor import Visitor

HELD = 60 if WHOLE else 4  # seconds; the desk gives a writer 20
WITHIN = 5
HOLD = """
import pysqlite3, sys
database = pysqlite3.connect(sys.argv[1], isolation_level=None, timeout=20)
database.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def write_lock(desk):
    """Held by another process until the block ends."""
    command = [sys.executable, "-c", HOLD, desk.folder / "transom.sqlite3"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"held\n"
        yield
        process.stdin.close()


def test_the_write_lock_is_held_by_another_process(fault_desk, ledger, peer):
    if fault_desk.url:
        pytest.skip("only SQLite has one write lock")
    fault_desk.environment["TRANSOM_TEST_WAIT"] = WAIT  # what was being read when the lock fell waits for its lease
    with Supervisor(fault_desk, ledger, peer) as supervisor:
        reader = Visitor(supervisor.base)
        reader.sign_in(*SUE)
        with Driver(ledger, supervisor, seed=SEED, pace=0.05) as driver:
            wait_for(lambda: driver.acknowledged > 10 and driver.answered, 60)
            with ledger.fault("the write lock was held"), write_lock(fault_desk):
                before, until = driver.acknowledged, time.monotonic() + HELD
                slowest = 0.0
                while time.monotonic() < until:
                    began = time.monotonic()
                    assert 'id="row-' in reader.get("/queues/open/")
                    slowest = max(slowest, time.monotonic() - began)
                    time.sleep(0.5)
                assert driver.acknowledged <= before + len(driver.threads), "mail was acknowledged and not written"
            took = driver.accepted_again(time.monotonic(), WITHIN)
            so_far = driver.answered
            wait_for(lambda: driver.answered > so_far, 60)
        drained(fault_desk, 120)
        assert supervisor.died == []
    assert oracle.findings(fault_desk, ledger) == []
    note(
        f"write lock held for {HELD} s: {len(driver.refused)} tries were sent away for later, slowest page {slowest:.2f} s, "
        f"mail taken again after {took:.1f} s, {driver.acknowledged} mails acknowledged"
    )
