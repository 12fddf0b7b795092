"""What a check of a path gives, and what it has to know of the desk."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    """What is wrong, in a sentence that says what to do, and about which stop or which move, by slugs."""

    sentence: str
    stop: str | None = None
    move: tuple[str, str] | None = None


@dataclass(frozen=True)
class Known:
    """What a path has to fit, by slug, name and address: the statuses, teams and people of the desk.

    `earlier` are the statuses that published versions of this path had, `occupied` how many of its tickets stand where.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)
    teams: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    earlier: frozenset[str] = frozenset()
    occupied: Mapping[str, int] = field(default_factory=dict)
    is_blank: bool = False
    """True where nothing of a desk is known: then teams and people are believed."""


NOTHING = Known(is_blank=True)
