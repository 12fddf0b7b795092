"""One type: the map and the table of the path that its tickets follow, for everyone; its versions, for an admin."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from transom.people.actor import Actor
from transom.people.roles import Role
from transom.process.models import PathDraft
from transom.tickets.dwelling import Figures, figures
from transom.tickets.models import Ticket
from transom.web.access import admin_page, agent_page
from transom.web.agent.desk import open_desk
from transom.web.find.lists import find_url
from transom.web.process.differing import listed
from transom.web.process.map import Links, drawing
from transom.web.process.running import runs_now
from transom.web.process.shown import stop_rows
from transom.web.setup.places import setup_frame
from transom.workflow.models import TicketType, WorkflowVersion
from transom.workflow.reading import path_of, path_today

LONGEST_NUMBER = 9


def versions_of(row: TicketType) -> list[WorkflowVersion]:
    """What was published, the latest first."""
    return list(
        row.versions.filter(published_at__isnull=False).select_related("published_by", "run").order_by("-number")
    )


@admin_page
def process_type(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    row = get_object_or_404(TicketType, slug=slug)
    versions = versions_of(row)
    context = {
        "row": row,
        "slug": slug,
        "draft": PathDraft.objects.filter(ticket_type=row).select_related("began_by").first(),
        "versions": versions,
        "runs": runs_now(row),
        "drawing": drawing(path_today(row), figures_of(row, actor), list_links(row)) if versions else None,
    }
    return render(request, "process/type.html", setup_frame(actor, "setup_process") | context)


@agent_page
def process_path(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """The same to be read by everyone: the map, and what each status means."""
    row = get_object_or_404(TicketType.objects.published(), slug=slug)
    path = path_today(row)
    context = {"row": row, "stops": stop_rows(path), "may_change": actor.has(Role.ADMIN)}
    context |= {"drawing": drawing(path, figures_of(row, actor), meaning_links(row))}
    return render(request, "process/read_path.html", open_desk(actor, current="process").frame | context)


@admin_page
def compare(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """What `?new=` changed of `?old=`; the version before it unless another one is named, the latest unless one is."""
    row = get_object_or_404(TicketType, slug=slug)
    old, new = _asked_for(versions_of(row), request)
    before, after = path_of(old), path_of(new)
    context = {"row": row, "slug": slug, "old": old, "new": new} | listed(before, after)
    context |= {"drawing": drawing(after, before=before)}
    return render(request, "process/compare.html", setup_frame(actor, "setup_process") | context)


def _asked_for(versions: list[WorkflowVersion], request: HttpRequest) -> tuple[WorkflowVersion, WorkflowVersion]:
    """The two versions, the older first. Raises `Http404` where there is none to compare."""
    by_number = {str(version.number): version for version in versions}
    new = by_number.get(request.GET.get("new", ""), versions[0] if versions else None)
    if new is None:
        raise Http404
    earlier = [version for version in versions if version.number < new.number]
    old = by_number.get(request.GET.get("old", ""), earlier[0] if earlier else new)
    return (old, new) if old.number <= new.number else (new, old)


def figures_of(row: TicketType, actor: Actor) -> dict[str, Figures]:
    return figures(row, Ticket.objects.visible_to(actor), timezone.now())


def meaning_links(row: TicketType) -> Links:
    """A status, and a move from it, lead to what the status means."""
    return replace(
        list_links(row), stop=lambda slug: f"#{meaning(slug)}", move=lambda origin, to: f"#{meaning(origin)}"
    )


def meaning(status: str) -> str:
    """The id of the place where it is told."""
    return f"meaning-{status}"


def list_links(row: TicketType) -> Links:
    """The numbers lead to the list of those tickets."""
    return Links(tickets=lambda status: find_url(f"type:{row.slug} status:{status}"))
