"""What the page of shifts shows: asked in few queries, and brought into words."""

from datetime import date, datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format

from transom.people import rota
from transom.people.actor import Actor
from transom.people.models import User
from transom.people.roles import Role
from transom.people.shifts import Absence, Holding
from transom.shifts import planning
from transom.web.agent.desk import open_desk
from transom.web.shifts import calendar
from transom.web.shifts.foot import until_words

ROLE = Role.QUEUE_MANAGER
HELD = 20
"""So many holdings and absences the page shows."""
MOST = 500
"""So many absences the calendar looks at."""
BLINK = timedelta(seconds=1)
"""What lasted no longer was nobody's turn: somebody took over in the moment that it began."""
YEARS = (1971, 2200)


def context(request: HttpRequest, actor: Actor, people: list[User], now: datetime) -> dict:
    """All that `shifts/page.html` needs but the forms, and what the frame needs. `people` are those of the desk."""
    frame = open_desk(actor, "shifts").frame
    holdings = list(Holding.objects.filter(role=ROLE).select_related("person", "shift__deputy")[:HELD])
    view, day = _view(request), _asked_day(request, now)
    absences = _absences(min(now, calendar.begins_at(view, day)))
    return frame | {
        "standing": _standing(frame["rail"]["shift"], holdings, people, now),
        "calendar": calendar.pages(
            view, day, _of_managers(absences, people), any(row.shift_id for row in holdings), now
        ),
        "zone": timezone.get_current_timezone_name(),
        "may_plan": planning.may_plan(actor),
        "absences": _away(absences, actor, now),
        "holdings": [row for row in holdings if row.until is None or row.until - row.since > BLINK],
    }


def _absences(since: datetime) -> list[Absence]:
    return list(Absence.objects.select_related("person").filter(ends_at__gt=since, person__is_active=True)[:MOST])


def _of_managers(absences: list[Absence], people: list[User]) -> list[Absence]:
    able = {user.pk for user in people if user.able}
    return [row for row in absences if row.person_id in able]


def _standing(shown: dict, holdings: list[Holding], people: list[User], now: datetime) -> dict:
    """Who answers for the queue, with what belongs to it: their deputy, the note to them, and who is next."""
    holding, following = next((row for row in holdings if row.until is None), None), rota.next_shift(ROLE, now)
    shift = holding.shift if holding else None
    goes_on = shift is not None and shift.ends_at > now
    return shown | {
        "since": holding.since if holding and shown["key"] else None,
        "how": holding.get_how_display() if holding and shown["key"] else "",
        "deputy": shift.deputy if goes_on and shift.deputy_id != shown["key"] else None,
        "is_over": shift is not None and not goes_on,
        "note": rota.note_for(holding),
        "next": following,
        "next_at": until_words(following.starts_at, now) if following else "",
        "managers": [user for user in people if user.able],
    }


def _away(absences: list[Absence], actor: Actor, now: datetime) -> list[dict]:
    """Those that go on or are to come."""
    return [
        {
            "row": row,
            "first": date_format(timezone.localtime(row.starts_at), "D j M"),
            "last": date_format(timezone.localtime(row.ends_at - timedelta(seconds=1)), "D j M"),
            "is_now": row.starts_at <= now,
            "may_end": planning.may_plan(actor) or row.person_id == actor.id,
        }
        for row in [row for row in absences if row.ends_at > now][:HELD]
    ]


def _view(request: HttpRequest) -> str:
    return calendar.MONTH if request.GET.get("view") == calendar.MONTH else calendar.WEEK


def _asked_day(request: HttpRequest, now: datetime) -> date:
    """The day that is asked for; today where that is none, or one that no calendar has."""
    today = timezone.localtime(now).date()
    try:
        asked = date.fromisoformat(request.GET.get("day", "")[:10])
    except ValueError:
        return today
    return asked if YEARS[0] <= asked.year <= YEARS[1] else today
