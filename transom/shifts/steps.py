"""The worker's look at who answers for the queue: the plan is followed, and where nobody does, people hear of it."""

from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Value
from django.db.models.functions import Coalesce

from transom.people import rota
from transom.people.actor import CLOCK
from transom.people.models import User
from transom.people.roles import Role
from transom.people.shifts import Absence, Holding, How, Shift
from transom.shifts import turning
from transom.shifts.events import NobodyPlanned, NobodyThere
from transom.tickets.events.base import Ref
from transom.tickets.models import Ticket
from transom.timers.calendar import CalendarBroken, is_working
from transom.timers.models import Calendar

ROLE = Role.QUEUE_MANAGER
AGAIN = timedelta(days=1)
"""So often it is told anew that nobody holds the role."""
SETTLING_IN = timedelta(hours=1)
"""So old is the oldest ticket of a desk before somebody is looked for who answers for it: its people may still be arriving."""
CLOSELY = (How.NOBODY, How.DEPUTY)


def turn(now: datetime) -> bool:
    """Follow the plan to `now`. False where nothing had to change, which costs one small query; two workers do it once."""
    holding = _looked_at(now)
    if holding is None:
        if not Ticket.objects.filter(opened_at__lte=now - SETTLING_IN).exists():
            return False
    elif not (_changes(holding, now) or _untold(holding, now)):
        return False
    with turning.held(ROLE, now) as settled:
        told = _tell(settled, now, has_waited=holding is None)
    return told or holding is None or settled.pk != holding.pk


def _looked_at(now: datetime) -> Holding | None:
    """The current row, with what may change it: `able`, `away`, and whether a shift `begins` behind it."""
    shift = Shift.objects.filter(
        role=ROLE, starts_at__lte=now, ends_at__gt=F("starts_at"), starts_at__gte=OuterRef("since")
    )
    shift = shift.exclude(pk=Coalesce(OuterRef("shift_id"), Value(0)))
    away = Absence.objects.filter(person=OuterRef("person_id"), starts_at__lte=now, ends_at__gt=OuterRef("since"))
    able = rota.those_with(ROLE).filter(pk=OuterRef("person_id"))
    rows = Holding.objects.filter(role=ROLE, until=None).select_related("shift")
    return rows.annotate(begins=Exists(shift), away=Exists(away), able=Exists(able)).first()


def _changes(holding: Holding, now: datetime) -> bool:
    """Would anything change? Most of the time what came with the row says no."""
    if holding.able and not holding.begins and not holding.away and holding.how not in CLOSELY:
        return False
    return turning.is_behind(holding, now)


def _untold(holding: Holding, now: datetime, has_waited: bool = False) -> bool:
    """Has somebody to hear of it now, who has not heard for a day? That nobody has begun yet is no news for an hour."""
    told = holding.alarmed_at
    if told is not None and told - AGAIN <= now < told + AGAIN:
        return False
    if holding.person_id is None:
        is_news = told is not None or has_waited or not holding.since <= now < holding.since + SETTLING_IN
        return is_news and turning.has_mail()
    return _is_overdue(holding, now) and _works(now)


def _is_overdue(holding: Holding, now: datetime) -> bool:
    """Their shift has ended, and no other has begun."""
    return holding.shift is not None and holding.shift.ends_at <= now


def _works(now: datetime) -> bool:
    """Are these the desk's working hours? A desk whose calendar is broken, or gone, hears nothing of holes in its plan."""
    calendar = Calendar.objects.filter(is_default=True).first()
    try:
        return calendar is not None and is_working(calendar, now)
    except CalendarBroken:
        return False


def _tell(holding: Holding, now: datetime, has_waited: bool) -> bool:
    """Say it in the stream, whose hearers tell people."""
    if not _untold(holding, now, has_waited):
        return False
    if holding.person_id is None:
        event = NobodyThere(since=holding.since)
    else:
        event = NobodyPlanned(person=Ref.to(User.objects.get(pk=holding.person_id)), ended_at=holding.shift.ends_at)
    Holding.objects.filter(pk=holding.pk).update(alarmed_at=now)
    turning.tell(ROLE, event, actor=CLOCK, at=now)
    return True
