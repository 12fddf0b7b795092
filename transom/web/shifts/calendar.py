"""The plan as a calendar: a week or a month of days in the reader's zone, each with its shifts, its holes and who is away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from transom.people import rota
from transom.people.roles import Role
from transom.people.rota import Span
from transom.people.shifts import Absence, Shift
from transom.timers.calendar import EPOCH, MICROSECOND, Hours
from transom.timers.days import CalendarBroken
from transom.timers.models import Calendar

ROLE = Role.QUEUE_MANAGER
WEEK, MONTH = "week", "month"
DAY = timedelta(days=1)
SHORTEST_HOLE = timedelta(minutes=5)


@dataclass(frozen=True)
class Part:
    """What of a shift lies in one day; `hours` in words. `is_away`: its person is away for some of it."""

    shift: Shift
    hours: str
    is_now: bool
    is_over: bool
    is_away: bool


@dataclass(frozen=True)
class ADay:
    day: date
    name: str
    short: str
    is_today: bool
    is_other: bool
    parts: list[Part]
    holes: list[str]
    away: list[str]


@dataclass(frozen=True)
class Pages:
    """The days that are shown, and the ways to those before and behind."""

    view: str
    title: str
    days: list[ADay]
    before: str
    after: str
    today: str
    other_view: str


def pages(view: str, day: date, absences: Sequence[Absence], is_planned: bool, now: datetime) -> Pages:
    """The week or the month in which `day` lies, with who is away. A desk that plans nothing has no holes in its plan."""
    zone = timezone.get_current_timezone()
    first, last = _bounds(view, day)
    begins, ends = datetime.combine(first, time(0), zone), datetime.combine(last + DAY, time(0), zone)
    shifts = rota.plan(ROLE, begins, ends)
    away = [row for row in absences if row.starts_at < ends and row.ends_at > begins]
    holes = rota.holes(shifts, working(max(begins, now), ends)) if shifts or is_planned else []
    days = [first + DAY * number for number in range((last - first).days + 1)]
    step = [_moved(view, day, by) for by in (-1, 1)]
    return Pages(
        view=view,
        title=_title(view, day, first, last),
        days=[_day(on, day if view == MONTH else None, shifts, away, holes, now, zone) for on in days],
        before=_address(view, step[0]),
        after=_address(view, step[1]),
        today=_address(view, None),
        other_view=_address(WEEK if view == MONTH else MONTH, day),
    )


def begins_at(view: str, day: date) -> datetime:
    """The first moment that is shown."""
    return datetime.combine(_bounds(view, day)[0], time(0), timezone.get_current_timezone())


def _bounds(view: str, day: date) -> tuple[date, date]:
    """The first and the last day that is shown; a month is shown in whole weeks, Monday first."""
    if view == WEEK:
        monday = day - DAY * day.weekday()
        return monday, monday + DAY * 6
    first = day.replace(day=1)
    last = (first + DAY * 31).replace(day=1) - DAY
    return first - DAY * first.weekday(), last + DAY * (6 - last.weekday())


def _moved(view: str, day: date, by: int) -> date:
    if view == WEEK:
        return day + DAY * 7 * by
    middle = day.replace(day=15) + DAY * 30 * by
    return middle.replace(day=1)


def _title(view: str, day: date, first: date, last: date) -> str:
    if view == MONTH:
        return date_format(day, "F Y")
    return _("%(from)s to %(until)s") % {"from": date_format(first, "j M"), "until": date_format(last, "j M Y")}


def _address(view: str, day: date | None) -> str:
    asked = {"view": view} if view == MONTH else {}
    asked |= {"day": day.isoformat()} if day else {}
    return reverse("shifts") + (f"?{urlencode(asked)}" if asked else "") + "#calendar"


def _day(on: date, of: date | None, shifts: list[Shift], away: list[Absence], holes: list[Span], now, zone) -> ADay:
    begins, ends = datetime.combine(on, time(0), zone), datetime.combine(on + DAY, time(0), zone)
    return ADay(
        day=on,
        name=date_format(on, "l j F"),
        short=date_format(on, "D j"),
        is_today=on == timezone.localtime(now, zone).date(),
        is_other=of is not None and on.month != of.month,
        parts=[_part(one, begins, ends, away, now) for one in shifts if one.starts_at < ends and one.ends_at > begins],
        holes=[hours(hole, begins, ends) for hole in holes if hole[0] < ends and hole[1] > begins],
        away=sorted({one.person.label for one in away if one.starts_at < ends and one.ends_at > begins}),
    )


def _part(shift: Shift, begins: datetime, ends: datetime, away: list[Absence], now: datetime) -> Part:
    first, last = max(begins, shift.starts_at), min(ends, shift.ends_at)
    return Part(
        shift=shift,
        hours=hours((shift.starts_at, shift.ends_at), begins, ends),
        is_now=shift.starts_at <= now < shift.ends_at,
        is_over=shift.ends_at <= now,
        is_away=any(row.person_id == shift.person_id and row.starts_at < last and row.ends_at > first for row in away),
    )


def hours(span: Span, begins: datetime, ends: datetime) -> str:
    """What of the span lies within a day: "09:00 to 18:00", "until 06:00", "all day"."""
    starts, stops = (date_format(timezone.localtime(at), "H:i") for at in span)
    if span[0] <= begins and span[1] >= ends:
        return _("all day")
    if span[0] < begins:
        return _("until %(time)s") % {"time": stops}
    if span[1] > ends:
        return _("from %(time)s") % {"time": starts}
    return _("%(from)s to %(until)s") % {"from": starts, "until": stops if span[1] < ends else "24:00"}


def working(begins: datetime, ends: datetime) -> list[Span]:
    """The working hours of the desk's own calendar between two moments; none where it has none that makes sense."""
    calendar = Calendar.objects.filter(is_default=True).first()
    if calendar is None or begins >= ends:
        return []
    try:
        made = Hours.of(calendar)
        days = range(
            (begins.astimezone(UTC).date() - EPOCH.date()).days, (ends.astimezone(UTC).date() - EPOCH.date()).days + 1
        )
        spans = [
            (EPOCH + first * MICROSECOND, EPOCH + last * MICROSECOND) for day in days for first, last in made.on(day)
        ]
    except CalendarBroken:
        return []
    cut = [(max(first, begins), min(last, ends)) for first, last in spans]
    return [(first, last) for first, last in cut if last - first >= SHORTEST_HOLE]
