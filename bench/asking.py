"""Looking into a desk's database from outside, by plain SQL, on a connection of our own."""

from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

from transom.foundation.sqlite import sqlite3

LEFT = (
    "SELECT (SELECT count(*) FROM transom_inboundemail WHERE settled_at IS NOT NULL OR parked_at IS NOT NULL),"
    " (SELECT count(*) FROM transom_event WHERE dispatched_at IS NULL),"
    " (SELECT count(*) FROM transom_outboundemail WHERE settled_at IS NULL AND parked_at IS NULL)"
)


class Asking:
    def __init__(self, database):
        self.database = database

    def is_done(self, mails: int) -> bool:
        """Are so many mails read, and is all dispatched and sent that came of them?"""
        return self._row(LEFT) == (mails, 0, 0)

    def count(self, table: str, where: str = "1 = 1") -> int:
        return self._row(f"SELECT count(*) FROM transom_{table} WHERE {where}")[0]

    def _row(self, sql: str) -> tuple:
        return tuple(self.database.execute(sql).fetchone())


@contextmanager
def asking(folder: Path, url: str):
    """`url` is empty for a desk on SQLite."""
    if url:
        with psycopg.connect(url, autocommit=True) as database:
            yield Asking(database)
    else:
        with closing(sqlite3.connect(folder / "transom.sqlite3", timeout=60)) as database:
            yield Asking(database)
