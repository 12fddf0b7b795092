"""What is decided about the ticket on the table: the verbs of its own page, which lead back to the table."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from transom.people.actor import Actor
from transom.reviews import meeting
from transom.tickets import actions
from transom.tickets.messages import Note
from transom.tickets.models import Ticket
from transom.tickets.words import Words
from transom.web.access import agent_page
from transom.web.agent import delays, moving, sorting
from transom.web.agent.forms import VerbForm
from transom.web.agent.ticket import find as find_ticket
from transom.web.agent.verbs import attempt
from transom.web.redirects import see
from transom.web.reviews.table import after, find, table_page


class SaidForm(VerbForm):
    said = forms.CharField(required=False, strip=False)


def note(actor: Actor, ticket: Ticket, form: SaidForm) -> Note:
    words = form.cleaned_data["said"].replace("\r\n", "\n").rstrip()
    return actions.note(ticket, Words(text=words), actor=actor)


ACTS = {
    "move": moving.move.verb,
    "assign": sorting.assignee.verb,
    "priority": sorting.priority.verb,
    "note": (SaidForm, note),
    "delay": delays.explain.verb,
}


@agent_page
def act(request: HttpRequest, actor: Actor, pk: int, number: int, what: str) -> HttpResponse:
    """Takes POST of the form of one of `ACTS`, for a ticket of the review."""
    review, found = find(actor, pk).review, find_ticket(actor, number)
    if what not in ACTS or not review.items.filter(ticket=found.ticket.pk).exists():
        raise Http404
    if request.method != "POST":
        return see(reverse("review", args=[pk]))
    form_class, verb = ACTS[what]
    form = form_class(request.POST, request.FILES, ticket=found.ticket, actor=actor)
    form.about, form.number = what, number
    result, status = attempt(verb, actor, found.ticket, form)
    meeting.sit_down(review, actor=actor, now=timezone.now())
    if result is None and review.is_on:
        return table_page(request, actor, find(actor, pk), form, status)
    return after(request, actor, pk)
