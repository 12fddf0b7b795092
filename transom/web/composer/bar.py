"""What is about to leave, for the bar that every page of the desk shows."""

import math
from collections.abc import Iterator
from datetime import UTC, datetime

from django.db.models import CharField, F, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone

from transom.composing.models import Draft, DraftQuerySet
from transom.people.actor import Actor
from transom.web.agent.small_rows import Counted, Small, small

LEAVING, BEGUN, BACK = "leaving", "drafts-begun", "drafts-back"


def bar(actor: Actor) -> list[dict]:
    """The same as `shown`, for a page that asks for the bar alone."""
    rows = _leaving(Draft.objects.visible_to(actor).of(actor))
    return shown([Small(*row) for row in rows])


def of_frame(actor: Actor, hidden: tuple[int, ...], me: QuerySet) -> Iterator[QuerySet]:
    """What a page's frame asks for: the answers of this person that wait, and how many drafts they have. `me` is their row."""
    mine = Draft.objects.of(actor).outside(hidden)
    yield _leaving(mine)
    yield small(BEGUN, me, number=Counted(mine.writing()))
    yield small(BACK, me, number=Counted(mine.came_back()))


def _leaving(mine: DraftQuerySet) -> QuerySet:
    """label is the ticket's subject, number its number, detail when the answer leaves."""
    subject, number = F("ticket__subject"), F("ticket__number")
    return small(LEAVING, mine.waiting(), label=subject, detail=Cast("due_at", CharField()), number=number)


def shown(rows: list[Small]) -> list[dict]:
    """What leaves first comes first, so that the key undoes what was sent last."""
    return [
        {
            "pk": row.key,
            "subject": row.label,
            "number": row.number,
            "url": reverse("ticket", args=[row.number]),
            "seconds": _seconds(row.detail),
            "undo_url": reverse("undo", args=[row.key]),
            "outcome_url": reverse("outcome", args=[row.key]),
        }
        for row in sorted(rows, key=lambda row: row.detail)
    ]


def _seconds(text: str) -> int:
    """Until the time that a database wrote: with its zone or, in SQLite, without and in UTC."""
    at = datetime.fromisoformat(text)
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0, math.ceil((at - timezone.now()).total_seconds()))
