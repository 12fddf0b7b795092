"""The clock jumps two hours forward and back, under a desk at work: nothing waits for two hours, and nothing is lost."""

import glob
import os
import smtplib
import time
from contextlib import suppress

import pytest

from tests.desks import wait_for
from tests.faults import oracle
from tests.faults.databases import drained
from tests.faults.driver import Driver
from tests.faults.handing import Hand
from tests.faults.running import SEED, whole
from tests.faults.supervisor import Supervisor

LIBRARY = "/usr/lib/*/faketime/libfaketime.so.1"
JUMP = "+2h"


@pytest.fixture
def clock(tmp_path):
    """The environment of a process whose clock can be set while it runs, and the function that does it."""
    library = next(iter(glob.glob(LIBRARY)), None)
    if library is None:
        pytest.skip("No clock to play with here. Get it with: apt-get install faketime")
    file = tmp_path / "clock"
    environment = {
        "LD_PRELOAD": library,
        "FAKETIME_TIMESTAMP_FILE": str(file),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }

    def set_to(offset: str) -> None:
        draft = file.with_suffix(".draft")
        draft.write_text(offset + "\n")
        os.replace(draft, file)

    set_to("+0")
    return environment, set_to


@whole
def test_forward_and_back_under_load(fault_desk, ledger, peer, clock):
    environment, set_to = clock
    with Supervisor(fault_desk, ledger, peer, **environment) as supervisor:
        with Driver(ledger, supervisor, SEED) as driver:
            for offset in ("+0", JUMP, "+0", "-2h", "+0"):
                so_far, answered = driver.acknowledged, driver.answered
                set_to(offset)
                wait_for(lambda so_far=so_far: driver.acknowledged > so_far + 5, 60)
                wait_for(lambda answered=answered: driver.answered > answered, 60)
        drained(fault_desk)
        began = _cpu(supervisor.process)
        time.sleep(2)
        assert _cpu(supervisor.process) - began < 1, "it spins"
        assert supervisor.died == []
    assert oracle.findings(fault_desk, ledger) == []


def test_what_was_taken_while_the_clock_was_ahead_is_not_kept_for_two_hours(fault_desk, ledger, peer, clock):
    """Died at its work two hours ahead: the lease, and what came in there, mean nothing when the clock is right again."""
    environment, set_to = clock
    set_to(JUMP)
    hand = Hand(ledger, SEED)
    with Supervisor(fault_desk, ledger, peer, deaths=("process.before-commit:2",), **environment) as supervisor:
        with suppress(smtplib.SMTPServerDisconnected):  # it may die before it has taken them all
            hand.hand_in(supervisor.smtp, 3)
        wait_for(lambda: supervisor.died, 60)
        set_to("+0")
        drained(fault_desk)
    assert oracle.findings(fault_desk, ledger) == []


def _cpu(process) -> float:
    with open(f"/proc/{process.pid}/stat") as stat:
        return sum(map(int, stat.read().rpartition(")")[2].split()[11:13])) / os.sysconf("SC_CLK_TCK")
