"""The banner on every page of those who answer for the queue, while something is unaccounted for."""

from collections.abc import Iterator

from django.db.models import F, QuerySet

from transom.people.actor import Actor
from transom.reports.alarming import count_words
from transom.reports.models import AuditAlarm
from transom.web.agent.managing import MANAGERS
from transom.web.agent.small_rows import Small, small

KIND = "unaccounted"


def small_rows(actor: Actor) -> Iterator[QuerySet]:
    """The alarm that stands, for the frame's one query."""
    if actor.has(*MANAGERS):
        standing = AuditAlarm.objects.filter(until=None)
        yield small(KIND, standing, number=F("unaccounted"))


def banner(rows: list[Small]) -> str:
    """How many, in words; empty while the sum is exact."""
    return count_words(rows[0].number) if rows else ""
