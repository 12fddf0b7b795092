"""What every exported row has in common: it is declared once, and schema, page and encoder read that."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Annotated, Any, NamedTuple

import msgspec
from django.db.models import Model, QuerySet
from msgspec import Meta

Time = Annotated[datetime, Meta(tz=True)]
"""A moment in UTC, written as ISO 8601 with its zone."""
BATCH = 500


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line of the export. Every field carries a description, which is the documentation."""


def row_of(kind: type[Row], stored: Model, **given: Any) -> Row:
    """A `kind` whose fields are `given`, or else the attributes of the same name of the stored row."""
    return kind(**given, **{name: getattr(stored, name) for name in kind.__struct_fields__ if name not in given})


class Kind(NamedTuple):
    """A file of the export: its name, what a line of it is, where the rows come from, and how one becomes a line.

    `batch` is how many rows are held in memory at once.
    """

    name: str
    row: type[Row]
    rows: Callable[[], QuerySet]
    made: Callable[[Any], Row]
    batch: int = BATCH

    def count(self) -> int:
        return self.rows().order_by().count()

    def lines(self) -> Iterator[Row]:
        """Every row in the order of its key, with only one batch in memory."""
        for stored in self.rows().order_by("pk").iterator(chunk_size=self.batch):
            yield self.made(stored)
