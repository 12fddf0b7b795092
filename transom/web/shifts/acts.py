"""The buttons of shifts: each takes POST and leads back to where it was pressed, with a word of what came of it."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.people.actor import Actor
from transom.people.roles import Role
from transom.people.shifts import Absence, HandOver, Shift
from transom.shifts import handing, planning
from transom.tickets.actions import NotAllowed, Refused
from transom.web.access import agent_page, page_for
from transom.web.redirects import see

manager_page = page_for(lambda actor: actor.is_agent and actor.has(Role.QUEUE_MANAGER))
planner_page = page_for(planning.may_plan)
Act = Callable[..., str]


def button(page: Callable, model: type[Model] | None = None) -> Callable[[Act], Callable[..., HttpResponse]]:
    """Make a view of a function that does one thing, to a row of `model` where there is one, and returns the words about it."""

    def decorate(act: Act):
        @page
        @wraps(act)
        def view(request: HttpRequest, actor: Actor, **keys) -> HttpResponse:
            rows = [get_object_or_404(model, **keys)] if model else []
            if request.method == "POST":
                try:
                    messages.success(request, act(request, actor, *rows))
                except Refused as refusal:
                    messages.warning(request, str(refusal))
                except NotAllowed:
                    raise Http404 from None
            return see(request.POST.get("next") or reverse("shifts"), reverse("shifts"))

        return view

    return decorate


@button(manager_page)
def take_over(request: HttpRequest, actor: Actor) -> str:
    handing.take_over(actor=actor, now=timezone.now())
    return _("You answer for the queue now.")


@button(manager_page, HandOver)
def accept(request: HttpRequest, actor: Actor, offer: HandOver) -> str:
    handing.accept(offer.pk, actor=actor, now=timezone.now())
    return _("You answer for the queue now.")


@button(manager_page, HandOver)
def withdraw(request: HttpRequest, actor: Actor, offer: HandOver) -> str:
    handing.withdraw(offer.pk, actor=actor, now=timezone.now())
    if offer.giver_id == actor.id:
        return _("You keep the queue.")
    return _("%(name)s keeps the queue.") % {"name": offer.giver.label}


@button(planner_page, Shift)
def remove(request: HttpRequest, actor: Actor, shift: Shift) -> str:
    count = planning.remove(shift, actor=actor, now=timezone.now(), and_later="and_later" in request.POST)
    return ngettext("The shift is off the plan.", "%(count)d shifts are off the plan.", count) % {"count": count}


@button(agent_page, Absence)
def end_absence(request: HttpRequest, actor: Actor, absence: Absence) -> str:
    planning.end_absence(absence, actor=actor, now=timezone.now())
    return _("%(name)s is not away.") % {"name": absence.person.label}
