"""What `TRANSOM_DATABASE_URL` says to the database."""

import pytest

from transom.config import environment

HOST = "postgres://desk:secret@db.example/desk"


@pytest.fixture
def options(tmp_path):
    def read(url: str) -> dict:
        return environment.read({"TRANSOM_DATA": str(tmp_path), "TRANSOM_DATABASE_URL": url}).database["OPTIONS"]

    return read


def test_statements_are_prepared_on_the_server(options):
    assert options(HOST) == environment.PREPARED


def test_for_a_pooler_they_are_not(options):
    assert options(f"{HOST}?prepared=off&sslmode=require") == {"sslmode": "require"}


def test_an_sqlite_of_ones_own_place_is_as_durable(options, tmp_path):
    assert "synchronous=FULL" in options(f"sqlite:///{tmp_path}/desk.sqlite3")["init_command"]
