"""The clock of a table: how long a ticket lies there, without the time in which nobody was there."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from transom.reviews.models import Review, ReviewItem, ReviewPerson

HERE = timedelta(seconds=75)
"""After so long without a sign somebody has left the table: an open page gives one every 25 seconds."""
AWAY = timedelta(minutes=20)
"""After so long without a sign of anybody the table was left, and its clock stood still since the last one."""
FORGOTTEN = timedelta(hours=12)
"""Whoever begins another review ends what was left for so long."""


def last_sign(review: Review, people: Iterable[ReviewPerson]) -> datetime:
    """When anybody was there last."""
    return max([person.seen_at for person in people], default=review.began_at)


def is_left(review: Review, people: Iterable[ReviewPerson], now: datetime) -> bool:
    return now - last_sign(review, people) > AWAY


def elapsed(review: Review, people: Iterable[ReviewPerson], now: datetime) -> int:
    """For how many seconds the ticket on the table lies there this time."""
    if review.place is None:
        return 0
    end = last_sign(review, people) if is_left(review, people, now) else now
    return max(0, int((end - review.turned_at).total_seconds()))


def total(items: Iterable[ReviewItem]) -> int:
    """The seconds of all that has left the table."""
    return sum(item.seconds for item in items)
