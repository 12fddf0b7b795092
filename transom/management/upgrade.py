"""The tables and the program: which of them is behind, and how the tables are brought up to date, whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, OperationalError, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from transom import __version__
from transom.clock import shipped as times
from transom.cockpit import shipped as decisions
from transom.workflow import defaults

NO_USE_TRYING_AGAIN = 78  # EX_CONFIG of sysexits.h; the units in deploy/ do not start such a process again
TURN = 0x7472616E736F6D  # "transom": the key of PostgreSQL's advisory lock
LONGEST_WAIT = 600  # seconds for another process's upgrade, on SQLite


def behind() -> list:
    """The migrations that the program knows and the tables lack, in their order. Raises `CommandError`."""
    executor = _executor()
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


def check_not_newer() -> None:
    """Raise `CommandError` where the tables went through migrations that this program does not know."""
    if unknown := _unknown():
        names = ", ".join(f"{name} (since {applied:%Y-%m-%d})" for name, applied in unknown)
        raise CommandError(
            f"This desk's database was brought up to date by a later Transom: it has {names}, which this one, "
            f"Transom {__version__}, does not know. Start the later Transom, or restore a backup made before "
            "its upgrade (docs/deploying.md, “When a start is refused”).",
            returncode=NO_USE_TRYING_AGAIN,
        )


def bring_up_to_date() -> None:
    """Create or change the tables and install what ships, in one transaction: killed in the middle, nothing has happened.

    Of several processes that want to, one does it and the others wait for it. Raises `CommandError`.
    """
    check_not_newer()
    if not behind():
        return
    try:
        with _our_turn():
            check_not_newer()  # somebody may have been quicker
            if behind():
                call_command("migrate", verbosity=0, interactive=False)
                defaults.install()
                decisions.install()
                times.install(timezone.now())
    except DatabaseError as error:
        raise CommandError(
            f"The tables could not be brought up to date ({error}), and stay as they were. "
            "Is there room on the disk (docs/deploying.md)? Start this again."
        ) from error


def _executor() -> MigrationExecutor:
    try:
        return MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    except OperationalError as error:
        raise CommandError(f"The database cannot be used ({error}). Check TRANSOM_DATABASE_URL and --data.") from error


def _unknown() -> list[tuple[str, datetime]]:
    loader = _executor().loader
    known = set(loader.disk_migrations)
    for migration in loader.disk_migrations.values():
        known.update(migration.replaces)
    installed = {config.label for config in apps.get_app_configs()}
    return [
        (name if app == "transom" else f"{app} {name}", row.applied)
        for (app, name), row in sorted(loader.applied_migrations.items())
        if app in installed and (app, name) not in known
    ]


@contextmanager
def _our_turn() -> Iterator[None]:
    """One transaction around all migrations. Django's own is one a migration, and its mark may come after the commit:
    a process killed in between could never be started again."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {LONGEST_WAIT * 1000}")  # BEGIN IMMEDIATE below is the turn
        # Off before BEGIN, where it still can be: tables are made anew under their children.
        with connection.constraint_checks_disabled(), transaction.atomic():
            yield
            connection.check_constraints()
        connection.close()  # and with it the long wait
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])
            cursor.execute(
                "SET CONSTRAINTS ALL IMMEDIATE"
            )  # else rows changed here keep their tables from being altered
            yield
