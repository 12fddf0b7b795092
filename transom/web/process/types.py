"""The types of ticket with their paths at a glance, and the page that makes another."""

from collections.abc import Iterable

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from transom.people.actor import Actor
from transom.people.roles import Role
from transom.process.models import PathDraft
from transom.web.access import admin_page, agent_page
from transom.web.agent.desk import open_desk
from transom.web.process.running import runs_now
from transom.web.setup.places import setup_frame
from transom.workflow.models import Status, Step, TicketType, WorkflowVersion


@admin_page
def types(request: HttpRequest, actor: Actor) -> HttpResponse:
    context = {"types": glance(with_drafts=True), "runs": runs_now()}
    return render(request, "process/types.html", setup_frame(actor, "setup_process") | context)


@agent_page
def how_we_work(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The same for everyone: what is published, to be read."""
    context = {"types": [row for row in glance() if row["version"]], "may_change": actor.has(Role.ADMIN)}
    return render(request, "process/read.html", open_desk(actor, current="process").frame | context)


def glance(*, with_drafts: bool = False) -> list[dict]:
    """Each type with its published version and the statuses of its path, in order; four questions at most."""
    last = WorkflowVersion.objects.filter(ticket_type=OuterRef("pk"), published_at__isnull=False).order_by("-number")
    rows = list(TicketType.objects.annotate(published=Subquery(last.values("pk")[:1])))
    versions = WorkflowVersion.objects.in_bulk([row.published for row in rows if row.published])
    stops: dict[int, list[Status]] = {}
    for step in Step.objects.filter(version__in=versions).select_related("status").order_by("position"):
        stops.setdefault(step.version_id, []).append(step.status)
    shared = _shared(stops.values())
    drafts = {}
    if with_drafts:
        drafts = {draft.ticket_type_id: draft for draft in PathDraft.objects.select_related("began_by")}
    return [
        {
            "slug": row.slug,
            "name": row.name,
            "purpose": row.purpose,
            "version": versions.get(row.published),
            "stops": [stop for stop in stops.get(row.published, []) if stop not in shared],
            "draft": drafts.get(row.pk),
        }
        for row in rows
    ]


def _shared(paths: Iterable[list[Status]]) -> set[Status]:
    """The closed statuses that every path has: they say nothing of one."""
    rows = [{stop for stop in path if stop.is_closed} for path in paths]
    return set.intersection(*rows) if len(rows) > 1 else set()
