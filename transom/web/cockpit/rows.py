"""The decisions as small rows of a ticket's page, so that they cost it no query of their own."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Case, F, QuerySet, Value, When

from transom.cockpit.models import Decision
from transom.web.agent.small_rows import Small, small

KIND = "decision"
TEAM, WHY = 1, 2


class Shown(NamedTuple):
    """A decision for `cockpit/parts.html`."""

    pk: int
    name: str
    key: str
    asks_team: bool
    asks_comment: bool


def small_rows() -> Iterator[QuerySet]:
    """`number` holds the place, and behind it what is asked for."""
    team = Case(When(asks_team=True, then=Value(TEAM)), default=Value(0))
    why = Case(When(asks_comment=True, then=Value(WHY)), default=Value(0))
    yield small(KIND, Decision.objects.all(), label=F("name"), detail=F("key"), number=F("position") * 4 + team + why)


def shown(rows: list[Small]) -> list[Shown]:
    placed = sorted(rows, key=lambda row: row.number // 4)
    return [Shown(row.key, row.label, row.detail, bool(row.number & TEAM), bool(row.number & WHY)) for row in placed]
