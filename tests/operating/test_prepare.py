"""`transom manage prepare`, and what `transom demo` asks of a desk before it touches it."""

import pytest
from django.core.management import CommandError, call_command

from transom.config.environment import read
from transom.management.serving import ServingCommand
from transom.people.models import User
from transom.people.roles import Role

EMPTY = "This desk is empty"


def test_an_empty_desk_of_many_processes_gets_its_first_link(client, db, capsys):
    call_command("prepare")
    said = capsys.readouterr().out
    assert EMPTY in said
    link = said.strip().splitlines()[-1].strip()
    assert client.get("/" + link.split("/", 3)[3]).status_code == 200


def test_a_desk_with_an_admin_gets_none(db, capsys):
    User.objects.create_user("ada@desk.example", "Ada", roles=[Role.ADMIN])
    call_command("prepare")
    assert EMPTY not in capsys.readouterr().out


def test_the_demo_leaves_a_real_desk_alone(sue, monkeypatch):
    served = []
    monkeypatch.setattr(ServingCommand, "serve", lambda *_: served.append(1))
    with pytest.raises(CommandError, match="--data"):
        call_command("demo", "--http=127.0.0.1:0", "--smtp=127.0.0.1:0")
    assert not served
    assert User.objects.get() == sue


def test_a_new_data_folder_is_its_owners_alone(tmp_path):
    read({"TRANSOM_DATA": str(tmp_path / "desk")})
    assert (tmp_path / "desk").stat().st_mode & 0o077 == 0


def test_a_database_that_cannot_be_reached_is_said_in_words(home):
    done = home.run("manage", "prepare", TRANSOM_DATABASE_URL="postgres://desk:x@127.0.0.1:9/desk")
    assert done.returncode == 1
    assert b"Check TRANSOM_DATABASE_URL" in done.stderr
    assert b"Traceback" not in done.stderr
