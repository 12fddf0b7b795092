"""Nothing missed: what was stored of customers, held against what became of it."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from transom.people.actor import Actor
from transom.reports.models import AuditAlarm, CustomerWord, Fate
from transom.reports.reaction import ANSWERED

DAYS = 30
"""The span that the short standing speaks of."""


class Standing(NamedTuple):
    """The short form, for other pages: of the `words` that came in within the last `days`, and what is open of all times.

    `settled` were answered by nobody and need no answer: closed, only thanks, discarded, by machines. `unaccounted` is what
    the last looks of the worker have found; `alarm` stands while that is not nought.
    """

    days: int
    words: int
    answered: int
    settled: int
    owed: int
    held: int
    alarm: AuditAlarm | None

    @property
    def unaccounted(self) -> int:
        return self.alarm.unaccounted if self.alarm else 0


def standing(actor: Actor, now: datetime, days: int = DAYS) -> Standing:
    """How it stands, of what this actor may see: two queries."""
    words = CustomerWord.objects.visible_to(actor)
    since = now - timedelta(days=days)
    recent = Q(said_at__gte=since)
    open_words = Q(fate__in=OPEN)
    counted = words.filter(recent | open_words).aggregate(
        words=Count("pk", filter=recent),
        answered=Count("pk", filter=recent & Q(fate__in=ANSWERED)),
        settled=Count("pk", filter=recent & ~Q(fate__in=(*ANSWERED, *OPEN))),
        owed=Count("pk", filter=Q(fate=Fate.OWED)),
        held=Count("pk", filter=Q(fate=Fate.HELD)),
    )
    return Standing(days, *counted.values(), alarm())


OPEN = (Fate.OWED, Fate.HELD)
"""Somebody has to do something about such a word."""


def alarm() -> AuditAlarm | None:
    """The one that stands, if the sum is not exact."""
    return alarms().first()


def alarms() -> QuerySet[AuditAlarm]:
    return AuditAlarm.objects.filter(until=None).order_by("pk")
