"""Who answers for the demo's queue: a week as every other, somebody who will be away, and a hand-over of an hour ago."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from transom.people import rota
from transom.people.actor import person
from transom.people.models import User
from transom.people.roles import Role
from transom.shifts import handing, planning

WEEKS = timedelta(weeks=8)
OPENS, CLOSES = time(9), time(18)
TURNS = (("quinn", "dev", (0, 1, 2, 3)), ("dev", "quinn", (4,)))
NOTE = "Nordbau waits for the invoice fix: it is in tonight’s build, so ask them tomorrow. Everything else is answered."


def plan(people: dict[str, User], now: datetime) -> None:
    """Quinn from Monday to Thursday, Dev on Fridays, from `now` on; each is the other's deputy."""
    zone, actor = timezone.get_current_timezone(), person(people["quinn"])
    handing.take_over(actor=actor, now=now)
    first = timezone.localtime(now).date()
    for who, deputy, weekdays in TURNS:
        day = next(on for on in (first + timedelta(days) for days in range(7)) if on.weekday() in weekdays)
        spans = planning.occurrences(day, OPENS, CLOSES, weekdays, first + WEEKS, zone)
        planning.plan(people[who], spans, deputy=people[deputy], actor=actor, now=now)


def pass_on(people: dict[str, User]) -> None:
    """Dev had it, and hands over to Quinn with a note; in a week and a half Dev is away."""
    now, quinn, dev = timezone.now(), person(people["quinn"]), person(people["dev"])
    if rota.holder(Role.QUEUE_MANAGER, now) != people["dev"]:
        handing.take_over(actor=dev, now=now - timedelta(hours=3))
    offered = handing.offer(people["quinn"], NOTE, actor=dev, now=now - timedelta(minutes=80))
    handing.accept(offered.pk, actor=quinn, now=now - timedelta(minutes=65))
    begins = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=10)
    planning.plan_absence(people["dev"], begins, begins + timedelta(days=3), "On holiday", actor=dev, now=now)
