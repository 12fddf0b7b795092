"""The little SQL of backup and restore that Django has no words for. Names come from our own models, never from an archive."""

from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder

from transom.operating.backup.manifest import Refused


def last_key(model: type[models.Model]) -> int | None:
    """The last key that this table ever gave out, so that no key is used again; None where it was none yet."""
    key = model._meta.pk
    if not isinstance(key, models.AutoField | models.BigAutoField):
        return None
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, %s)::regclass)"
            cursor.execute(sequence, [connection.ops.quote_name(model._meta.db_table), key.column])
        else:
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
        row = cursor.fetchone()
    return (row[0] or None) if row else None  # SQLite says 0 of a table whose rows were all taken away


def set_last_key(model: type[models.Model], value: int) -> None:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            setting = "SELECT setval(pg_get_serial_sequence(%s, %s)::regclass, %s)"
            cursor.execute(setting, [connection.ops.quote_name(table), model._meta.pk.column, value])
        else:
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, value])


def check_sound() -> None:
    """Raise `Refused` where the database itself, or a reference between rows, is broken."""
    connection.check_constraints()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            found = [row[0] for row in cursor.fetchall()]
        if found != ["ok"]:
            raise Refused(f"The restored database is not sound: {'; '.join(found[:3])}.")


def set_aside(schema: str, ours: set[str]) -> None:
    """Move our tables to a schema of their own (PostgreSQL), with their indexes and sequences."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {quote(schema)}")
        for table in connection.introspection.table_names():
            if table in ours | {MigrationRecorder.Migration._meta.db_table}:
                cursor.execute(f"ALTER TABLE {quote(table)} SET SCHEMA {quote(schema)}")


def drop_aside(schema: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA {connection.ops.quote_name(schema)} CASCADE")
