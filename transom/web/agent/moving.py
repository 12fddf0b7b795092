"""A ticket moves along its path."""

from transom.people.actor import Actor
from transom.tickets import actions
from transom.tickets.models import Ticket
from transom.web.agent.forms import MoveForm
from transom.web.agent.verbs import verb


@verb(MoveForm)
def move(actor: Actor, ticket: Ticket, form: MoveForm) -> Ticket:
    said = form.cleaned_data
    return actions.change_status(ticket, said["to"], comment=said["comment"], actor=actor, seen=said["seen"])
