"""Pages of a list by a moment, the latest first: the last page costs what the first does."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

PAGE = 50
DAYS = (7, 30, 90)
USUAL = 30


class Latest(NamedTuple):
    rows: list[Model]
    next_url: str


def latest(rows: QuerySet, column: str, request: HttpRequest, url: str) -> Latest:
    """The page behind the row of these that `?after=` names by its key, by `column` and then by key; the first one else."""
    key = whole_number(request.GET.get("after", ""))
    at = rows.order_by().filter(pk=key).values_list(column, flat=True).first() if key else None
    if at is not None:
        behind = Q(**{f"{column}__lt": at}) | Q(**{column: at, "pk__lt": key})
        rows = rows.filter(behind, **{f"{column}__lte": at})
    found = list(rows.order_by(f"-{column}", "-pk")[: PAGE + 1])
    kept = {name: request.GET[name] for name in ("days",) if name in request.GET}
    more = urlencode({**kept, "after": found[PAGE - 1].pk}) if len(found) > PAGE else ""
    return Latest(found[:PAGE], f"{url}?{more}" if more else "")


def whole_number(value: str) -> int:
    """What is written there; 0 for anything that is no number of ours."""
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 19 else 0


def days_of(request: HttpRequest) -> int:
    """The span that `?days=` names, of those that are offered."""
    chosen = whole_number(request.GET.get("days", ""))
    return chosen if chosen in DAYS else USUAL
