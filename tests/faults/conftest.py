"""A desk, a peer and a ledger for each test of a fault, on the database that these tests run on."""

import pytest

from tests.faults import databases
from tests.faults.ledger import Ledger
from tests.faults.peer import LedgerPeer

WAIT = "4"  # seconds: long enough for a step on a busy machine, short enough to wait for


@pytest.fixture
def fault_desk(prepared_desk, tmp_path):
    """An empty desk of its own folder and database. On PostgreSQL, where leases must run out by themselves, they are short."""
    wait = {"TRANSOM_TEST_WAIT": WAIT} if prepared_desk.url else {}
    desk = databases.copy(prepared_desk, tmp_path / "desk", **wait)
    yield desk
    databases.drop(desk)


@pytest.fixture
def ledger(tmp_path):
    ledger = Ledger(tmp_path / "ledger.jsonl")
    yield ledger
    ledger.close()


@pytest.fixture
def peer(ledger):
    with LedgerPeer(ledger) as peer:
        yield peer
