"""`transom check` on real desks: running, stopped, damaged, not there, and with a database that does not answer."""

import os
import signal
import sqlite3
from contextlib import closing

import pytest

from tests import desks, postgres
from tests.operating.looking import check, small_disk

ADMIN = ("manage", "person", "ada@desk.example", "--name", "Ada Winter", "--role", "admin")


@pytest.fixture
def fit(home, peer):
    """A desk with all that it needs. Not running."""
    home.environment |= {"TRANSOM_SMTP_URL": peer.url}
    assert home.run(*ADMIN).returncode == 0
    return home


@pytest.fixture
def running(fit):
    ports = desks.free_port(), desks.free_port()
    process = fit.start("run", "--http", f"127.0.0.1:{ports[0]}", "--smtp", f"127.0.0.1:{ports[1]}")
    desks.wait_for(lambda: fit.count("heartbeat", "part IN ('worker', 'sender')") == 2, 60)
    yield process
    if process.poll() is None:
        desks.stop(process)


def execute(desk, *statements: str) -> None:
    with closing(sqlite3.connect(desk.folder / "transom.sqlite3", timeout=20)) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()


def test_a_desk_at_work_is_fit(fit, running, peer):
    checked = check(fit)
    assert checked.status == 0, checked.report
    assert checked.report["fit"] is True
    assert (checked["worker"]["state"], checked["way_out"]["state"]) == ("ok", "ok")
    assert checked["database"]["said"].startswith("SQLite 3.")
    assert checked.report["not_looked_at"] == []
    assert peer.mails == []


def test_what_a_person_reads_has_each_remedy_and_ends_with_the_verdict(fit):
    done = fit.run("check")
    words = done.stdout.decode()
    assert done.returncode == 0
    assert "warning  worker" in words
    assert "→ Start it: `transom run`" in words
    assert words.rstrip().splitlines()[-1].startswith("This desk is fit to run: 2 warnings.")
    assert "\x1b" not in words  # no colours outside a terminal


def test_a_worker_that_was_killed_is_missed(fit, running):
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    execute(fit, "UPDATE transom_heartbeat SET seen_at = datetime('now', '-2 minutes')")
    checked = check(fit)
    assert checked.status == 1
    assert checked.problems == {"worker"}
    assert "died: its last sign of life" in checked["worker"]["said"]


def test_looking_at_a_folder_that_is_not_there_makes_none(tmp_path):
    desk = desks.Desk(tmp_path / "nowhere")
    checked = check(desk)
    assert checked.status == 1
    assert checked.problems >= {"data_folder", "secret_key", "database"}
    assert "migrations" in checked.report["not_looked_at"]
    assert list(tmp_path.iterdir()) == []


def test_looking_at_an_empty_folder_leaves_it_empty(tmp_path):
    assert check(desks.Desk(tmp_path)).problems == {"secret_key", "database"} | _too_open(tmp_path)
    assert list(tmp_path.iterdir()) == []


def _too_open(folder) -> set[str]:
    return {"data_folder"} if folder.stat().st_mode & 0o007 else set()


def test_a_setting_that_cannot_be_read_is_a_finding_too(home):
    checked = check(home, TRANSOM_BASE_URL="desk.example")
    assert checked.status == 1
    assert "TRANSOM_BASE_URL" in checked["settings"]["said"]
    assert home.run("check", TRANSOM_BASE_URL="desk.example").returncode == 1


def test_a_file_that_is_no_database_is_said_to_be_none(home):
    (home.folder / "transom.sqlite3").write_bytes(b"\x00 this was a database once" * 1000)
    checked = check(home)
    assert "not a database" in checked["database"]["said"]
    assert checked["database"]["remedy"]


def test_a_damaged_database_is_seen(home):
    """A page is overwritten, as a bad disk does."""
    [(page, size)] = home.rows(
        "SELECT rootpage, (SELECT page_size FROM pragma_page_size) FROM sqlite_master WHERE name = 'transom_ticketlink'"
    )
    with open(home.folder / "transom.sqlite3", "r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    checked = check(home)
    assert checked["integrity"]["said"].startswith("The database is damaged: ")
    assert checked["migrations"]["state"] == "ok"


def test_what_cannot_be_looked_at_stops_nothing_else(fit):
    execute(fit, "DROP TABLE transom_pause")
    checked = check(fit)
    assert "could not be looked at" in checked["pauses"]["said"]
    assert checked["integrity"]["state"] == checked["admin"]["state"] == "ok"


def test_tables_of_a_later_transom(fit):
    execute(fit, "INSERT INTO django_migrations (app, name, applied) VALUES ('transom', '9999_later', '2027-01-01')")
    checked = check(fit)
    assert "a later Transom (transom.9999_later)" in checked["migrations"]["said"]


def test_tables_of_an_earlier_transom(fit):
    execute(fit, "DELETE FROM django_migrations WHERE app = 'transom' AND name LIKE '0002%'")
    execute(fit, "DROP TABLE transom_heartbeat")
    checked = check(fit)
    assert "transom manage prepare" in checked["migrations"]["remedy"]
    assert "worker" in checked.report["not_looked_at"]
    assert not [one for one in checked.report["findings"] if "could not be looked at" in one["said"]]


def test_an_empty_desk_is_told_what_it_lacks(tmp_path):
    desk = desks.Desk(tmp_path / "desk")
    assert desk.run("manage", "prepare").returncode == 0
    assert check(desk).problems == {"admin", "mailboxes"}


def test_a_server_that_stops_is_said_to_be_gone(tmp_path):
    with postgres.server() as url:
        desk = desks.Desk(tmp_path / "desk", TRANSOM_DATABASE_URL=url)
        assert desk.run("manage", "prepare").returncode == 0
        checked = check(desk)
        assert checked["database"]["said"].startswith("PostgreSQL ")
        assert "fsync off" in checked["durability"]["said"]  # as the server of the tests is
        assert checked["durability"]["state"] == "problem"
    gone = check(desk)
    assert gone.status == 1
    assert gone["database"]["said"].startswith("The database does not answer: ")
    assert {"durability", "migrations"} <= set(gone.report["not_looked_at"])


def test_a_disk_without_room(home, tmp_path):
    with small_disk(tmp_path / "small", 20) as folder:
        checked = check(desks.copy(home.folder, folder))
        assert "disk_space" in checked.problems
        assert "less than one large mail" in checked["disk_space"]["said"]


def test_djangos_own_check_is_still_there(home):
    assert b"System check identified" in home.run("manage", "check").stdout
