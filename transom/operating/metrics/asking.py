"""Asking the questions of `questions.py`, in the database's own words and with our times."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.dateparse import parse_datetime

from transom.operating.first_row import first_row
from transom.operating.metrics import questions


@dataclass(frozen=True)
class Queue:
    """`size` stops at `questions.MOST`; `since` is when the oldest came, None for an empty queue.

    `due` is when the one that waits longest became due, which trying again later moves.
    """

    size: int
    since: datetime | None
    due: datetime | None = None


@dataclass(frozen=True)
class OpenTickets:
    size: int
    awaiting_us: int
    awaiting_us_since: datetime | None
    held_since: datetime | None


def to_read() -> Queue:
    """Mail that is stored and not read. Its age is counted from when it became due: a try again moves that by seconds."""
    size, due = first_row(questions.TO_READ, questions.MOST)
    return Queue(size, _time(due), _time(due))


def to_send() -> Queue:
    size, due, oldest = first_row(questions.TO_SEND, questions.MOST)
    return Queue(size, _at(questions.COMPOSED, oldest), _time(due))


def to_dispatch() -> Queue:
    size, oldest = first_row(questions.TO_DISPATCH, questions.MOST)
    return Queue(size, _at(questions.RECORDED, oldest))


def to_hear() -> Queue:
    size, due = first_row(questions.TO_HEAR, questions.MOST)
    return Queue(size, _time(due), _time(due))


def given_up() -> int:
    """Hearings that are tried no more and wait for a person."""
    return first_row(questions.GIVEN_UP, questions.MOST)[0]


def attention() -> tuple[int, int]:
    """How many mails are held, and how many are quarantined."""
    return first_row(questions.ATTENTION, questions.MOST)


def open_tickets() -> OpenTickets:
    size, awaiting_us, since, held_since = first_row(questions.OPEN_TICKETS, questions.MOST)
    return OpenTickets(size, awaiting_us, _time(since), _time(held_since))


def _at(question: str, key: int | None) -> datetime | None:
    """The time in the row with that key; None where there is none, or where it was dealt with meanwhile."""
    found = first_row(question, key) if key is not None else None
    return _time(found[0]) if found else None


def _time(value: datetime | str | None) -> datetime | None:
    """PostgreSQL gives times; SQLite the text in which Django stores them, which is UTC."""
    if isinstance(value, str):
        value = parse_datetime(value)
    if value is None:
        return None
    return value if value.tzinfo else value.replace(tzinfo=UTC)
