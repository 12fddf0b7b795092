"""The index on PostgreSQL: a tsvector beside each `SearchEntry`, with a GIN index.

Vectors and queries are written out word by word, so no dictionary and no parser of the server's has a say (nor an
extension): what a word is, `words.terms` decides, as on SQLite.
"""

from collections.abc import Iterable

from django.db import connection

from transom.search.asking import COLUMNS, Asked, Piece, Place, narrowed
from transom.search.words import Sought

LAST_POSITION = 16383  # of a word in a tsvector; what is behind it is there all the same
CREATE = (
    "ALTER TABLE transom_searchentry ADD COLUMN words tsvector NOT NULL DEFAULT ''",
    # A long list of what is not yet sorted in would be read by every search.
    "CREATE INDEX search_words ON transom_searchentry USING gin (words) WITH (gin_pending_list_limit = 512)",
)
DROP = ("DROP INDEX IF EXISTS search_words", "ALTER TABLE transom_searchentry DROP COLUMN IF EXISTS words")
ENTRY = (
    "INSERT INTO transom_searchentry (id, kind, source, ticket_id, words) VALUES (%s, %s, %s, %s, %s::tsvector) "
    "ON CONFLICT (id) DO UPDATE SET ticket_id = excluded.ticket_id, words = excluded.words"
)


def write(pieces: list[Piece]) -> None:
    """Put these into the index, in the place of what stood there under their keys."""
    with connection.cursor() as cursor:
        cursor.executemany(ENTRY, [(*piece[:4], _vector(piece.terms)) for piece in pieces])


def forget(keys: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM transom_searchentry WHERE id = ANY(%s)", [keys])


def empty() -> None:
    """Make the index anew, with nothing in it."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM transom_searchentry")


def newest(asked: Asked, most: int) -> list[Place]:
    """The newest pieces that have what is asked, the newest first."""
    also, values = narrowed(asked, "e.id")
    sql = (
        f"SELECT {COLUMNS} FROM transom_searchentry e "  # noqa: S608
        f"WHERE e.words @@ %s::tsquery{also} ORDER BY e.id DESC LIMIT %s"
    )
    return _places(sql, [_query(asked.every), *values, most])


def among(keys: Iterable[int], asked: Asked) -> list[Place]:
    """Those of the pieces with these keys that have what is asked, in no order."""
    also, values = narrowed(asked, "e.id")
    sql = (
        f"SELECT {COLUMNS} FROM transom_searchentry e "  # noqa: S608
        f"WHERE e.id = ANY(%s) AND e.words @@ %s::tsquery{also}"
    )
    return _places(sql, [list(keys), _query(asked.every), *values])


def _vector(terms: list[str]) -> str:
    """PostgreSQL 8.11.1: each word in quotes, with its positions behind it."""
    positions: dict[str, list[str]] = {}
    for position, term in enumerate(terms, 1):
        positions.setdefault(term, []).append(str(min(position, LAST_POSITION)))
    return " ".join(f"{_quoted(term)}:{','.join(places[:255])}" for term, places in positions.items())


def _query(every: tuple[Sought, ...]) -> str:
    return " & ".join(f"({' <-> '.join(_words(sought))})" for sought in every)


def _words(sought: Sought) -> Iterable[str]:
    *first, last = sought.terms
    return [*map(_quoted, first), f"{_quoted(last)}{':*' if sought.begins else ''}"]


def _quoted(term: str) -> str:
    escaped = term.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def _places(sql: str, values: list) -> list[Place]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Place(*row) for row in cursor.fetchall()]
