"""A ticket moves along its path."""

from transom.people.actor import Actor
from transom.tickets import actions
from transom.tickets.models import Ticket
from transom.web.agent.forms import DoneForm, MoveForm
from transom.web.agent.verbs import verb
from transom.workflow import rules


@verb(MoveForm)
def move(actor: Actor, ticket: Ticket, form: MoveForm) -> Ticket:
    said = form.cleaned_data
    return actions.change_status(ticket, said["to"], comment=said["comment"], actor=actor, seen=said["seen"])


@verb(DoneForm)
def done(actor: Actor, ticket: Ticket, form: DoneForm) -> Ticket:
    """To the end of its path. Where the path asks for a reason, or knows no such way from here, the page says so."""
    end = rules.end_of(ticket.ticket_type)
    form.goes_to(end)
    said = form.cleaned_data
    return actions.change_status(ticket, end, comment=said["comment"], actor=actor, seen=said["seen"])
