"""Which saved reply fits what a customer wrote: by the words that both have, and it says which. Pure.

A word counts by its beginning (`key_of`), so that "approvers" fits "approver". A word that most saved replies have says
nothing about one of them. The same words always find the same reply.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from transom.cockpit.common_words import COMMON
from transom.search.words import spans, units

SHORTEST = 3  # letters of a word that says something
STEM = 6
OF_NAME, OF_TEXT = 3, 1
ENOUGH = 5
"""Two words of its name, or one of its name and two of its text."""
FEW = 6
"""From so many replies on, a word that a third of them have is common here."""
SHOWN = 3
SAYS_IT = 2
"""So many words of its name say it without those of its text."""


@dataclass(frozen=True)
class Reply:
    """A saved reply. `key` is its row's."""

    key: int
    name: str
    body: str


@dataclass(frozen=True)
class Match:
    """`words` are those of the customer that fit, as they spelt them, the first few."""

    reply: Reply
    words: tuple[str, ...]
    score: int


def key_of(unit: str) -> str:
    """What two spellings of one word have in common; empty for a word that says nothing."""
    if len(unit) < SHORTEST or unit in COMMON or unit.isdecimal():
        return ""
    return unit.rstrip("s")[:STEM]


@lru_cache(maxsize=2048)
def keys_of(text: str) -> frozenset[str]:
    return frozenset(filter(None, map(key_of, units(text))))


class Replies:
    """The saved replies of somebody, the usual ones first: of two that fit alike, the first is taken."""

    def __init__(self, replies: Iterable[Reply]):
        self.replies = list(replies)
        self.keys = [(keys_of(reply.name), keys_of(reply.body)) for reply in self.replies]
        counted = Counter(key for name, body in self.keys for key in name | body)
        most = len(self.replies) / 3 if len(self.replies) >= FEW else len(self.replies)
        self.common = {key for key, count in counted.items() if count > most}
        self.having: dict[str, list[int]] = {}
        for place, (name, body) in enumerate(self.keys):
            for key in (name | body) - self.common:
                self.having.setdefault(key, []).append(place)

    def fitting(self, text: str) -> Match | None:
        """The one that fits these words best, if one fits well enough."""
        if not self.having:
            return None
        written = {key for key in map(key_of, units(text)) if key in self.having}
        scores: Counter[int] = Counter()
        for key in written:
            for place in self.having[key]:
                scores[place] += OF_NAME if key in self.keys[place][0] else OF_TEXT
        for place, score in sorted(scores.items(), key=lambda pair: (-pair[1], pair[0])):
            name, body = self.keys[place]
            if score >= ENOUGH and any(key in name for key in written):
                return Match(self.replies[place], _said(text, name & written, body & written - name), score)
        return None


def _said(text: str, of_name: set[str], of_text: set[str]) -> tuple[str, ...]:
    """Those words of `text`, as they are spelt there: of the name, and where those are few, of the reply's text."""
    written: dict[str, str] = {}
    for span in spans(text):
        written.setdefault(key_of(span.unit), text[span.start : span.end])
    fit = [word for key, word in written.items() if key in of_name]
    if len(fit) < SAYS_IT:
        fit += [word for key, word in written.items() if key in of_text]
    return tuple(fit[:SHOWN])
