"""Parsers that misbehave, in the place of the real one."""

import sys

import pytest
from django.test import Client

from transom.mail.parsing.child_process import Child
from transom.mail.parsing.pool import POOL, Pool

BEGIN = """
import os, sys, time
from transom.mail.parsing import limits, wire
from transom.mail.reading.head_only import read_head
out = os.dup(1)
limits.settle()
wire.write_all(out, wire.answering(wire.READY, True, time.process_time(), 0))
def asked():
    asked = wire.read_asking(0)
    limits.allow_cpu(asked.seconds)
    return asked.kind, wire.read_all(0, asked.length)
"""


@pytest.fixture
def misbehaving():
    """A pool whose processes run so much code instead of ours, after the start that is ours. It is stopped in the end."""
    made = []

    def make(code: str, begin: str = BEGIN) -> Pool:
        made.append(Pool(command=(sys.executable, "-P", "-s", "-S", "-c", begin + code)))
        return made[-1]

    yield make
    for pool in made:
        pool.stop()


@pytest.fixture
def pool():
    pool = Pool()
    yield pool
    pool.stop()


@pytest.fixture
def desk_pool():
    """The pool that this process's desk uses, empty before and after."""
    POOL.stop()
    yield POOL
    POOL.stop()


@pytest.fixture
def parsers_die(desk_pool, monkeypatch):
    """Each process that is to read a mail dies at it."""
    monkeypatch.setenv("KILL_AT", "parse.in-child")
    return desk_pool


def child_of(pool: Pool) -> Child:
    """The one that waits in `pool`."""
    [child] = pool._idle
    return child


@pytest.fixture
def sign_in(desk):
    def make(person) -> Client:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return make
