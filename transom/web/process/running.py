"""The run behind a published change: how far it is, stopped, gone on with, and what could not be moved."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.people.actor import Actor
from transom.process import run as runs
from transom.process.models import PathRun, PathRunLeft
from transom.tickets.actions import Refused
from transom.tickets.models import Ticket
from transom.web.access import admin_page
from transom.web.agent.show import ticket_url
from transom.web.redirects import see
from transom.web.setup.places import setup_frame
from transom.workflow.models import TicketType

LISTED = 50
"""Tickets that could not be moved; what is beyond is counted."""


@admin_page
def process_run(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The page, or with `?far=1` only how far it is, for a window that asks each second."""
    run = get_object_or_404(PathRun.objects.select_related("version__ticket_type"), pk=pk)
    context = far(run, actor)
    if not (request.htmx and "far" in request.GET):
        return render(request, "process/run.html", setup_frame(actor, "setup_process") | context)
    answer = render(request, "process/run_far.html", context)
    if not context["running"]:
        answer.headers["HX-Refresh"] = "true"
    return answer


@admin_page
def stop_run(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    return _told(request, actor, pk, runs.stop)


@admin_page
def resume_run(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    return _told(request, actor, pk, runs.resume)


def _told(request: HttpRequest, actor: Actor, pk: int, act: Callable[..., None]) -> HttpResponse:
    run = get_object_or_404(PathRun, pk=pk)
    if request.method == "POST":
        try:
            act(run, actor=actor, now=timezone.now())
        except Refused as refused:
            messages.warning(request, str(refused))
    return see(reverse("process_run", args=[pk]))


def far(run: PathRun, actor: Actor) -> dict:
    """How far it is: the contract of `process/run_far.html`."""
    told, row = runs.progress(run), run.version.ticket_type
    running = run.ended_at is None and run.stopped_at is None
    parts = run.parts.select_related("from_status", "to_status", "ticket_type")
    return {
        "run": run,
        "row": row,
        "address": reverse("process_run", args=[run.pk]),
        "running": running,
        "stopped": run.ended_at is None and run.stopped_at is not None,
        "may_go_on": not running and (run.ended_at is None or told.left > 0),
        "total": told.total,
        "moved": told.moved,
        "heading": _heading(run, told),
        "parts": parts,
        "left": told.left,
        "failed": _left(run, actor),
    }


def _heading(run: PathRun, told: runs.Progress) -> str:
    if run.ended_at and told.left:
        words = ngettext("One ticket could not be moved", "%(left)d tickets could not be moved", told.left)
        return words % {"left": told.left}
    if run.ended_at and not told.moved:
        return _("All tickets stand where the path puts them")
    if run.ended_at:
        return ngettext("One ticket was moved", "%(moved)d tickets were moved", told.moved) % {"moved": told.moved}
    return _("Moving tickets was stopped") if run.stopped_at else _("Tickets are on their way")


def _left(run: PathRun, actor: Actor) -> list[dict]:
    """Each with its reason. Of a ticket that this admin may not see there is no number."""
    rows = list(PathRunLeft.objects.filter(part__run=run).order_by("pk")[:LISTED])
    visible = Ticket.objects.visible_to(actor).filter(pk__in=[row.ticket_id for row in rows])
    numbers = dict(visible.values_list("pk", "number"))
    shown = [(numbers.get(row.ticket_id), row.reason) for row in rows]
    return [{"number": number, "url": ticket_url(number) if number else "", "reason": why} for number, why in shown]


def runs_now(row: TicketType | None = None) -> list[PathRun]:
    """The runs that are not over, with `words` for a link: of one type, or of all."""
    rows = PathRun.objects.filter(ended_at=None).select_related("version__ticket_type").order_by("pk")
    found = list(rows.filter(version__ticket_type=row) if row else rows)
    for one in found:
        said = {"name": one.version.ticket_type.name, "number": one.version.number}
        going, stopped = (
            _("Tickets of “%(name)s” are on their way to version %(number)s"),
            _("Stopped: tickets of “%(name)s” on their way to version %(number)s"),
        )
        one.words = (stopped if one.stopped_at else going) % said
    return found
