"""The worker looks by itself whether the sum is exact, at a bounded cost, and says so loudly while it is not.

Each minute what came in within the last day, everything that is open, and the next stretch of all that was ever stored; one
round over everything an hour at most. While an alarm stands, everything, each five minutes, until nothing is found.
"""

from datetime import datetime, timedelta

from transom.reports import alarming, backfill, digests
from transom.reports.audit import alarm
from transom.reports.models import AuditRound
from transom.reports.reconciling import MISSING, Lost, Scope, missing, unaccounted
from transom.tickets.messages import Message, Trust

PAUSE = timedelta(minutes=1)
WHILE_ALARMED = timedelta(minutes=5)
AGAIN = timedelta(hours=1)
NEWEST = timedelta(days=1)
BATCH = 2000
ONLY = 1


def step(now: datetime) -> bool:
    """Look, where it is time to. Gives False: nothing is left to do at once."""
    walk = AuditRound.objects.filter(pk=ONLY).first()
    if walk is None:
        AuditRound.objects.get_or_create(pk=ONLY, defaults={"began_at": now, "looked_at": now})
    elif not walk.looked_at <= now < walk.looked_at + PAUSE and _is_mine(walk, now):
        if backfill.is_whole():
            _look(walk, now)
        digests.send_due(now)
    return False


def _is_mine(walk: AuditRound, now: datetime) -> bool:
    """Of two workers one looks."""
    return bool(AuditRound.objects.filter(pk=ONLY, looked_at=walk.looked_at).update(looked_at=now))


def _look(walk: AuditRound, now: datetime) -> None:
    standing = alarm()
    if standing is None:
        found = {*unaccounted(Scope(since=now - NEWEST)), *_next_stretch(walk, now)}
    elif not standing.looked_at <= now < standing.looked_at + WHILE_ALARMED:
        found = set(unaccounted(Scope()))
    else:
        return
    alarming.found(standing, sorted(found), now)


def _next_stretch(walk: AuditRound, now: datetime) -> list[Lost]:
    """Look at the next customers' messages of all times; begin anew an hour after the end."""
    if walk.ended_at and walk.place == 0 and now - AGAIN < walk.ended_at <= now:
        return []
    rows = Message.objects.filter(pk__gt=walk.place).order_by("pk").values_list("pk", "trust")
    stretch = list(rows[:BATCH])
    if not stretch:
        done = {"place": 0, "found": 0, "walked": 0, "began_at": now, "ended_at": now}
        walk_to(last_found=walk.found, last_walked=walk.walked, **done)
        return []
    last = stretch[-1][0]
    lost = unaccounted(Scope(messages=(walk.place + 1, last))) if _lacks(walk.place + 1, last) else []
    lost = [one for one in lost if one.kind == MISSING]
    walked = sum(trust != Trust.OURS for _key, trust in stretch)
    walk_to(place=last, walked=walk.walked + walked, found=walk.found + len(lost))
    return lost


def _lacks(first: int, last: int) -> bool:
    return missing(Scope(messages=(first, last))).exists()


def walk_to(**columns) -> None:
    AuditRound.objects.filter(pk=ONLY).update(**columns)
