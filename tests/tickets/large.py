"""Tables that look large to PostgreSQL's planner, so that the plan of a query does not hang on what other tests left behind."""

from django.db import connection, models

ROWS = 200_000


def seem_large(*kinds: type[models.Model]) -> None:
    """Until the transaction ends these tables count as having many rows of which nothing is known. SQLite needs no such help."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for kind in kinds:
            table = kind._meta.db_table
            cursor.execute("DELETE FROM pg_statistic WHERE starelid = %s::regclass", [table])
            cursor.execute("UPDATE pg_class SET relpages = 1, reltuples = %s WHERE oid = %s::regclass", [ROWS, table])
