"""Does what the desk acknowledged survive a power cut, and is what it kept still whole?"""

import time
from datetime import datetime

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

from transom.operating.findings.database import is_sqlite
from transom.operating.findings.finding import Finding, ok, problem
from transom.operating.first_row import first_row

FULL = (2, 3)  # PRAGMA synchronous: FULL, EXTRA
SECONDS = 20.0  # for the look through the whole database
STEPS = 100_000  # of SQLite's machine between two looks at the time
POSTGRES = {
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "synchronous_commit": ("on", "local", "remote_write", "remote_apply"),
}
LOST = "A power cut can lose mail that was acknowledged, or damage the database."


def durability(now: datetime) -> Finding:
    settings = _sqlite_settings() if is_sqlite() else _postgres_settings()
    said = ", ".join(f"{name} {value}" for name, (value, _good) in settings.items())
    if bad := [name for name, (_value, good) in settings.items() if not good]:
        return problem(f"{said}. {LOST}", _remedy(bad))
    return ok(f"{said}.")


def _remedy(bad: list[str]) -> str:
    if is_sqlite():
        return "Keep the data folder on a disk of this machine: network file systems cannot do this."
    return f"Turn on {', '.join(bad)} in postgresql.conf, and for the desk's role and database (ALTER ROLE, ALTER DATABASE)."


def _sqlite_settings() -> dict[str, tuple[str, bool]]:
    connection = connections[DEFAULT_DB_ALIAS]
    journal, synchronous = first_row("PRAGMA journal_mode")[0], first_row("PRAGMA synchronous")[0]
    mode = connection.transaction_mode or "DEFERRED"
    return {
        "journal_mode": (journal, journal == "wal"),
        "synchronous": ("FULL" if synchronous in FULL else str(synchronous), synchronous in FULL),
        "transactions": (mode, mode == "IMMEDIATE"),
    }


def _postgres_settings() -> dict[str, tuple[str, bool]]:
    found = {name: first_row("SELECT current_setting(%s)", name)[0] for name in POSTGRES}
    return {name: (value, value in POSTGRES[name]) for name, value in found.items()}


def integrity(now: datetime) -> Finding:
    """PostgreSQL has no such question. A large SQLite database is looked at for so long and no longer."""
    if not is_sqlite():
        return ok("PostgreSQL looks after its own files.")
    try:
        found = _quick_check()
    except DatabaseError as error:
        if "interrupted" in str(error):
            return ok(f"No damage was found in {SECONDS:g} s. All of it: sqlite3 transom.sqlite3 'PRAGMA quick_check'")
        found = str(error)
    if found != "ok":
        return problem(f"The database is damaged: {found}", "Stop the desk, keep a copy, and restore your last backup.")
    return ok("The database is whole.")


def _quick_check() -> str:
    raw, until = connections[DEFAULT_DB_ALIAS].connection, time.monotonic() + SECONDS
    raw.set_progress_handler(lambda: time.monotonic() > until, STEPS)
    try:
        return first_row("PRAGMA quick_check(1)")[0]
    finally:
        raw.set_progress_handler(None, 0)
