"""Killed at every named point of the road of a mail and of an answer, and started again by its supervisor: nothing is lost."""

import pytest

from tests.desks import wait_for
from tests.faults import oracle
from tests.faults.databases import drained
from tests.faults.driver import Driver
from tests.faults.running import SEED, whole
from tests.faults.supervisor import Supervisor
from transom.foundation.faults import POINTS

ELSEWHERE = (
    "fetch.",
    "parse.",
    "say.",
    "export.",
    "backup.",
    "restore.",
    "bulk.",
    "clock.",
    "path.",
)  # each kills at its own points, in its own tests
ON_THE_ROAD = sorted(point for point in POINTS if not point.startswith(ELSEWHERE))
KILLED = -9
LATER = {"deliver": 6}
"""The sender comes there so often before it dies. A mail that is being read in three deaths is taken for their cause."""


def drive(desk, ledger, peer, deaths: list[str]) -> None:
    """Drive a desk that dies at each of `deaths` in turn, until it has died of all and worked on; then ask the oracle."""
    with Supervisor(desk, ledger, peer, deaths=deaths) as supervisor:
        with Driver(ledger, supervisor, seed=SEED, pace=0.05) as driver:
            wait_for(lambda: len(supervisor.died) == len(deaths), 60 + 20 * len(deaths))
            so_far = driver.answered
            wait_for(lambda: driver.answered > so_far, 60)
        drained(desk)
        assert supervisor.died == [(death, KILLED) for death in deaths]
    assert oracle.findings(desk, ledger) == []


def test_one_desk_dies_at_every_point_in_turn(fault_desk, ledger, peer):
    drive(fault_desk, ledger, peer, [f"{point}:{LATER.get(point.partition('.')[0], 1)}" for point in ON_THE_ROAD])


@whole
@pytest.mark.parametrize("time", (1, 2, 5))
@pytest.mark.parametrize("point", ON_THE_ROAD)
def test_killed_at(fault_desk, ledger, peer, point, time):
    drive(fault_desk, ledger, peer, [f"{point}:{time}"] * 2)


def test_the_points_are_those_of_the_road():
    assert {point.partition(".")[0] for point in ON_THE_ROAD} == {"accept", "process", "dispatch", "deliver"}
