"""A ticket moves along its path."""

from transom.people.actor import Actor
from transom.tickets import actions
from transom.tickets.models import Ticket
from transom.web.agent.forms import DoneForm, MoveForm
from transom.web.agent.verbs import verb
from transom.workflow import rules


@verb(MoveForm)
def move(actor: Actor, ticket: Ticket, form: MoveForm) -> Ticket:
    said, to = form.cleaned_data, form.cleaned_data["to"]
    why = {"comment": said["comment"], "reason": said["because"]}
    if who := said["who"]:
        changes = actions.Changes(status=to.pk, assignee=who.pk, **why)
        return actions.change(ticket, changes, actor=actor, seen=said["seen"])
    return actions.change_status(ticket, to, **why, actor=actor, seen=said["seen"])


@verb(DoneForm)
def done(actor: Actor, ticket: Ticket, form: DoneForm) -> Ticket:
    """To the end of its path. Where the path asks for a reason, or knows no such way from here, the page says so."""
    end = rules.end_of(ticket.ticket_type)
    form.goes_to(end)
    said = form.cleaned_data
    return actions.change_status(ticket, end, comment=said["comment"], actor=actor, seen=said["seen"])
