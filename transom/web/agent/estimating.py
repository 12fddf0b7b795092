"""Estimates from the ticket's page: made, withdrawn, asked about again, and on paper."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from transom.people.actor import Actor
from transom.tickets import actions
from transom.tickets.estimates import Estimate
from transom.tickets.events import EstimateApproved, EstimateDeclined, EstimateWithdrawn
from transom.tickets.history import Event
from transom.tickets.log import event_of
from transom.tickets.models import Ticket
from transom.web.access import agent_page
from transom.web.agent.estimating_forms import AskAgainForm, EstimateForm, WithdrawForm
from transom.web.agent.verbs import verb

ENDINGS = (EstimateApproved, EstimateDeclined, EstimateWithdrawn)


@verb(EstimateForm)
def make(actor: Actor, ticket: Ticket, form: EstimateForm) -> Ticket:
    said = form.cleaned_data
    figures = {name: said[name] for name in ("hours", "amount", "currency", "valid_until")}
    return actions.make_estimate(ticket, said["text"], **figures, actor=actor, seen=said["seen"]).ticket


@verb(WithdrawForm)
def withdraw(actor: Actor, ticket: Ticket, form: WithdrawForm) -> Ticket:
    return actions.withdraw_estimate(ticket, actor=actor, seen=form.cleaned_data["seen"])


@verb(AskAgainForm)
def ask_again(actor: Actor, ticket: Ticket, form: AskAgainForm) -> Ticket:
    return actions.ask_again(ticket, actor=actor, seen=form.cleaned_data["seen"])


@agent_page
def estimate(request: HttpRequest, actor: Actor, number: int, place: int) -> HttpResponse:
    """One estimate on paper, with the consent that was given to it. A merged ticket keeps its own."""
    if max(number, place) >= 2**31:
        raise Http404
    tickets = Ticket.objects.visible_to(actor).filter(number=number)
    row = get_object_or_404(
        Estimate.objects.visible_to(actor).select_related("ticket__requester", "ticket__customer"),
        ticket__in=tickets,
        number=place,
    )
    context = {"estimate": row, "ticket": row.ticket, "ended": _ended(row), "links": list(row.links.order_by("pk"))}
    context |= {"printed_at": timezone.now(), "printed_by": actor.label}
    return render(request, "agent/estimate.html", context)


def _ended(estimate: Estimate) -> list[dict]:
    """What became of it: who, when, and the event that tells it all."""
    rows = Event.objects.of_ticket(estimate.ticket_id).filter(kind__in=[kind.kind for kind in ENDINGS])
    return [_told(row.actor_label, row.at, event_of(row)) for row in rows if row.payload["estimate"] == estimate.pk]


def _told(who: str, at: datetime, event: EstimateApproved | EstimateDeclined | EstimateWithdrawn) -> dict:
    return {"who": who, "at": at, "event": event, "kind": event.kind}
