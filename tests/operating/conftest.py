"""Desks as processes. The tables are made once, then copied."""

import pytest

from tests import desks


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    return desks.prepare(tmp_path_factory.mktemp("prepared"))


@pytest.fixture
def home(prepared, tmp_path):
    """An empty desk of its own folder, with the mailbox support@desk.example. Not running."""
    return desks.copy(prepared, tmp_path / "desk")


@pytest.fixture
def peer():
    with desks.Peer() as peer:
        yield peer
