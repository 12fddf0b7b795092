"""PostgreSQL crashes and recovers, or cuts its connections in the middle of transactions, while the desk is at work.

The desk is not started again: it tells senders to come back, survives, and goes on by itself.
"""

import random
import time
from urllib.parse import urlsplit

import psycopg
import pytest

from tests import postgres
from tests.desks import wait_for
from tests.faults import databases, oracle
from tests.faults.conftest import WAIT
from tests.faults.crashing_postgres import DURABLE, CrashingServer
from tests.faults.databases import WITNESS, drained, named, parameters
from tests.faults.driver import Driver
from tests.faults.peer import LedgerPeer
from tests.faults.running import ROUNDS, SEED, WHOLE, note
from tests.faults.supervisor import Supervisor

WITHIN = 10  # seconds in which mail is taken again
DOWN = 2.0  # seconds, at most, that the database stays away
CUT_FOR, CUT_EVERY = (15.0, 0.4) if WHOLE else (3.0, 0.4)  # seconds
CUT = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = %s AND application_name <> %s
"""


@pytest.fixture
def crashing(server):
    if not server:
        pytest.skip("needs PostgreSQL; run with bin/test --postgres")
    with postgres.running(DURABLE, CrashingServer) as running:
        yield running


def test_postgres_crashes_and_recovers(crashing, ledger, peer, tmp_path):
    desk = databases.prepare(tmp_path / "desk", crashing.url)
    desk.environment["TRANSOM_TEST_WAIT"] = WAIT
    draw, rounds, recoveries = random.Random(SEED), ROUNDS if WHOLE else 1, []
    with Supervisor(desk, ledger, peer) as supervisor:
        with Driver(ledger, supervisor, seed=SEED, pace=0.05) as driver:
            wait_for(lambda: driver.acknowledged > 10 and driver.answered, 60)
            for _ in range(rounds):
                time.sleep(draw.uniform(0.5, 3))
                driver.refused.clear()
                with ledger.fault("PostgreSQL crashed"):
                    crashing.crash()
                    wait_for(lambda: told_to_come_back(driver))
                    time.sleep(draw.uniform(0, DOWN))
                    crashing.recover()
                recoveries.append(driver.accepted_again(time.monotonic(), WITHIN))
            so_far = driver.answered
            wait_for(lambda: driver.answered > so_far, 60)
        drained(desk, 120)
        assert supervisor.died == []
    assert oracle.findings(desk, ledger) == []
    note(
        f"PostgreSQL crashed {rounds} times, seed {SEED}: {driver.acknowledged} mails acknowledged, "
        f"{driver.answered} answers, accepted again at most {max(recoveries):.1f} s after it was back"
    )


def told_to_come_back(driver: Driver) -> bool:
    return any("451" in words for words in driver.refused)


@pytest.fixture
def cut(server, fault_desk):
    """Cut every connection of the desk to its database; gives how many there were."""
    if not server:
        pytest.skip("needs PostgreSQL; run with bin/test --postgres")
    name = urlsplit(fault_desk.url).path[1:]
    with psycopg.connect(**parameters(named(server, "postgres")), autocommit=True) as cutter:
        yield lambda: cutter.execute(CUT, [name, WITNESS]).fetchone()[0]


def test_connections_are_cut_in_the_middle_of_transactions(fault_desk, ledger, peer, cut):
    with Supervisor(fault_desk, ledger, peer) as supervisor:
        with Driver(ledger, supervisor, seed=SEED, pace=0.02) as driver:
            wait_for(lambda: driver.acknowledged > 10 and driver.answered, 60)
            with ledger.fault("connections were cut"):
                lost, until = 0, time.monotonic() + CUT_FOR
                while time.monotonic() < until:
                    lost += cut()
                    time.sleep(CUT_EVERY)
            driver.accepted_again(time.monotonic(), WITHIN)
        drained(fault_desk, 180)
        assert supervisor.died == []
    assert lost > CUT_FOR
    assert oracle.findings(fault_desk, ledger) == []
    note(f"{lost} connections cut in {CUT_FOR:.0f} s: {driver.acknowledged} mails acknowledged")


def test_an_answer_whose_sending_cannot_be_written_down_at_once_is_not_sent_again(fault_desk, ledger, cut):
    """The database is lost between the peer's 250 and our commit, and we live: we know that it went out."""
    strikes = iter((cut, cut, cut))
    with (
        LedgerPeer(ledger, then=lambda: next(strikes, int)()) as peer,
        Supervisor(fault_desk, ledger, peer) as supervisor,
    ):
        with Driver(ledger, supervisor, seed=SEED, pace=0.2) as driver:
            wait_for(lambda: driver.answered > 1, 120)
        drained(fault_desk, 120)
    assert oracle.findings(fault_desk, ledger) == []  # with no fault in the ledger no repeat is right
