"""What is asked of the index, in words that neither database knows; and what it answers."""

from dataclasses import dataclass
from typing import NamedTuple

from transom.search.models import Kind, kind_of
from transom.search.words import Sought


@dataclass(frozen=True)
class Asked:
    """Pieces that have every one of `every`, and of `kinds`; from the key `since` on and before the key `until`."""

    every: tuple[Sought, ...]
    kinds: tuple[int, ...] = tuple(Kind.values)
    since: int | None = None
    until: int | None = None

    @property
    def all_kinds(self) -> bool:
        return set(self.kinds) == set(Kind.values)

    def has_key(self, key: int) -> bool:
        """May a piece with this key be among them? A key tells its time and its kind."""
        begun = self.since is None or key >= self.since
        return begun and (self.until is None or key < self.until) and kind_of(key) in self.kinds


class Place(NamedTuple):
    """A piece that has what was asked."""

    key: int
    kind: int
    source: int
    ticket: int


class Piece(NamedTuple):
    """A piece as it goes into the index: its words in their order."""

    key: int
    kind: int
    source: int
    ticket: int
    terms: list[str]


PLACE = ("id", "kind", "source", "ticket_id")
COLUMNS = ", ".join(f"e.{name}" for name in PLACE)


def narrowed(asked: Asked, key: str) -> tuple[str, list[int]]:
    """The conditions beside the words, as SQL behind an AND; `key` is the column with the key."""
    sql, values = "", []
    if asked.since is not None:
        sql, values = f"{sql} AND {key} >= %s", [*values, asked.since]
    if asked.until is not None:
        sql, values = f"{sql} AND {key} < %s", [*values, asked.until]
    if not asked.all_kinds:
        marks = ", ".join(["%s"] * len(asked.kinds))
        sql, values = f"{sql} AND e.kind IN ({marks or 'NULL'})", [*values, *asked.kinds]
    return sql, values
