"""A desk on which more is urgent than its admin allows is told so: then nothing is urgent any more."""

from collections.abc import Iterator

from django.db.models import QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from transom.people.models import User
from transom.tickets.models import TicketQuerySet
from transom.tickets.queues import COUNTED, URGENT
from transom.web.agent.small_rows import Counted, Small, count_words, small
from transom.web.find.lists import find_url
from transom.workflow.settings import LIMIT, ONLY, ProcessSettings

KIND = "urgent"


def small_rows(person: int, visible: TicketQuerySet) -> Iterator[QuerySet]:
    """How many are urgent of those that may be seen, and as key how many may be."""
    limit = ProcessSettings.objects.filter(pk=ONLY).values("urgent_limit")
    me = User.objects.filter(pk=person)
    yield small(KIND, me, key=Coalesce(Subquery(limit), Value(LIMIT)), number=Counted(visible.filter(URGENT)))


def too_urgent(rows: list[Small]) -> dict | None:
    """What the lists say, with the way to these tickets; None where no more are urgent than may be."""
    if not rows or rows[0].number <= rows[0].key:
        return None
    return {"words": words(rows[0].number), "url": find_url("is:urgent")}


def words(number: int) -> str:
    return _("%(count)s tickets are urgent: then nothing is urgent any more.") % {"count": count_words(number)}


def warning(visible: TicketQuerySet) -> str:
    """What somebody is told who has made one more urgent; empty where so many may be."""
    number = visible.filter(URGENT).order_by()[: COUNTED + 1].count()
    if number <= ProcessSettings.current().urgent_limit:
        return ""
    return _("%(words)s Make those normal that can wait.") % {"words": words(number)}
