"""The database: does it answer, is it new enough, and do its tables fit this program?"""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, NotSupportedError, connections

from transom.foundation import sqlite
from transom.operating import schema
from transom.operating.findings.finding import Finding, ok, problem, warning
from transom.operating.first_row import first_row

SECONDS = 10  # to reach a server
LONGEST_QUESTION = "20s"
OLDEST_POSTGRES = 140000
START = "Start the desk once (`transom run`, or `transom manage prepare` for many processes), which makes it."


def database(now: datetime) -> Finding:
    """Has the first word with the database. Never makes one: SQLite would, merely by being opened."""
    connection = connections[DEFAULT_DB_ALIAS]
    try:
        if connection.vendor == "sqlite":
            return _sqlite(Path(connection.settings_dict["NAME"]))
        connection.settings_dict["OPTIONS"].setdefault("connect_timeout", SECONDS)
        return _postgres(connection)
    except NotSupportedError as error:
        return problem(f"{error}.", "Move the database to PostgreSQL 14 or later.")
    except (DatabaseError, OSError) as error:
        words = " ".join(str(error).split())
        return problem(
            f"The database does not answer: {words}",
            "Start it, and check --data or TRANSOM_DATABASE_URL and who may use it.",
        )


def _sqlite(path: Path) -> Finding:
    if not path.exists():
        return problem(f"There is no database {path}.", START)
    connections[DEFAULT_DB_ALIAS].ensure_connection()
    said = f"SQLite {sqlite.sqlite3.sqlite_version} answers, {path.stat().st_size // 1024 // 1024:,} MB."
    if sqlite.warning():
        return warning(sqlite.warning(), "Install the package pysqlite3 where there is one for this machine.")
    return ok(said)


def _postgres(connection) -> Finding:
    first_row("SELECT set_config('statement_timeout', %s, false)", LONGEST_QUESTION)
    is_copy, version = first_row("SELECT pg_is_in_recovery(), current_setting('server_version')")
    if connection.pg_version < OLDEST_POSTGRES:
        return problem(f"PostgreSQL {version} is too old.", "Move the database to PostgreSQL 14 or later.")
    if is_copy:
        return problem(
            f"PostgreSQL {version} answers, but it is a standby that takes no writes.",
            "Name the primary in TRANSOM_DATABASE_URL.",
        )
    return ok(f"PostgreSQL {version} answers.")


def migrations(now: datetime) -> Finding:
    if newer := schema.newer():
        return problem(
            f"The database was brought up to date by a later Transom ({', '.join(newer)}).",
            "Start that Transom, or restore the backup from before its upgrade.",
        )
    if missing := schema.missing():
        return problem(
            f"The database lacks {len(missing)} of this program's migrations, the first of them {missing[0]}.",
            "Make a backup, then run `transom manage prepare`; `transom run` does it by itself.",
        )
    return ok("The tables fit this program.")


def is_sqlite() -> bool:
    return settings.DATABASES[DEFAULT_DB_ALIAS]["ENGINE"].endswith("sqlite3")
