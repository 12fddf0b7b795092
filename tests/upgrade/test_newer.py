"""A program that is older than its database does not touch it, and says what to do."""

import pytest

from tests.desks import free_port
from tests.upgrade.conftest import done
from transom import __version__

LATER = "INSERT INTO django_migrations (app, name, applied) VALUES ('{app}', '{name}', '2031-04-01 12:00:00+00:00')"
NO_USE_TRYING_AGAIN = 78
COMMANDS = (
    ("run", "--http=127.0.0.1:{}", "--smtp=127.0.0.1:{}"),
    ("web", "--http=127.0.0.1:{}"),
    ("worker",),
    ("smtp", "--smtp=127.0.0.1:{}"),
    ("fetch",),
    ("manage", "prepare"),
)


@pytest.fixture(scope="module")
def newer(make_blank):
    desk = make_blank()
    done(desk.run("manage", "prepare"))
    execute(desk, LATER.format(app="transom", name="0999_from_the_future"))
    return desk


def execute(desk, statement: str) -> None:
    done(desk.shell(f"from django.db import connection; connection.cursor().execute({statement!r})"))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_it_refuses_to_start(newer, command):
    before = newer.rows("SELECT count(*) FROM django_migrations")
    ended = newer.run(*(part.format(free_port()) for part in command))
    assert ended.returncode == NO_USE_TRYING_AGAIN, ended.stderr
    said = ended.stderr.decode()
    assert "0999_from_the_future (since 2031-04-01)" in said
    assert f"Transom {__version__}" in said
    assert "restore a backup" in said
    assert "Traceback" not in said
    assert newer.rows("SELECT count(*) FROM django_migrations") == before


def test_a_part_that_a_later_transom_has_dropped_is_no_reason(blank):
    done(blank.run("manage", "prepare"))
    execute(blank, LATER.format(app="long_gone", name="0001_initial"))
    assert "up to date" in done(blank.run("manage", "prepare"))


def test_one_process_of_many_waits_for_the_upgrade_to_be_asked_for(first_release):
    ended = first_release.run("worker")
    assert ended.returncode == 1  # its supervisor tries again, and finds it done
    assert "transom manage prepare" in ended.stderr.decode()


def test_a_backup_before_an_upgrade_is_made_by_the_old_program(first_release, tmp_path):
    ended = first_release.run("backup", str(tmp_path / "desk.backup"))
    assert ended.returncode != 0
    assert b"with the Transom that the desk ran until now" in ended.stderr
    assert not (tmp_path / "desk.backup").exists()
