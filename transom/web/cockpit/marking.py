"""A ticket is marked as one that can be answered at once."""

from transom.people.actor import Actor
from transom.tickets import actions
from transom.tickets.models import Ticket
from transom.web.agent.verbs import verb
from transom.web.cockpit.forms import QuickForm


@verb(QuickForm)
def mark(actor: Actor, ticket: Ticket, form: QuickForm) -> Ticket:
    return actions.mark_quick(ticket, form.cleaned_data["quick"], actor=actor, seen=form.cleaned_data["seen"])
