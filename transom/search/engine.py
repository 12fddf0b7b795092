"""The index, whichever database it is in: the one place where the search differs between SQLite and PostgreSQL."""

from collections.abc import Iterable
from types import ModuleType

from django.db import connection

from transom.search import postgresql, sqlite
from transom.search.asking import Asked, Piece, Place


def _of() -> ModuleType:
    return postgresql if connection.vendor == "postgresql" else sqlite


def write(pieces: list[Piece]) -> None:
    """Put these into the index, in the place of what stood there under their keys."""
    if pieces:
        _of().write(pieces)


def forget(keys: list[int]) -> None:
    """Take these out of the index: nothing of their words stays in it."""
    if keys:
        _of().forget(keys)


def empty() -> None:
    """Make the index anew, with nothing in it."""
    _of().empty()


def newest(asked: Asked, most: int) -> list[Place]:
    """The newest pieces that have what is asked, the newest first. Whoever shows one asks first who may see its ticket."""
    return _of().newest(asked, most) if asked.every and asked.kinds else []


def among(keys: Iterable[int], asked: Asked) -> list[Place]:
    """Those of the pieces with these keys that have what is asked, in no order."""
    keys = list(keys)
    return _of().among(keys, asked) if keys and asked.every and asked.kinds else []
