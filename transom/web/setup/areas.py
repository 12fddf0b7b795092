"""The parts of the product that a team answers for."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from transom.operating.people.team_use import remove, uses_of_area
from transom.people.actor import Actor
from transom.people.models import ProductArea, Team
from transom.web.access import admin_page
from transom.web.redirects import see
from transom.web.setup.team_form import AreaForm


def areas_of(team: Team | None) -> list[ProductArea]:
    return list(ProductArea.objects.filter(team=team)) if team else []


def _page(team: Team) -> HttpResponse:
    return see(reverse("team", args=[team.pk]) + "#areas")


@admin_page
def add_area(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    team = get_object_or_404(Team, pk=pk)
    form = AreaForm(request.POST)
    if request.method == "POST" and form.is_valid():
        ProductArea.objects.create(name=form.cleaned_data["area"], team=team)
    elif request.method == "POST":
        _tell(request, form)
    return _page(team)


@admin_page
def area(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Rename a part of the product, or with `remove` take it away."""
    row = get_object_or_404(ProductArea.objects.filter(team__isnull=False).select_related("team"), pk=pk)
    if request.method == "POST" and "remove" in request.POST:
        for reason in remove(row, uses_of_area(row)):
            messages.warning(request, reason)
    elif request.method == "POST":
        _rename(request, row)
    return _page(row.team)


def _rename(request: HttpRequest, row: ProductArea) -> None:
    form = AreaForm(request.POST, known=row)
    if not form.is_valid():
        return _tell(request, form)
    row.name = form.cleaned_data["area"]
    row.save(update_fields=["name"])
    return messages.success(request, _("%(name)s is saved.") % {"name": row.name})


def _tell(request: HttpRequest, form: AreaForm) -> None:
    for words in form.errors.get("area", []):
        messages.error(request, words)
