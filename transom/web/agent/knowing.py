"""What we know of whom a ticket is for, corrected where it stands."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from transom.people.actor import Actor
from transom.search import nameable
from transom.tickets import actions
from transom.tickets.models import Ticket
from transom.web.access import agent_page
from transom.web.agent.verbs import verb
from transom.web.agent.whom_forms import ContactForm, CustomerForm, PinForm, TakeDownForm, WhoseForm

OFFERED = 12


@verb(ContactForm)
def contact(actor: Actor, ticket: Ticket, form: ContactForm) -> Ticket:
    return actions.correct_contact(ticket, form.cleaned_data, actor=actor)


@verb(CustomerForm)
def customer(actor: Actor, ticket: Ticket, form: CustomerForm) -> Ticket:
    return actions.correct_customer(ticket, form.cleaned_data, actor=actor)


@verb(WhoseForm)
def whose(actor: Actor, ticket: Ticket, form: WhoseForm) -> Ticket:
    with transaction.atomic():
        return actions.set_customer(ticket, form.whose(), actor=actor)


@verb(PinForm)
def pin(actor: Actor, ticket: Ticket, form: PinForm) -> Ticket:
    actions.pin(ticket, form.whom(), form.cleaned_data["pinned"], actor=actor)
    return ticket


@verb(TakeDownForm)
def take_down(actor: Actor, ticket: Ticket, form: TakeDownForm) -> Ticket:
    return actions.take_down(ticket, form.cleaned_data["note"], actor=actor)


@agent_page
def customer_names(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Names of customers that begin with what was typed, to be offered while somebody types."""
    begun = request.GET.get("customer", "").replace("\x00", " ").strip()[:200]
    known = nameable.customers(Ticket.objects.visible_to(actor)).filter(name__istartswith=begun)
    names = known.order_by("name").values_list("name", flat=True)
    return render(request, "agent/customer_names.html", {"names": names[:OFFERED] if begun else []})
