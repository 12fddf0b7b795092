"""The tries to reproduce a ticket, in its panel; and which of its messages are thanks that left it closed."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import F, QuerySet

from transom.people.roles import Role
from transom.tickets.events import MessageReceived, Reproduced, WordCounts
from transom.tickets.languishing import path_of
from transom.tickets.models import Ticket
from transom.tickets.reproductions import Reproduction, Result
from transom.web.agent.history import Told
from transom.web.agent.small_rows import Small, small
from transom.workflow.models import Category

TRIED, OF_QA = "reproduction", "qa-step"


class Try(NamedTuple):
    """One try as the card shows it."""

    result: str
    kind: str
    version: str
    comment: str
    steps: str
    by: str
    at: datetime


def small_rows(ticket: int) -> Iterator[QuerySet]:
    """The steps of each try (key its number, detail the steps), and whether the path has a place for QA (number a status)."""
    yield small(TRIED, Reproduction.objects.filter(ticket=ticket), key=F("number"), detail=F("steps"))
    yield small(OF_QA, path_of(ticket).filter(owner_role=Role.QA), number=F("status_id"))


def tries(ticket: Ticket, rows: dict[str, list[Small]], told: list[Told], moves: list[dict]) -> dict:
    """`tried` are the tries, the latest first; `trying` says whether there is a form for the next one.

    `then` are the moves that a try leads on to: ask the customer for more, or go on with it.
    """
    steps = {row.key: row.detail for row in rows[TRIED]}
    tried = [_shown(row, event, steps) for row, event in told if isinstance(event, Reproduced)]
    here = any(row.number == ticket.status_id for row in rows[OF_QA])
    return {
        "tried": tried[::-1],
        "trying": not ticket.is_closed and bool(rows[OF_QA] or tried),
        "here": here and not tried,
        "results": Result.choices,
        "then": _then(moves),
    }


def _shown(row, event: Reproduced, steps: dict[int, str]) -> Try:
    happened = event.result == Result.REPRODUCED
    words = str(Result(event.result).label)
    kind = "open" if happened else "waiting"
    return Try(words, kind, event.version, event.comment, steps.get(event.number, ""), row.actor_label, row.at)


def _then(moves: list[dict]) -> list[dict]:
    """The first move that asks the customer for more, and the first that goes on; each needs no more than the comment."""
    able = [move for move in moves if not move["waits"] and not move["reasons"] and not move["assignee"]]
    asks = [move for move in able if move["category"] == Category.WAITING and move["comment"]]
    goes_on = [move for move in able if move["category"] == Category.OPEN and not move["comment"]]
    return goes_on[:1] + asks[:1]


def quiet_thanks(told: list[Told]) -> frozenset[int]:
    """The keys of messages that said no more than thank you, and that nobody said to want an answer."""
    thanks = {event.message for _row, event in told if isinstance(event, MessageReceived) and event.thanks}
    return frozenset(thanks - {event.message for _row, event in told if isinstance(event, WordCounts)})
