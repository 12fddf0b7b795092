"""How fast customers' words were answered: what is counted, and how a percentile is taken. Pure.

A word wants an answer unless it was only a thank-you, written by a machine, or settled without one (closed, discarded,
"needs no answer"). It counts for the week in which it came in, so a figure of the past changes only by late answers.
Time is real time, in seconds, from when the word was received to when a person answered or reached somebody on the phone.

A percentile is a value that really occurred (nearest rank): of n values in order the one at place p × n, rounded up.
"""

from collections.abc import Sequence
from typing import NamedTuple

from transom.reports.models import Fate

ANSWERED = (Fate.ANSWERED, Fate.CALLED)
WANTING = (*ANSWERED, Fate.OWED, Fate.HELD)
"""The fates of words that want an answer, or wanted one."""
DAY = 24 * 3600


class Reaction(NamedTuple):
    """`owed` wait still; `late` were answered after more than 24 hours or have waited for longer already. Seconds."""

    answered: int = 0
    owed: int = 0
    within: int = 0
    late: int = 0
    median: int | None = None
    ninety: int | None = None
    worst: int | None = None

    @property
    def words(self) -> int:
        return self.answered + self.owed

    @property
    def share(self) -> float | None:
        """Of those of which it is known, how many were answered within 24 hours: 0 to 1. None where there is none."""
        known = self.within + self.late
        return self.within / known if known else None


def percentile(ordered: Sequence[int], hundredths: int) -> int | None:
    """By nearest rank, of values in order; None of nothing."""
    if not ordered:
        return None
    place = -(-len(ordered) * hundredths // 100)
    return ordered[max(place, 1) - 1]


def reaction(ordered: Sequence[int], owed: int, overdue: int) -> Reaction:
    """Of the seconds that answers took, in order, and how many words are owed still, `overdue` of them for over 24 hours."""
    within = sum(seconds <= DAY for seconds in ordered)
    return Reaction(
        len(ordered),
        owed,
        within,
        len(ordered) - within + overdue,
        percentile(ordered, 50),
        percentile(ordered, 90),
        ordered[-1] if ordered else None,
    )
