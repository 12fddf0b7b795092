"""In which order a table takes its tickets, and which one comes next. Pure, but for the two queries that fix the order."""

from collections.abc import Iterable, Sequence

from transom.reviews.models import ReviewItem, Standing
from transom.tickets.models import Priority, TicketQuerySet

MOST = 300
"""Tickets of one review. More than that is no meeting."""
COUNTED = 501
"""So many are counted of what does not fit; the screen says "500+"."""


def chosen(tickets: Iterable[TicketQuerySet]) -> tuple[list[tuple[int, int]], int]:
    """The keys and versions of at most `MOST` tickets of all these lists, urgent first, then by the longest stay in their status.

    And how many more there are, at most `COUNTED`. A merged ticket is no ticket of a review: it goes on in another.
    """
    found: dict[int, tuple] = {}
    keys: set[int] = set()
    for rows in tickets:
        alive = rows.filter(merged_into=None)
        for urgent in (True, False):
            some = alive.filter(priority=Priority.URGENT) if urgent else alive.exclude(priority=Priority.URGENT)
            for key, version, since in _longest(some):
                found[key] = (not urgent, since, key, version)
        keys.update(alive.order_by().values_list("pk", flat=True)[: MOST + COUNTED])
    ordered = sorted(found.values())
    return [(key, version) for _normal, _since, key, version in ordered[:MOST]], min(max(0, len(keys) - MOST), COUNTED)


def _longest(rows: TicketQuerySet) -> Iterable[tuple]:
    return rows.order_by("status_since", "pk").values_list("pk", "version", "status_since")[:MOST]


def following(items: Sequence[ReviewItem], here: ReviewItem | None) -> ReviewItem | None:
    """What comes behind `here`: the next that waits, else the first that waits, else what was put aside once, the oldest first.

    None where that is all: what was put aside twice is left for another day.
    """
    place = here.place if here else -1
    waiting = [item for item in items if item.standing == Standing.WAITING and item is not here]
    if waiting:
        return next((item for item in waiting if item.place > place), waiting[0])
    aside = [item for item in items if item.standing == Standing.LATER and item.postponed < 2 and item is not here]
    return min(aside, key=lambda item: item.left_at, default=None)


def before(items: Sequence[ReviewItem], here: ReviewItem | None) -> ReviewItem | None:
    """What lay on the table before `here`; None for the first."""
    gone = [item for item in items if item.left_at and item is not here]
    if here and here.left_at:
        gone = [item for item in gone if item.left_at < here.left_at]
    return max(gone, key=lambda item: item.left_at, default=None)
