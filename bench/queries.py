"""What a page asks of SQLite, and what that costs without the page: `python -m bench.queries COOKIE TIMES PATH…`.

Runs in the desk's environment. Prints as JSON, for each path: how many queries, and the milliseconds of wall and CPU that
the same SQL takes in plain sqlite3, with all rows fetched.
"""

import json
import sys
import time

import django
from django.conf import settings
from django.db import connection
from django.test import Client

django.setup()

from django.db.backends.sqlite3._functions import register  # noqa: E402, after ours has decided which SQLite
from django.db.backends.sqlite3.base import Database  # noqa: E402


def asked(client: Client, path: str) -> list[tuple[str, tuple]]:
    """The statements of one visit with their values. The first visit fills the caches and does not count."""
    client.get(path)
    told = []

    def listen(execute, sql, params, many, context):
        told.append((sql, tuple(params or ())))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        assert client.get(path).status_code == 200
    return told


def plain(statements: list[tuple[str, tuple]], times: int) -> dict:
    """The same SQL on a connection of its own."""
    database = Database.connect(settings.DATABASES["default"]["NAME"])
    database.execute("PRAGMA cache_size=-16000")
    register(database)  # the functions that Django adds, should a query call one
    ready = [(sql.replace("%s", "?").replace("%%", "%"), values) for sql, values in statements]
    for sql, values in ready:
        database.execute(sql, values).fetchall()
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(times):
        for sql, values in ready:
            database.execute(sql, values).fetchall()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return {"queries": len(ready), "ms": wall * 1000 / times, "cpu_ms": cpu * 1000 / times}


if __name__ == "__main__":
    visitor = Client()
    visitor.cookies["sessionid"] = sys.argv[1]
    json.dump({path: plain(asked(visitor, path), int(sys.argv[2])) for path in sys.argv[3:]}, sys.stdout)
