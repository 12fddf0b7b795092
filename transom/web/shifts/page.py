"""The page of shifts: who answers for the queue, the plan as a calendar, who is away, and who held it when."""

from datetime import datetime
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.people.actor import Actor
from transom.people.models import User
from transom.shifts import handing, planning
from transom.tickets.actions import NotAllowed, Refused
from transom.web.access import agent_page
from transom.web.redirects import see
from transom.web.shifts.acts import manager_page, planner_page
from transom.web.shifts.forms import AbsenceForm, HandOverForm, PlanForm, people_of_the_desk
from transom.web.shifts.shown import context


@agent_page
def shifts(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Also what `?view=month` and `?day=2026-12-24` ask for; `?open=hand-over` unfolds that form."""
    people = people_of_the_desk()
    opened = "hand_over" if request.GET.get("open") == "hand-over" else ""
    return _page(request, actor, people, _forms(actor, people, timezone.now()), opened)


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
    return _page(request, actor, people, forms, name, status=422)


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
    request: HttpRequest, actor: Actor, people: list[User], forms: dict, opened: str = "", status: int = 200
) -> HttpResponse:
    """`opened` is the form that came back."""
    shown = {f"{name}_form": forms.get(name) for name in ("plan", "absence", "hand_over")} | {"opened": opened}
    return render(request, "shifts/page.html", context(request, actor, people, timezone.now()) | shown, status=status)


def _usual(actor: Actor, now: datetime) -> dict:
    """What the empty form begins with."""
    return {"person": actor.id, "day": timezone.localtime(now).date(), "starts": "09:00", "ends": "17:00"}
