"""What every kind of event has in common."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

import msgspec

from transom.tickets.models import Ticket


class Audience(StrEnum):
    """Who may read of it: the people of the desk alone, or the customer as well."""

    AGENTS = "agents"
    PUBLIC = "public"


class Ref(msgspec.Struct, frozen=True):
    """A row as it was called at that moment, so that history survives renames."""

    id: int
    label: str

    @classmethod
    def to(cls, row) -> "Ref":
        return cls(row.pk, str(getattr(row, "label", row)))

    @classmethod
    def maybe(cls, row) -> "Ref | None":
        return cls.to(row) if row is not None else None


class Change(msgspec.Struct, frozen=True):
    """What joins and leaves one of the ticket's collections (`collections.py` names them)."""

    collection: str
    added: tuple = ()
    removed: tuple = ()


class EventKind(msgspec.Struct, frozen=True, kw_only=True):
    """What happened, in any stream. A kind declares its payload as fields, its name, its audience and its sentence."""

    kind: ClassVar[str] = ""
    payload_version: ClassVar[int] = 1
    audience: ClassVar[Audience] = Audience.AGENTS
    interrupts: ClassVar[bool] = False
    """True where an agent who began to write before it must see it before sending."""

    def __init_subclass__(cls):
        super().__init_subclass__()
        if cls.kind:
            REGISTRY[cls.kind] = cls

    def sentence(self) -> str:
        """What the actor did, to stand behind their name: "moved it from Submitted to In review"."""
        raise NotImplementedError

    def sentence_by(self, person: int | None) -> str:
        """The same, where it matters who did it; `person` is the key of whom of us, None for everybody else."""
        return self.sentence()

    def payload(self) -> dict[str, Any]:
        return msgspec.to_builtins(self)


REGISTRY: dict[str, type[EventKind]] = {}


class TicketEvent(EventKind):
    """What happened to a ticket."""

    moves_on: ClassVar[bool] = True
    """False where a merge that came before it can still be undone: it touches no word, nothing owed, and no status."""

    touches: ClassVar[bool] = True
    """False where lists show the age that the ticket had before: nothing has happened to it."""

    undoes: ClassVar[int | None] = None
    """The sequence of the event on the same ticket that this one takes back, as if neither had been."""

    def apply(self, ticket: Ticket, at: datetime) -> None:
        """Change the columns of `ticket`. Pure: no query, no clock; the same for a new event and for a replay."""

    def changes(self) -> tuple[Change, ...]:
        """What it does to the ticket's collections."""
        return ()

    def brings(self, at: datetime) -> dict[str, datetime]:
        """The customer's words that are owed an answer from now on, by name ("message:7", "mail:3"): since when."""
        return {}

    def answers(self) -> bool:
        """Does it answer every word that waits, but for held mails?"""
        return False

    def takes(self) -> tuple[str, ...]:
        """The words, by the same names, that are no longer the ticket's, answered or not."""
        return ()


def upcast(kind: str, payload: dict, version: int) -> EventKind:
    """The event that this stored payload tells.

    Raises `KeyError` for an unknown kind, `msgspec.ValidationError` for a payload that does not fit it.
    When a payload changes its shape, its class raises `payload_version` and the step from the older one comes here.
    """
    return msgspec.convert(payload, REGISTRY[kind], strict=False)
