"""The page of shifts: who answers for the queue, the plan as a calendar, who is away, and who held it when."""

from datetime import date, datetime, timedelta
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.people import rota
from transom.people.actor import Actor
from transom.people.models import User
from transom.people.roles import Role
from transom.people.shifts import Absence, Holding
from transom.shifts import handing, planning
from transom.tickets.actions import NotAllowed, Refused
from transom.web.access import agent_page
from transom.web.agent.desk import open_desk
from transom.web.redirects import see
from transom.web.shifts import calendar
from transom.web.shifts.acts import manager_page, planner_page
from transom.web.shifts.foot import until_words
from transom.web.shifts.forms import AbsenceForm, HandOverForm, PlanForm, people_of_the_desk

ROLE = Role.QUEUE_MANAGER
HELD = 20
"""So many holdings the page shows, the latest."""
MOST = 500
"""So many absences it looks at."""
BLINK = timedelta(seconds=1)
"""What lasted no longer was nobody's turn: somebody took over in the moment that it began."""
YEARS = (1971, 2200)


@agent_page
def shifts(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Also what `?view=month` and `?day=2026-12-24` ask for."""
    return _page(request, actor)


@planner_page
def plan_shift(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Takes POST of the form that plans."""
    return _taken(request, actor, "plan", _plan)


@agent_page
def plan_absence(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Takes POST of who is away."""
    return _taken(request, actor, "absence", _absent)


@manager_page
def hand_over(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Takes POST of a hand-over."""
    return _taken(request, actor, "hand_over", _hand_over)


def _forms(actor: Actor, people: list[User], now: datetime, posted: str = "", data=None) -> dict:
    """The forms that this person may use, `posted` with what came in."""
    made = {
        "absence": partial(AbsenceForm, actor=actor, people=people),
        "hand_over": partial(HandOverForm, actor=actor, people=people),
    }
    if planning.may_plan(actor):
        made["plan"] = partial(PlanForm, initial=_usual(actor, now), people=people)
    return {name: make(data) if name == posted else make() for name, make in made.items()}


def _taken(request: HttpRequest, actor: Actor, name: str, act) -> HttpResponse:
    """Do it and lead back; or show the page again with what was typed and why it did not go through."""
    if request.method != "POST":
        return see(reverse("shifts"))
    people = people_of_the_desk()
    forms = _forms(actor, people, timezone.now(), name, request.POST)
    form = forms[name]
    try:
        if form.is_valid():
            messages.success(request, act(form, actor))
            return see(reverse("shifts"))
    except NotAllowed:
        raise Http404 from None
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return _page(request, actor, (people, forms), name, status=422)


def _plan(form: PlanForm, actor: Actor) -> str:
    said = form.cleaned_data
    made = planning.plan(said["person"], form.spans(), deputy=said["deputy"], actor=actor, now=timezone.now())
    words = ngettext("%(name)s is planned.", "%(name)s is planned for %(count)d shifts.", len(made))
    return words % {"name": said["person"].label, "count": len(made)}


def _absent(form: AbsenceForm, actor: Actor) -> str:
    person, (starts, ends) = form.cleaned_data["person"], form.span()
    planning.plan_absence(person, starts, ends, form.cleaned_data["note"], actor=actor, now=timezone.now())
    return _("It is written down that %(name)s is away.") % {"name": person.label}


def _hand_over(form: HandOverForm, actor: Actor) -> str:
    to = form.cleaned_data["to"]
    handing.offer(to, form.cleaned_data["note"], actor=actor, now=timezone.now())
    if to is None:
        return _("You hand over to whoever takes it. Until then you answer for the queue.")
    return _("You hand over to %(name)s. Until they accept you answer for the queue.") % {"name": to.label}


def _page(
    request: HttpRequest, actor: Actor, filled: tuple | None = None, opened: str = "", status=200
) -> HttpResponse:
    now, desk = timezone.now(), open_desk(actor, "shifts")
    people, forms = filled or (None, None)
    if people is None:
        people = people_of_the_desk()
        forms = _forms(actor, people, now)
    frame, view, day = desk.frame, _view(request), _asked_day(request, now)
    able = frozenset(user.pk for user in people if user.able)
    since = min(now, calendar.begins_at(view, day))
    absences = list(Absence.objects.select_related("person").filter(ends_at__gt=since, person__is_active=True)[:MOST])
    holdings = list(Holding.objects.filter(role=ROLE).select_related("person", "shift__deputy")[:HELD])
    is_planned = any(row.shift_id for row in holdings)
    context = {
        "standing": _standing(frame["rail"]["shift"], holdings, people, now),
        "calendar": calendar.pages(view, day, [row for row in absences if row.person_id in able], is_planned, now),
        "zone": timezone.get_current_timezone_name(),
        "may_plan": planning.may_plan(actor),
        "plan_form": forms.get("plan"),
        "absence_form": forms["absence"],
        "hand_over_form": forms["hand_over"],
        "opened": opened,
        "absences": _absences(absences, actor, now),
        "holdings": [row for row in holdings if row.until is None or row.until - row.since > BLINK],
    }
    return render(request, "shifts/page.html", frame | context, status=status)


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


def _absences(absences: list[Absence], actor: Actor, now: datetime) -> list[dict]:
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


def _usual(actor: Actor, now: datetime) -> dict:
    """What the empty form begins with."""
    return {"person": actor.id, "day": timezone.localtime(now).date(), "starts": "09:00", "ends": "17:00"}


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
