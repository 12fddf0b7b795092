"""Which migrations this program brings, and which of them the database has."""

from functools import cache

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

Names = frozenset[tuple[str, str]]


@cache
def shipped() -> Names:
    """Every migration of this program, as (app, name). Read once: it takes the import of each."""
    return frozenset(MigrationLoader(None).disk_migrations)


def applied() -> Names:
    """Every migration that the database says it has; none where it was never prepared. One small query or two."""
    return frozenset(MigrationRecorder(connections[DEFAULT_DB_ALIAS]).applied_migrations())


def missing() -> list[str]:
    """What `transom manage prepare` would still have to do, in the order of the names."""
    return sorted(f"{app}.{name}" for app, name in shipped() - applied())


def newer() -> list[str]:
    """Our own migrations in the database that this program does not know: a later Transom made them."""
    return sorted(f"{app}.{name}" for app, name in applied() - shipped() if app == "transom")
