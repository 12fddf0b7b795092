"""Puts the SQLite that we ship in the place of Python's own.

Versions 3.7.0 to 3.51.2 can corrupt a database in WAL mode when a checkpoint meets a reset. Where there is no wheel
the built-in one is used; the start says so. Must run before anything imports `sqlite3` through Django.
"""

import sys

SAFE = (3, 51, 3)

try:
    import pysqlite3
    import pysqlite3.dbapi2

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
except ImportError:
    pass

import sqlite3  # noqa: E402


def warning() -> str:
    """A sentence for the operator where the SQLite in use has the fault; else the empty string."""
    if sqlite3.sqlite_version_info >= SAFE:
        return ""
    return (
        f"SQLite {sqlite3.sqlite_version} has a known fault that can damage a database. "
        "Install the package pysqlite3, or use PostgreSQL (TRANSOM_DATABASE_URL)."
    )
