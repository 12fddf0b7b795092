"""kill -9 at moments that nobody chose, under load, again and again: mail is soon taken again, and nothing is lost."""

import random
import time

from tests.desks import wait_for
from tests.faults import oracle
from tests.faults.databases import drained
from tests.faults.driver import Driver
from tests.faults.running import ROUNDS, SEED, WHOLE, note
from tests.faults.supervisor import Supervisor

EARLIEST, LATEST = 0.5, 4.0  # seconds between a mail being taken again and the next death
SECONDS = {"sqlite": 5, "postgres": 10}  # in which mail is taken again, from the kill on


def test_killed_at_any_moment(fault_desk, ledger, peer):
    draw = random.Random(SEED)
    rounds = ROUNDS if WHOLE else 2
    within = SECONDS["postgres" if fault_desk.url else "sqlite"]
    recoveries = []
    with Supervisor(fault_desk, ledger, peer) as supervisor:
        with Driver(ledger, supervisor, seed=SEED, senders=4, agents=2, pace=0.05) as driver:
            wait_for(lambda: driver.acknowledged > 10 and driver.answered, 60)
            for _ in range(rounds):
                time.sleep(draw.uniform(EARLIEST, LATEST))
                recoveries.append(driver.accepted_again(supervisor.kill(), within))
            so_far = driver.answered
            wait_for(lambda: driver.answered > so_far, 60)
        waiting, began = fault_desk.not_done(), time.monotonic()
        drained(fault_desk, 120)
        note(
            f"killed {rounds} times, seed {SEED}: {driver.acknowledged} mails acknowledged, {driver.answered} answers, "
            f"accepted again after {min(recoveries):.1f} to {max(recoveries):.1f} s, "
            f"backlog {waiting} done in {time.monotonic() - began:.1f} s"
        )
    assert len(supervisor.died) == rounds
    assert oracle.findings(fault_desk, ledger) == []
