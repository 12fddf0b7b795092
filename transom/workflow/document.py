"""A path as one document: what a draft holds, what is checked and simulated, exported and imported.

It names everything by slug, name or address and nothing by key, so that it can be read, compared and carried to another
desk. A version's rows are written from it and give it back (`Path` here, rows in `models`).
"""

from typing import Literal

import msgspec

from transom.workflow.models import Category

FORMAT = 1


class Owner(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whose a ticket is in a status. `name` is a role's value, a team's name or a person's address."""

    kind: Literal["role", "team", "person"]
    name: str


class Stop(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A status on the path. `status` is its slug; words and settings are as `models.Status` and `models.Step` say."""

    status: str
    name: str
    category: str
    public_name: str = ""
    silence_counts: bool = False
    entering: str = ""
    leaving: str = ""
    owner: Owner | None = None
    days: int | None = None
    act: str = ""
    asks: str = ""
    reasons: tuple[str, ...] = ()


class Move(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A transition. `origin` and `to` are slugs of statuses; the order of moves is that of their buttons."""

    origin: str
    to: str
    label: str
    roles: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    trigger: str = ""


class Path(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The path of one type; the first stop is its start.

    `remaps` says for a status that was removed where its tickets go: slug to slug.
    """

    type: str
    name: str
    purpose: str = ""
    stops: tuple[Stop, ...] = ()
    moves: tuple[Move, ...] = ()
    remaps: dict[str, str] = {}

    def stop(self, status: str) -> Stop | None:
        """The stop of this slug, or None where the path has none."""
        return next((stop for stop in self.stops if stop.status == status), None)

    def move(self, origin: str, to: str) -> Move | None:
        return next((move for move in self.moves if (move.origin, move.to) == (origin, to)), None)

    def moves_from(self, status: str) -> tuple[Move, ...]:
        """The moves out of this status, in the order of their buttons."""
        return tuple(move for move in self.moves if move.origin == status)

    @property
    def slugs(self) -> tuple[str, ...]:
        return tuple(stop.status for stop in self.stops)

    @property
    def end(self) -> Stop | None:
        """The first closed stop: its own end, before those that every path shares."""
        return next((stop for stop in self.stops if stop.category == Category.CLOSED), None)


def as_json(path: Path) -> dict:
    """The path as a JSON column keeps it; `from_json` gives it back."""
    return msgspec.to_builtins(path)


def from_json(document: dict) -> Path:
    return msgspec.convert(document, Path)
