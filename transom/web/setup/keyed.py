"""Pages of a list by its primary key, so that the last page costs what the first does."""

from typing import NamedTuple

from django.db.models import Model, QuerySet
from django.http import HttpRequest

PAGE = 50


class KeyedPage(NamedTuple):
    rows: list[Model]
    next_url: str
    previous_url: str


def keyed_page(rows: QuerySet, request: HttpRequest, url: str, *, latest_first: bool = False) -> KeyedPage:
    """The page that `?after=` or `?before=` names by the key of a row; the first one else."""
    after, before = (_key(request, name) for name in ("after", "before"))
    backwards = before is not None
    descending = latest_first != backwards
    anchor = before if backwards else after
    if anchor is not None:
        rows = rows.filter(**{"pk__lt" if descending else "pk__gt": anchor})
    found = list(rows.order_by("-pk" if descending else "pk")[: PAGE + 1])
    more, found = len(found) > PAGE, found[:PAGE]
    if backwards:
        found.reverse()
    has_next = bool(found) and (more or backwards)
    has_previous = bool(found) and (more if backwards else anchor is not None)
    return KeyedPage(
        found,
        f"{url}?after={found[-1].pk}" if has_next else "",
        f"{url}?before={found[0].pk}" if has_previous else "",
    )


def _key(request: HttpRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 19 else None
