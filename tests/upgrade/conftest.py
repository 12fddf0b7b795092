"""Desks without tables, and desks as an earlier Transom left them, on the kind of database that is under test."""

import json
import os
import uuid
from pathlib import Path

import pytest

from tests.faults.databases import FaultDesk, copy, drop, execute, named

FOLDER = Path(__file__).resolve().parent
SECRET = "the key of a desk that is made up, and of no other"
LOAD = """
from pathlib import Path
from django.conf import settings
from django.core.management import call_command
from tests.upgrade.rows import load
call_command("migrate", "transom", {migration!r}, verbosity=0)
for app in ("account", "auth", "contenttypes", "sessions"):
    call_command("migrate", app, verbosity=0)
load(Path({path!r}), Path(settings.FILES_ROOT), {migration!r})
"""


@pytest.fixture(scope="session")
def make_blank(tmp_path_factory):
    """Makes desks that were never started: an empty folder, and on PostgreSQL an empty database."""
    made = []

    def make() -> FaultDesk:
        server, url = os.environ.get("TRANSOM_TEST_DATABASE", "sqlite"), ""
        if server != "sqlite":
            name = f"upgrade_{uuid.uuid4().hex}"
            execute(named(server, "postgres"), f'CREATE DATABASE "{name}"')
            url = named(server, name)
        made.append(FaultDesk(tmp_path_factory.mktemp("desk"), url, TRANSOM_SECRET_KEY=SECRET))
        return made[-1]

    yield make
    for desk in made:
        drop(desk)


@pytest.fixture
def blank(make_blank) -> FaultDesk:
    return make_blank()


@pytest.fixture(scope="session")
def left_by_first_release(make_blank) -> FaultDesk:
    return as_left(make_blank(), "0001_first_desk")


@pytest.fixture
def first_release(left_by_first_release, tmp_path):
    """The desk as version 0.1.0 left it: see `story.py`."""
    desk = copy(left_by_first_release, tmp_path / "desk", TRANSOM_SECRET_KEY=SECRET)
    yield desk
    drop(desk)


def as_left(desk: FaultDesk, migration: str) -> FaultDesk:
    """Bring `desk` to where the last migration of a release left it, with the rows that `make.py` wrote."""
    done(desk.shell(LOAD.format(path=str(FOLDER / f"{migration}.jsonl"), migration=migration)))
    return desk


def done(process) -> str:
    """What a command said that went well."""
    assert process.returncode == 0, process.stderr.decode()
    return process.stdout.decode()


def written(migration: str) -> dict[str, int]:
    """How many rows of each model the release wrote."""
    counted, model = {}, ""
    for line in (FOLDER / f"{migration}.jsonl").read_text().splitlines():
        entry = json.loads(line)
        model = entry.get("table", model)
        counted[model] = counted.get(model, 0) + ("row" in entry)
    return counted
