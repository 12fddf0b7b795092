"""One ticket after the other: what can be answered at once, answered here, and the next comes by itself.

Looking changes nothing: what lies here was served by the press that came before. So there is a way on where somebody was
quicker, and none is served to a window that only looks.
"""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from transom.cockpit import runs
from transom.cockpit.models import AnswerRun, ServedOutcome
from transom.people.actor import Actor
from transom.tickets.models import Ticket
from transom.web.access import agent_page
from transom.web.agent.desk import open_desk
from transom.web.agent.forms import VerbForm
from transom.web.agent.spans import lasting
from transom.web.cockpit.looking import look
from transom.web.cockpit.serving import served
from transom.web.redirects import see


@agent_page
def answer_now(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What lies before this person in their run; without a run, the cockpit."""
    run = runs.current(actor)
    return answer_page(request, actor, run) if run else see(reverse("cockpit"))


def answer_page(
    request: HttpRequest, actor: Actor, run: AnswerRun, failed: VerbForm | None = None, status: int = 200
) -> HttpResponse:
    """`failed` is a form about the ticket that did not go through: its words stay."""
    now, item = timezone.now(), runs.serving(run)
    visible = Ticket.objects.visible_to(actor)
    waits = item is not None and runs.waits(item.ticket) and visible.filter(pk=item.ticket_id).exists()
    if not waits and failed is None:
        context = open_desk(actor, "cockpit", visible).frame | {"run": run, "tally": runs.tally(run)}
        return render(request, "cockpit/between.html", context | {"quicker": item is not None})
    ticket = failed.ticket if failed is not None else item.ticket
    context = served(actor, ticket, visible, failed, now) | {"run": run, "tally": runs.tally(run)}
    return render(request, "cockpit/answer.html", context, status=status)


def go_on(actor: Actor, run: AnswerRun, now: datetime) -> HttpResponse:
    """Serve what comes next, and show it."""
    found = look(actor, Ticket.objects.visible_to(actor), now)
    runs.serve(run, (one.owed.ticket.key for one in found.proposals), now)
    return see(reverse("answer_now"))


@agent_page
def begin(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Takes POST: a run begins, or goes on; `number` is the ticket that is wanted first."""
    if request.method != "POST":
        return see(reverse("cockpit"))
    now, said = timezone.now(), request.POST.get("number", "")
    run = runs.begin(actor=actor, now=now)
    found = look(actor, Ticket.objects.visible_to(actor), now).proposals
    keys = [one.owed.ticket.key for one in found]
    wanted = [one.owed.ticket.key for one in found if str(one.owed.ticket.number) == said]
    runs.serve(run, wanted + keys, now)
    return see(reverse("answer_now"))


@agent_page
def following(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Takes POST: on to the next one, where somebody was quicker with the last."""
    run = runs.current(actor)
    if request.method != "POST" or run is None:
        return see(reverse("answer_now"))
    now, item = timezone.now(), runs.serving(run)
    if item and not Ticket.objects.visible_to(actor).filter(pk=item.ticket_id).exists():
        runs.settle(run, item.ticket, ServedOutcome.GONE, now=now)
    return go_on(actor, run, now)


@agent_page
def end(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Takes POST: the run is over, and its page says what was done."""
    run = runs.current(actor)
    if request.method != "POST" or run is None:
        return see(reverse("cockpit"))
    runs.end(run, now=timezone.now())
    if not run.items.exists():
        messages.info(request, _("The run ended before anything was answered."))
        return see(reverse("cockpit"))
    return see(reverse("answer_run", args=[run.pk]))


@agent_page
def ended(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """What was done in a run of one's own that is over."""
    run = get_object_or_404(AnswerRun.objects.visible_to(actor), pk=pk)
    if run.ended_at is None:
        return see(reverse("answer_now"))
    desk = open_desk(actor, "cockpit")
    items = run.items.filter(ticket__in=desk.visible).select_related("ticket").order_by("settled_at", "pk")
    lasted = lasting(run.began_at, run.ended_at)
    context = {"run": run, "tally": runs.tally(run), "items": items, "outcomes": ServedOutcome, "lasted": lasted}
    return render(request, "cockpit/ended.html", desk.frame | context)


def run_of(actor: Actor) -> AnswerRun:
    """The run of this person; 404 where they are in none."""
    run = runs.current(actor)
    if run is None:
        raise Http404
    return run
