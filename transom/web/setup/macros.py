"""Macros: a list that says what each does and what it misses, and the form of one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from transom.composing.doing import Names, acts, gone
from transom.composing.macros import Macro
from transom.composing.variables import VARIABLES
from transom.people.actor import Actor
from transom.web.access import agent_page
from transom.web.redirects import see
from transom.web.setup import whose
from transom.web.setup.macro_form import MacroForm
from transom.web.setup.places import saved_frame
from transom.web.setup.saved_replies import preview_of


@agent_page
def macros(request: HttpRequest, actor: Actor) -> HttpResponse:
    found, names = whose.listed(Macro.objects.all(), actor, request.GET.get("q", "").strip()), Names.read()
    for row in (row for rows in found["groups"].values() for row in rows):
        row.acts, row.gone = acts(row.changes, names), gone(row.changes, names)
    context = saved_frame(actor, "macros") | found
    return render(request, "saved/macros.html", context)


@agent_page
def macro(request: HttpRequest, actor: Actor, pk: int | None = None) -> HttpResponse:
    """One macro, or a new one."""
    row = get_object_or_404(Macro.objects.changeable_by(actor), pk=pk) if pk else None
    form = MacroForm(request.POST or None, instance=row, actor=actor)
    if form.is_valid():
        messages.success(request, _("“%(name)s” is saved.") % {"name": form.save()})
        return see(reverse("macros"))
    missing = gone(row.changes, Names.read()) if row and not form.is_bound else []
    context = {"form": form, "row": row, "variables": VARIABLES, "missing": missing}
    context |= preview_of(form["words"].value() or "", request.user) | saved_frame(actor, "macros")
    return render(request, "saved/macro.html", context, status=422 if form.is_bound else 200)


@agent_page
def retire(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    return whose.retire(request, actor, Macro.objects.all(), pk, "macros")


@agent_page
def duplicate(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    return whose.duplicate(request, actor, Macro.objects.all(), pk, "macros", "macro")
