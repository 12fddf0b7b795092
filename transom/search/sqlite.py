"""The index on SQLite: an FTS5 table that keeps no text, under the keys of `SearchEntry`.

Its tokenizer only splits at spaces, for `words.terms` has made the words already; there is no other ASCII in them than
letters and digits. From SQLite 3.43 on a table without text can forget a row; older ones keep the text.
"""

import json
from collections.abc import Iterable

from django.db import connection

from transom.foundation.sqlite import sqlite3
from transom.search.asking import COLUMNS, Asked, Piece, Place, narrowed
from transom.search.words import Sought

TABLE = "transom_searchtext"
CHUNK = 100  # keys that are looked up one by one
KEEPS_NO_TEXT = ", content='', contentless_delete=1" if sqlite3.sqlite_version_info >= (3, 43) else ""
CREATE = f"CREATE VIRTUAL TABLE {TABLE} USING fts5(words, tokenize='ascii', prefix='2 3'{KEEPS_NO_TEXT})"
DROP = f"DROP TABLE IF EXISTS {TABLE}"
REMOVE = "DELETE FROM transom_searchtext WHERE rowid = %s"
INSERT = "INSERT INTO transom_searchtext (rowid, words) VALUES (%s, %s)"
ENTRY = "INSERT OR REPLACE INTO transom_searchentry (id, kind, source, ticket_id) VALUES (%s, %s, %s, %s)"


def write(pieces: list[Piece]) -> None:
    """Put these into the index, in the place of what stood there under their keys.

    Where keys rise FTS5 writes them in one go; a lower one would make it write out first what it has.
    """
    pieces = sorted(pieces)
    with connection.cursor() as cursor:
        cursor.executemany(REMOVE, [(piece.key,) for piece in pieces])
        cursor.executemany(INSERT, [(piece.key, " ".join(piece.terms)) for piece in pieces])
        cursor.executemany(ENTRY, [piece[:4] for piece in pieces])


def forget(keys: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(REMOVE, [(key,) for key in keys])
        cursor.executemany("DELETE FROM transom_searchentry WHERE id = %s", [(key,) for key in keys])


def empty() -> None:
    """Make the index anew, with nothing in it."""
    with connection.cursor() as cursor:
        cursor.execute(DROP)
        cursor.execute(CREATE)
        cursor.execute("DELETE FROM transom_searchentry")


def newest(asked: Asked, most: int) -> list[Place]:
    """The newest pieces that have what is asked, the newest first."""
    also, values = narrowed(asked, "f.rowid")
    sql = (
        f"SELECT {COLUMNS} FROM {TABLE} f CROSS JOIN transom_searchentry e ON e.id = f.rowid "  # noqa: S608
        f"WHERE f.words MATCH %s{also} ORDER BY f.rowid DESC LIMIT %s"
    )
    return _places(sql, [_match(asked.every), *values, most])


def among(keys: Iterable[int], asked: Asked) -> list[Place]:
    """Those of the pieces with these keys that have what is asked, in no order.

    Each key by itself is looked up in 70 µs; but where a word may go on FTS5 would gather its endings anew for each, so
    there, and where the keys are many, the words are gone through once (the plus keeps SQLite from doing otherwise).
    """
    keys = sorted(keys)
    also, values = narrowed(asked, "f.rowid")
    if len(keys) > CHUNK or any(sought.begins for sought in asked.every):
        chosen, given = (
            "+f.rowid IN (SELECT value FROM json_each(%s)) AND f.rowid BETWEEN %s AND %s",
            [
                json.dumps(keys),
                keys[0],
                keys[-1],
            ],
        )
    else:
        chosen, given = f"f.rowid IN ({', '.join(['%s'] * len(keys))})", keys
    sql = (
        f"SELECT {COLUMNS} FROM {TABLE} f CROSS JOIN transom_searchentry e ON e.id = f.rowid "  # noqa: S608
        f"WHERE f.words MATCH %s AND {chosen}{also}"
    )
    return _places(sql, [_match(asked.every), *given, *values])


def _match(every: tuple[Sought, ...]) -> str:
    """FTS5, 3: a string in quotes is a phrase of its tokens, with a star behind it the last one may go on."""
    return " AND ".join(f'"{" ".join(sought.terms)}"{" *" if sought.begins else ""}' for sought in every)


def _places(sql: str, values: list) -> list[Place]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Place(*row) for row in cursor.fetchall()]
