"""What is done with the ticket that lies in a run, or is proposed on the cockpit: the verbs of its own page, which lead on here."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from transom.cockpit import runs
from transom.cockpit.deciding import decide
from transom.cockpit.models import AnswerRun, ServedOutcome
from transom.people.actor import Actor
from transom.tickets.models import Ticket
from transom.web.access import agent_page
from transom.web.agent import talking
from transom.web.agent.forms import VerbForm
from transom.web.agent.ticket import find
from transom.web.agent.verbs import attempt, verb
from transom.web.cockpit.answering import answer_page, go_on
from transom.web.cockpit.forms import DecideForm, SkipForm
from transom.web.redirects import see


@verb(DecideForm)
def decide_ticket(actor: Actor, ticket: Ticket, form: DecideForm) -> Ticket:
    said = form.cleaned_data
    more = {"team": said["team"], "comment": said["comment"], "seen": said["seen"]}
    return decide(ticket, said["decision"], actor=actor, **more)


def skip(actor: Actor, ticket: Ticket, form: SkipForm) -> Ticket:
    run = runs.begin(actor=actor, now=timezone.now())
    runs.serve(run, [ticket.pk], timezone.now())
    runs.skip(run, ticket, form.cleaned_data["reason"], now=timezone.now())
    return ticket


Act = tuple[type[VerbForm], Callable, str | None]
ACTS: dict[str, Act] = {
    "reply": (*talking.reply.verb, ServedOutcome.ANSWERED),
    "note": (*talking.note.verb, None),
    "decide": (*decide_ticket.verb, ServedOutcome.DECIDED),
    "skip": (SkipForm, skip, ServedOutcome.SKIPPED),
}
"""The form, what it does, and what becomes of the ticket in the run: None where it stays."""


@agent_page
def act(request: HttpRequest, actor: Actor, number: int, what: str) -> HttpResponse:
    """Takes POST of the form of one of `ACTS`. What is decided on the cockpit, without a run, leads back there."""
    if what not in ACTS:
        raise Http404
    ticket = find(actor, number).ticket
    if request.method != "POST":
        return see(reverse("cockpit"))
    form_class, verb_, outcome = ACTS[what]
    form = form_class(request.POST, request.FILES, ticket=ticket, actor=actor)
    result, status = attempt(verb_, actor, ticket, form)
    run = runs.current(actor)
    if result is None:
        return _failed(request, actor, run, form, status)
    return _went(request, actor, run, ticket, form, outcome)


def _failed(request: HttpRequest, actor: Actor, run: AnswerRun | None, form: VerbForm, status: int) -> HttpResponse:
    if run is not None:
        return answer_page(request, actor, run, form, status)
    words = form.problems or [_("Something came in meanwhile. Nothing was changed; look at it first.")]
    messages.error(request, " ".join(words))
    return see(reverse("cockpit"))


def _went(
    request: HttpRequest, actor: Actor, run: AnswerRun | None, ticket: Ticket, form: VerbForm, outcome: str | None
) -> HttpResponse:
    now = timezone.now()
    for words in form.warnings:
        messages.warning(request, words)
    if outcome == ServedOutcome.DECIDED:
        words = {"ticket": ticket, "decision": form.cleaned_data["decision"]}
        messages.success(request, _("%(ticket)s: %(decision)s.") % words)
    if run is None:
        return see(reverse("cockpit"))
    if outcome is None:
        return see(reverse("answer_now"))
    runs.settle(run, ticket, outcome, now=now)
    return go_on(actor, run, now)
