"""What a look at one thing of the desk found: how it stands, in words, and what to do about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Finding:
    """`said` is a sentence; `remedy` says what to do next, and is empty where all is well. `name` comes from who asked."""

    state: State
    said: str
    remedy: str = ""
    name: str = ""

    def as_json(self) -> dict[str, str]:
        """The shape that `transom check --json` promises (docs/monitoring.md)."""
        return {"name": self.name, "state": str(self.state), "said": self.said, "remedy": self.remedy}


Look = Callable[[datetime], Finding]
"""Looks at one thing as it stands now. Its own name is the finding's; what it raises becomes a problem."""


def ok(said: str) -> Finding:
    return Finding(State.OK, said)


def warning(said: str, remedy: str) -> Finding:
    return Finding(State.WARNING, said, remedy)


def problem(said: str, remedy: str) -> Finding:
    return Finding(State.PROBLEM, said, remedy)
