"""SQLite has one worker, and a new one takes up at once what a dead one was at."""

import sqlite3
import time
from contextlib import closing

import pytest

from tests.conftest import raw_mail
from tests.desks import answers, free_port, stop, wait_for

KILLED = -9


@pytest.fixture
def running(home):
    """Starts a whole desk; every one is stopped at the end."""
    started = []

    def start(**more):
        port = free_port()
        started.append(home.start("run", "--http", f"127.0.0.1:{free_port()}", "--smtp", f"127.0.0.1:{port}", **more))
        started[-1].port = port
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            stop(process)


def test_a_second_worker_is_refused_in_words_and_the_first_goes_on(home, running):
    first = running()
    wait_for(lambda: answers(first.port))
    second = running()
    assert second.wait(120) == 1
    assert "Another process works on the desk" in home.log
    assert "Traceback" not in home.log
    assert home.deliver(raw_mail()) == 0
    wait_for(lambda: home.count("ticket"))


def test_what_a_killed_worker_was_at_is_taken_up_at_once(home, running):
    assert home.deliver(raw_mail()) == 0
    assert running(KILL_AT="process.before-commit").wait(120) == KILLED
    assert home.count("inboundemail", "leased_until IS NOT NULL")
    running()
    wait_for(lambda: home.count("ticket"), seconds=10)
    assert home.count("ticket") == 1


def test_an_event_that_kills_whoever_dispatches_it_is_parked_in_the_end(home, running):
    assert home.deliver(raw_mail()) == 0
    for _ in range(4):
        assert running(KILL_AT="dispatch.before-commit").wait(120) == KILLED
    assert home.deliver(raw_mail(subject="Behind it", sender="bo@bee.example")) == 0
    running()
    wait_for(lambda: home.count("missedhearing", "parked_at IS NOT NULL"), seconds=10)
    wait_for(lambda: home.count("outboundemail"), seconds=10)
    assert home.count("ticket") == 2
    wait_for(lambda: home.count("event", "dispatched_at IS NULL") == 0, seconds=10)


def test_an_event_that_was_only_near_a_crash_reaches_its_hearers(home, running):
    assert home.deliver(raw_mail()) == 0
    assert running(KILL_AT="dispatch.before-commit").wait(120) == KILLED
    running()
    wait_for(lambda: home.count("outboundemail"), seconds=10)
    assert home.count("missedhearing") == 0


def test_a_desk_says_that_its_worker_lives_and_takes_it_back_when_it_stops(home, running):
    process = running(TRANSOM_SMTP_URL="sink:")
    parts = [("fetcher",), ("sender",), ("worker",)]
    wait_for(lambda: home.rows("SELECT part FROM transom_heartbeat ORDER BY part") == parts)
    stop(process)
    assert home.count("heartbeat") == 0


def test_while_sending_is_paused_mail_waits(home, running, peer):
    with closing(sqlite3.connect(home.folder / "transom.sqlite3", isolation_level=None)) as database:
        database.execute("INSERT INTO transom_pause VALUES ('sending', '2026-01-01', 'restored')")
        running(TRANSOM_SMTP_URL=peer.url)
        assert home.deliver(raw_mail()) == 0
        wait_for(lambda: home.count("outboundemail"))
        time.sleep(2.5)  # two looks at the queue
        assert peer.mails == []
        database.execute("DELETE FROM transom_pause")
        wait_for(lambda: peer.to("ann@acme.example"))
