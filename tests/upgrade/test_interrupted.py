"""An upgrade that is killed has not happened, and can be run again; two that start at once are one."""

import resource
import signal
import subprocess
import sys
import time

import pytest

from tests.upgrade.conftest import done

DIE_BEFORE_ONE_IS_MARKED = """
import os, signal
from django.db.migrations.recorder import MigrationRecorder
from transom.management.prepare import prepare
MigrationRecorder.record_applied = lambda self, app, name: app == "transom" and os.kill(os.getpid(), signal.SIGKILL)
prepare()
"""
DIE_BEFORE_WHAT_SHIPS_IS_THERE = """
import os, signal
from transom.management.prepare import prepare
from transom.workflow import defaults
defaults.install = lambda: os.kill(os.getpid(), signal.SIGKILL)
prepare()
"""
SHIPPED = "SELECT count(*) FROM transom_status"
APPLIED = "SELECT name FROM django_migrations WHERE app = 'transom' ORDER BY name"


def assert_prepared(desk, tickets: int = 0) -> None:
    assert "is up to date" in done(desk.run("manage", "prepare"))
    assert desk.rows(SHIPPED) == [(22,)]
    assert desk.rows("SELECT count(*) FROM transom_ticket") == [(tickets,)]


@pytest.mark.parametrize("script", [DIE_BEFORE_ONE_IS_MARKED, DIE_BEFORE_WHAT_SHIPS_IS_THERE])
def test_a_desk_whose_first_start_was_killed_starts_again(blank, script):
    assert blank.shell(script).returncode == -signal.SIGKILL
    assert_prepared(blank)


def test_an_upgrade_that_was_killed_has_not_happened_and_runs_again(first_release):
    assert first_release.shell(DIE_BEFORE_ONE_IS_MARKED).returncode == -signal.SIGKILL
    assert first_release.rows(APPLIED) == [("0001_first_desk",)]
    assert_prepared(first_release, tickets=13)


def test_an_upgrade_for_which_there_is_no_room_says_so_and_has_not_happened(first_release):
    if first_release.url:
        pytest.skip("PostgreSQL's disk is its own; it undoes the transaction as it does after a signal")
    ended = subprocess.run(
        [sys.executable, "-m", "transom", "manage", "prepare"],
        env=first_release.environment,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)),
        capture_output=True,
    )
    assert ended.returncode == 1
    assert b"stay as they were" in ended.stderr
    assert b"Traceback" not in ended.stderr
    assert first_release.rows(APPLIED) == [("0001_first_desk",)]
    assert_prepared(first_release, tickets=13)


def test_killed_at_any_moment_it_runs_again(blank):
    """Shorter and shorter lives, until one was long enough; no moment leaves a desk that cannot be started."""
    began = time.monotonic()
    done(blank.run("manage", "check"))  # how long a process takes that does nothing
    life, end = time.monotonic() - began, None
    while end != 0:
        process = started(blank)
        try:
            end = process.wait(life)
        except subprocess.TimeoutExpired:
            process.kill()
            end = process.wait()
        assert end in (0, -signal.SIGKILL), process.communicate()
        life *= 1.3
    assert_prepared(blank)


def test_of_several_that_start_at_once_one_makes_the_desk(blank):
    processes = [started(blank) for _ in range(3)]
    said = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0] * 3, said
    assert_prepared(blank)


def test_of_several_that_start_at_once_one_brings_it_up_to_date(first_release):
    processes = [started(first_release) for _ in range(3)]
    said = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0] * 3, said
    assert_prepared(first_release, tickets=13)


def started(desk) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "transom", "manage", "prepare"],
        env=desk.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
