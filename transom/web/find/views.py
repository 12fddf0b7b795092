"""Saved views: kept from a question, changed, moved, removed; and how many tickets each finds."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.people.models import Team
from transom.search import saved
from transom.search.finding import Search
from transom.search.listing import count
from transom.search.models import SavedView
from transom.search.question import parse
from transom.tickets.actions import Refused
from transom.tickets.models import Ticket
from transom.web.access import agent_page
from transom.web.find.forms import ViewForm
from transom.web.find.lists import find_url
from transom.web.find.page import find_page
from transom.web.redirects import see

COUNTED = 99
SHOWN = 30  # views whose tickets are counted


def view_url(view: SavedView) -> str:
    return find_url(view=view.pk)


def of_view(act: Callable[[HttpRequest, Actor, SavedView], HttpResponse]):
    """A form about a view that this person may change; 404 else. Looking at its address shows the view."""

    @agent_page
    @wraps(act)
    def view(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
        if request.method != "POST":
            return see(find_url(view=get_object_or_404(SavedView.objects.visible_to(actor), pk=pk).pk))
        return act(request, actor, get_object_or_404(SavedView.objects.changeable_by(actor), pk=pk))

    return view


@agent_page
def save(request: HttpRequest, actor: Actor) -> HttpResponse:
    if request.method != "POST":
        return see(reverse("find"))
    return _written(request, actor, None, lambda said: saved.save(actor=actor, **said), _("%(name)s is in your views."))


@of_view
def change(request: HttpRequest, actor: Actor, view: SavedView) -> HttpResponse:
    return _written(request, actor, view, lambda said: saved.change(view, actor=actor, **said), _("%(name)s is saved."))


def _written(request: HttpRequest, actor: Actor, view: SavedView | None, write, words: str) -> HttpResponse:
    form = ViewForm(
        actor, list(Team.objects.filter(members=actor.id)), view, request.POST.get("question", ""), request.POST
    )
    try:
        if form.is_valid():
            written = write(form.said())
            messages.success(request, words % {"name": written.name})
            return see(view_url(written))
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return find_page(request, actor, view, form, 422)


@of_view
def remove(request: HttpRequest, actor: Actor, view: SavedView) -> HttpResponse:
    question = view.question
    saved.remove(view, actor=actor)
    messages.success(request, _("The view %(name)s is removed. Its tickets are where they were.") % {"name": view.name})
    return see(find_url(question))


@of_view
def move(request: HttpRequest, actor: Actor, view: SavedView) -> HttpResponse:
    saved.move(view, request.POST.get("to") == "up", actor=actor)
    return see(view_url(view))


@agent_page
def counts(request: HttpRequest, actor: Actor) -> HttpResponse:
    """How many tickets each view finds, for the rail: asked for behind the page, and counted up to 99."""
    visible = Ticket.objects.visible_to(actor)
    found = []
    for view in SavedView.objects.visible_to(actor)[:SHOWN]:
        number = count(Search.of(parse(view.question), actor, visible), COUNTED)
        found.append((view.pk, f"{COUNTED}+" if number > COUNTED else str(number or "")))
    return render(request, "agent/view_counts.html", {"counts": found})
