"""A desk cannot be stopped by a variable: points to die at exist for tests alone, and each is declared."""

from datetime import timedelta

import pytest

from transom.foundation import faults
from transom.foundation.faults import FaultRefused


def test_nothing_is_armed_where_nobody_asks():
    assert faults.armed({}) == faults.armed({"TRANSOM_TESTING": "1"}) == ""


@pytest.mark.parametrize("name", sorted(faults.POINTS))
def test_a_point_is_armed_in_a_test(name):
    assert faults.armed({"KILL_AT": name, "TRANSOM_TESTING": "1"}) == name


@pytest.mark.parametrize("name", sorted(faults.POINTS))
def test_a_point_is_armed_for_the_third_time_that_it_is_passed(name):
    assert faults.armed({"KILL_AT": f"{name}:3", "TRANSOM_TESTING": "1"}) == name


def test_waits_are_shorter_in_a_test_alone():
    week, shorter = timedelta(weeks=1), {"TRANSOM_TEST_WAIT": "0.5"}
    assert faults.wait(week, {}) == week
    assert faults.wait(week, shorter | {"TRANSOM_TESTING": "1"}) == timedelta(seconds=0.5)
    assert faults.wait(timedelta(0), shorter | {"TRANSOM_TESTING": "1"}) == timedelta(0)
    with pytest.raises(FaultRefused, match="this is no test"):
        faults.wait(week, shorter)


@pytest.mark.parametrize("environment", [{}, {"TRANSOM_TESTING": ""}, {"TRANSOM_TESTING": "0"}])
def test_outside_of_tests_it_is_refused(environment):
    with pytest.raises(FaultRefused, match="this is no test"):
        faults.armed({"KILL_AT": "accept.before-commit"} | environment)


def test_an_unknown_point_is_refused_with_the_list_of_points():
    with pytest.raises(FaultRefused, match="accept.after-commit"):
        faults.armed({"KILL_AT": "accept.sometime", "TRANSOM_TESTING": "1"})


def test_code_cannot_have_a_point_that_is_not_declared():
    with pytest.raises(FaultRefused, match="not a declared point"):
        faults.point("accept.sometime")


def test_a_point_that_is_not_asked_for_is_passed(monkeypatch):
    monkeypatch.delenv("KILL_AT", raising=False)
    faults.point("accept.before-commit")
    monkeypatch.setenv("KILL_AT", "accept.after-commit")
    faults.point("accept.before-commit")


def test_a_desk_at_work_refuses_to_die(monkeypatch):
    monkeypatch.setenv("KILL_AT", "accept.before-commit")
    monkeypatch.delenv("TRANSOM_TESTING")
    with pytest.raises(FaultRefused):
        faults.point("accept.before-commit")
