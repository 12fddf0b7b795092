"""Reading a desk at work as it stood at one moment."""

from contextlib import contextmanager

from django.db import connection, transaction
from psycopg import IsolationLevel


@contextmanager
def snapshot():
    """All that is read inside is one moment's state. Nobody waits for it, and it waits for nobody.

    It must be the outermost transaction. On PostgreSQL it is REPEATABLE READ, READ ONLY; on SQLite a deferred
    transaction in WAL mode, whose moment is its first read.
    """
    begin = _postgresql if connection.vendor == "postgresql" else _sqlite
    with begin(), transaction.atomic(durable=True):
        yield


@contextmanager
def _postgresql():
    connection.ensure_connection()
    session = connection.connection
    session.isolation_level, session.read_only = IsolationLevel.REPEATABLE_READ, True
    try:
        yield
    finally:
        session.isolation_level, session.read_only = None, None


@contextmanager
def _sqlite():
    """Every other transaction of the desk takes the write lock at its beginning; one that only reads need not."""
    usual, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
    try:
        yield
    finally:
        connection.transaction_mode = usual
