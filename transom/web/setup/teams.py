"""The teams, who is in them, and which parts of the product they answer for."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from transom.operating.people import verbs
from transom.operating.people.team_use import remove, uses_of_team
from transom.people.actor import Actor
from transom.people.models import Team
from transom.web.access import admin_page
from transom.web.redirects import see
from transom.web.setup.areas import areas_of
from transom.web.setup.places import setup_frame
from transom.web.setup.team_form import AreaForm, TeamForm


@admin_page
def teams(request: HttpRequest, actor: Actor) -> HttpResponse:
    rows = Team.objects.prefetch_related("members", "productarea_set")
    return render(request, "setup/teams.html", setup_frame(actor, "teams") | {"teams": rows})


@admin_page
def team(request: HttpRequest, actor: Actor, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Team, pk=pk) if pk else None
    form = TeamForm(request.POST or None, team=row)
    if form.is_bound and form.is_valid():
        saved = _save(row or Team(), form.cleaned_data, actor)
        messages.success(request, _("%(name)s is saved.") % {"name": saved.name})
        return see(reverse("team", args=[saved.pk]))
    return team_page(request, actor, row, status=422 if form.is_bound else 200, form=form)


def team_page(request: HttpRequest, actor: Actor, row: Team | None, status: int = 200, **shown) -> HttpResponse:
    context = {"team": row, "form": TeamForm(team=row), "new_area": AreaForm(), "areas": areas_of(row)} | shown
    return render(request, "setup/team.html", setup_frame(actor, "teams") | context, status=status)


@transaction.atomic
def _save(row: Team, said: dict, actor: Actor) -> Team:
    row.name = said["name"]
    row.save()
    verbs.join_and_leave(row, said["members"], actor=actor)
    return row


@admin_page
def remove_team(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    row = get_object_or_404(Team, pk=pk)
    if request.method != "POST":
        return see(reverse("team", args=[pk]))
    with transaction.atomic():
        reasons = uses_of_team(row)
        if not reasons:
            verbs.join_and_leave(row, (), actor=actor)
            reasons = remove(row, reasons)
    if reasons:
        return team_page(request, actor, row, 422, reasons=reasons)
    messages.success(request, _("The team %(name)s is removed.") % {"name": row.name})
    return see(reverse("teams"))
