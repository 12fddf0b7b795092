"""The alarm: the sum is not exact. It stands until nothing is found any more, and is told once a day."""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import ngettext

from transom.notifications import choosing
from transom.notifications.models import Reason
from transom.notifications.telling import tell
from transom.people.models import User
from transom.people.roles import Role
from transom.reports.models import AuditAlarm
from transom.reports.reconciling import LISTED, Lost

log = logging.getLogger("transom.reports")
TOLD = (Role.QUEUE_MANAGER, Role.ADMIN)


def found(standing: AuditAlarm | None, lost: Sequence[Lost], now: datetime) -> AuditAlarm | None:
    """A look has found these: begin the alarm, keep it, or end it. Gives the one that stands then."""
    if not lost:
        if standing:
            AuditAlarm.objects.filter(pk=standing.pk).update(until=now, looked_at=now)
            log.info("everything is accounted for again", extra={"alarm": standing.pk})
        return None
    if standing is None:
        standing = AuditAlarm.objects.create(since=now, looked_at=now, unaccounted=len(lost))
    AuditAlarm.objects.filter(pk=standing.pk).update(looked_at=now, unaccounted=len(lost))
    standing.unaccounted = len(lost)
    facts = {"alarm": standing.pk, "unaccounted": len(lost), "kinds": sorted({one.kind for one in lost})}
    log.error("%s of what customers said are unaccounted for", len(lost), extra=facts)
    _tell(standing, now)
    return standing


def count_words(unaccounted: int) -> str:
    """How many, in words; what is found beyond a hundred is not counted."""
    number = min(unaccounted, LISTED)
    if unaccounted > LISTED:
        return ngettext("More than %(number)d word", "More than %(number)d words", number) % {"number": number}
    return ngettext("%(number)d word", "%(number)d words", number) % {"number": number}


def _tell(standing: AuditAlarm, now: datetime) -> None:
    """The queue managers and the admins, once a day while it stands."""
    people = choosing.people().filter(roles_held__role__in=TOLD).distinct()
    words = ngettext(
        "%(count)s of a customer is unaccounted for", "%(count)s of customers are unaccounted for", standing.unaccounted
    ) % {"count": count_words(standing.unaccounted)}
    reasons: dict[User, Reason] = dict.fromkeys(people, Reason.UNACCOUNTED)
    key = f"audit:{standing.pk}:{now:%Y-%m-%d}"
    tell(reasons, key, at=now, now=now, words=words, url=reverse("nothing_missed_lost"))
