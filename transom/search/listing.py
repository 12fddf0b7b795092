"""Questions without words: the tickets that their operators leave, as a list pages. Urgent ones first, then by need, or the newest."""

from dataclasses import dataclass

from django.db.models import Q

from transom.search.asking import Asked
from transom.search.finding import PAGE, Search, kinds_for, sought_words
from transom.tickets.events.facts import NORMAL_BAND
from transom.tickets.models import TicketQuerySet
from transom.tickets.queues import COLUMNS, URGENT, Listed

ROUNDS = 20  # pages that are looked at where words must be missing


@dataclass(frozen=True)
class ListedPage:
    """`next` is the key of the last ticket, None at the end."""

    tickets: list[Listed]
    next: int | None = None


def listed(search: Search, after: int | None = None, size: int = PAGE) -> ListedPage:
    """A page of what the operators leave, behind the ticket with the key `after`."""
    found: list[Listed] = []
    for _ in range(ROUNDS):
        rows = _rows(search, after, size + 1 - len(found))
        unwanted = _unwanted(search, [row.key for row in rows])
        found += [row for row in rows if row.key not in unwanted]
        if len(found) > size or not rows or not unwanted:
            break
        after = rows[-1].key
    else:
        return ListedPage(found[:size], after)
    return ListedPage(found[:size], found[size - 1].key if len(found) > size else None)


def _unwanted(search: Search, tickets: list[int]) -> set[int]:
    unwanted: set[int] = set()
    for word in sought_words(search.question, without=True):
        unwanted |= search.having(tickets, Asked((word,), kinds_for(search.actor)))
    return unwanted


def _rows(search: Search, after: int | None, size: int) -> list[Listed]:
    """Urgent tickets first, as on every list; behind them, where the question is not for open ones, the newest."""
    tickets = bounded(search)
    if search.narrowed.by_need:
        return _in_order(tickets, "sort_key", _anchor(search, after, "sort_key"), size)
    anchor = _anchor(search, after, "sort_key")
    found = []
    if anchor is None or anchor[0] < NORMAL_BAND:
        found = _in_order(tickets.filter(URGENT), "sort_key", anchor, size)
        after = None
    if len(found) < size:
        place = _anchor(search, after, "opened_at")
        found += _in_order(tickets.exclude(URGENT), "opened_at", place, size - len(found))
    return found


def _anchor(search: Search, after: int | None, column: str) -> tuple | None:
    """Where the ticket with the key `after` stands in the order of this column."""
    return search.visible.filter(pk=after).values_list(column, "pk").first() if after is not None else None


def _in_order(tickets: TicketQuerySet, column: str, anchor: tuple | None, size: int) -> list[Listed]:
    descending = column != "sort_key"
    if anchor:
        tickets = tickets.filter(_beyond(column, anchor, descending))
    order = ("-opened_at", "-pk") if descending else ("sort_key", "pk")
    return [Listed(*row) for row in tickets.order_by(*order).values_list(*COLUMNS)[:size]]


def _beyond(column: str, anchor: tuple, descending: bool) -> Q:
    """Behind the anchor. Said twice, so that the index is entered at the anchor and not walked from its beginning."""
    at, key = anchor
    way = "lt" if descending else "gt"
    return Q(**{f"{column}__{way}e": at}) & (Q(**{f"{column}__{way}": at}) | Q(**{f"pk__{way}": key}))


def bounded(search: Search) -> TicketQuerySet:
    """What the operators leave, with the days that were asked for as those on which a ticket was opened."""
    tickets = search.narrowed.tickets
    if search.narrowed.since:
        tickets = tickets.filter(opened_at__gte=search.narrowed.since)
    if search.narrowed.until:
        tickets = tickets.filter(opened_at__lt=search.narrowed.until)
    return tickets


def rows_of(tickets: TicketQuerySet, keys: list[int]) -> dict[int, Listed]:
    """These tickets as a list shows them, those that are among `tickets`."""
    return {row[0]: Listed(*row) for row in tickets.filter(pk__in=keys).values_list(*COLUMNS)}


def count(search: Search, most: int) -> int:
    """How many tickets the question finds, counted up to `most` and one more."""
    if search.question.asks_for_words:
        return len(search.by_words(size=most + 1).tickets)
    if any(word.without for word in search.question.words):
        return len(listed(search, size=most + 1).tickets)
    return bounded(search).order_by()[: most + 1].count()
