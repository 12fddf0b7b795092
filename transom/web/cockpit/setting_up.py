"""Where an admin says which keys decide what."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from transom.cockpit.models import Decision
from transom.people.actor import Actor
from transom.web.access import admin_page
from transom.web.cockpit.decision_form import DecisionForm
from transom.web.redirects import see
from transom.web.setup.places import setup_frame

PLACE = "setup_cockpit"


@admin_page
def decisions(request: HttpRequest, actor: Actor) -> HttpResponse:
    rows = Decision.objects.visible_to(actor).select_related("ticket_type", "move_to", "team")
    return render(request, "cockpit/setup.html", setup_frame(actor, PLACE) | {"decisions": rows})


@admin_page
def decision(request: HttpRequest, actor: Actor, pk: int | None = None) -> HttpResponse:
    """One of them, or a new one, which comes last."""
    row = get_object_or_404(Decision.objects.visible_to(actor), pk=pk) if pk else None
    form = DecisionForm(request.POST if request.method == "POST" else None, instance=row)
    if form.is_bound and form.is_valid():
        if row is None:
            last = Decision.objects.aggregate(last=Max("position"))["last"]
            form.instance.position = 0 if last is None else last + 1
        messages.success(request, _("“%(name)s” is saved.") % {"name": form.save()})
        return see(reverse(PLACE))
    context = setup_frame(actor, PLACE) | {"decision": row, "form": form}
    return render(request, "cockpit/setup_one.html", context, status=422 if form.is_bound else 200)


@admin_page
def move_decision(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Takes POST: one place up, or down with `down`; or gone with `remove`."""
    row = get_object_or_404(Decision.objects.visible_to(actor), pk=pk)
    if request.method != "POST":
        return see(reverse("decision", args=[pk]))
    if "remove" in request.POST:
        row.delete()
        messages.success(request, _("“%(name)s” is no longer offered. What was decided with it stays.") % {"name": row})
    else:
        _move(row, 1 if "down" in request.POST else -1)
    return see(reverse(PLACE))


@transaction.atomic
def _move(row: Decision, by: int) -> None:
    """Places are numbered anew, so that each has its own."""
    rows = list(Decision.objects.select_for_update())
    at = next((place for place, one in enumerate(rows) if one.pk == row.pk), None)
    if at is not None and 0 <= at + by < len(rows):
        rows.insert(at + by, rows.pop(at))
    for place, one in enumerate(rows):
        one.position = place
    Decision.objects.bulk_update(rows, ["position"])
