"""Answers that are about to leave: what waits, taking it back, and what became of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from transom.composing.models import Draft, State
from transom.composing.sending import take_back
from transom.people.actor import Actor
from transom.tickets.actions import Refused
from transom.web.access import agent_page
from transom.web.agent.show import ticket_url
from transom.web.agent.ticket import queue_of
from transom.web.composer.bar import bar
from transom.web.redirects import see


@agent_page
def undo(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Take it back: it is a draft again, as it was."""
    draft = _mine(actor, pk)
    place = ticket_url(draft.ticket.number, queue_of(request))
    if request.method == "POST":
        try:
            take_back(draft, actor=actor, now=timezone.now())
        except Refused as refusal:
            messages.warning(request, str(refusal))
            return see(f"{place}#latest")
        messages.success(request, _("Nothing was sent. Your answer is below, as it was."))
    return see(f"{place}#composer")


@agent_page
def outcome(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """What became of it, once its time is up: empty (204) while it waits, else a line that leads there."""
    draft = _mine(actor, pk)
    if draft.state == State.WAITING:
        return HttpResponse(status=204)
    return render(request, "composer/outcome.html", {"draft": draft, "said": draft.state == State.SAID})


@agent_page
def sending_bar(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The bar that counts down, for a page that stays while tickets change in it."""
    return render(request, "composer/bar.html", {"leaving": bar(actor)})


def _mine(actor: Actor, pk: int) -> Draft:
    own = Draft.objects.visible_to(actor).of(actor).select_related("ticket", "message")
    return get_object_or_404(own, pk=pk)
