"""The many small things that a page shows, out of many tables, in one query: a union of rows of one shape."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import CharField, Expression, F, IntegerField, QuerySet, Subquery, Value

from transom.tickets.queues import COUNTED


class Small(NamedTuple):
    """One row of any table. What `key`, `label`, `detail` and `number` hold is for its `kind` to say."""

    kind: str
    key: int
    label: str
    detail: str
    number: int


NO_WORDS = Value("", CharField())
ZERO = Value(0)


class Counted(Subquery):
    """How many rows a query finds, as a column. Counting stops behind 500."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()

    def __init__(self, rows: QuerySet):
        super().__init__(rows.order_by().values("pk")[: COUNTED + 1])


def small(
    kind: str,
    rows: QuerySet,
    *,
    key: Expression = F("pk"),
    label: Expression = NO_WORDS,
    detail: Expression = NO_WORDS,
    number: Expression = ZERO,
) -> QuerySet:
    """`rows` in the common shape, for `joined`."""
    shape = {"s_kind": Value(kind, CharField()), "s_key": key, "s_label": label, "s_detail": detail, "s_number": number}
    return rows.order_by().annotate(**shape).values_list(*shape)


def joined(queries: Iterable[QuerySet]) -> QuerySet:
    """All of them as one query."""
    first, *others = queries
    return first.union(*others, all=True)


def by_kind(rows: Iterable[tuple]) -> dict[str, list[Small]]:
    """The rows of such a query by kind, each kind in the order of its keys."""
    found: dict[str, list[Small]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(Small(*row))
    for small_rows in found.values():
        small_rows.sort(key=lambda row: row.key)
    return found


def count_words(number: int) -> str:
    """A bounded count: "12", "500+"; the empty string for none."""
    if not number:
        return ""
    return f"{COUNTED}+" if number > COUNTED else str(number)
