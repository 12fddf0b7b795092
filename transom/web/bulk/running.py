"""A run on its way and its results: a line for each ticket, a way to stop it, and one to try again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from transom.bulk import run as bulk
from transom.bulk.models import TRIED_AGAIN, BulkItem, BulkRun, Outcome
from transom.people.actor import Actor
from transom.tickets.models import Ticket
from transom.web.access import agent_page
from transom.web.agent.desk import open_desk
from transom.web.agent.show import ticket_url
from transom.web.redirects import see

SHOWN = 30
"""Runs of one person, the latest."""
LONGEST_KEY = 18  # digits
FIRST = (Outcome.FAILED, Outcome.CAME_IN, Outcome.REFUSED, Outcome.STOPPED, Outcome.WAITING, Outcome.NOTHING)
TONES = {Outcome.DONE: "open", Outcome.WAITING: "new", Outcome.NOTHING: "plain", Outcome.STOPPED: "plain"}


def run_url(run: BulkRun) -> str:
    return reverse("bulk_run", args=[run.pk])


@agent_page
def runs(request: HttpRequest, actor: Actor) -> HttpResponse:
    rows = list(BulkRun.objects.visible_to(actor)[:SHOWN])
    counts = [counted(row) | {"run": row, "url": run_url(row)} for row in rows]
    return render(request, "bulk/runs.html", open_desk(actor).frame | {"runs": counts})


@agent_page
def run(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    row = get_object_or_404(BulkRun.objects.visible_to(actor), pk=pk)
    if request.htmx and request.GET.get("far"):
        return far(request, row, actor)
    context = progress(row, actor) | {"results": results(row, actor)}
    return render(request, "bulk/run.html", open_desk(actor).frame | context)


def far(request: HttpRequest, row: BulkRun, actor: Actor) -> HttpResponse:
    """How far it is, for a window that asks each second; when it is over, what stands around it changes too."""
    context = progress(row, actor) | {"named": request.GET["far"] == "strip"}
    if context["running"]:
        return render(request, "bulk/far.html", context)
    answer = render(request, "bulk/strip.html", context)
    if context["named"]:
        answer.headers["HX-Retarget"], answer.headers["HX-Reswap"] = "#bulk-strip", "outerHTML"
    else:
        answer.headers["HX-Refresh"] = "true"
    return answer


@agent_page
def stop(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    row = get_object_or_404(BulkRun.objects.visible_to(actor), pk=pk)
    if request.method == "POST":
        bulk.stop(row, now=timezone.now())
        row.refresh_from_db()
    if request.htmx and request.method == "POST":
        return render(request, "bulk/strip.html", progress(row, actor))
    return see(run_url(row))


@agent_page
def again(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    row = get_object_or_404(BulkRun.objects.visible_to(actor), pk=pk)
    if request.method == "POST":
        bulk.try_again(row, _named(request.POST.getlist("again")), now=timezone.now())
    return see(run_url(row))


def _named(values: list[str]) -> dict[int, int]:
    """The items to do once more, "key:version" each."""
    parts = [value.partition(":") for value in values]
    read = [(key, version) for key, _colon, version in parts if key.isdecimal() and version.isdecimal()]
    return {int(key): int(version) for key, version in read if len(key) <= LONGEST_KEY and len(version) <= 9}


def progress(row: BulkRun, actor: Actor) -> dict:
    """How far it is: the contract of `bulk/strip.html`."""
    found = counted(row)
    held = max(0, int((row.held_until - timezone.now()).total_seconds() + 0.999)) if found["waiting"] else 0
    return found | {
        "run": row,
        "address": run_url(row),
        "runs_url": reverse("bulk_runs"),
        "held": held,
        "running": found["waiting"] > 0,
    }


def counted(row: BulkRun) -> dict:
    outcomes = list(row.items.values_list("outcome", flat=True))
    counts = {outcome.value.replace("-", "_"): outcomes.count(outcome) for outcome in Outcome}
    total = len(outcomes)
    left = sum(outcomes.count(outcome) for outcome in TRIED_AGAIN)
    return counts | {"total": total, "settled": total - counts["waiting"], "left": left}


def results(row: BulkRun, actor: Actor) -> list[dict]:
    """A line for each ticket, what needs a person first. Of a ticket that they may not see any more there is no word."""
    items = list(BulkItem.objects.filter(run=row))
    visible = Ticket.objects.visible_to(actor).filter(pk__in=[item.ticket_id for item in items])
    tickets = {ticket.pk: ticket for ticket in visible.only("number", "subject", "version", "sort_key")}
    place = {outcome: order for order, outcome in enumerate(FIRST)}
    items.sort(key=lambda item: (place.get(item.outcome, len(place)), item.pk))
    return [_result(item, tickets.get(item.ticket_id)) for item in items]


def _result(item: BulkItem, ticket: Ticket | None) -> dict:
    return {
        "url": ticket_url(ticket.number) if ticket else "",
        "number": ticket.number if ticket else None,
        "subject": ticket.subject if ticket else "",
        "words": str(Outcome(item.outcome).label),
        "tone": TONES.get(item.outcome, "due"),
        "reason": item.reason if ticket else "",
        "again": f"{item.pk}:{ticket.version}" if ticket and item.outcome in TRIED_AGAIN else "",
    }
