"""Two tickets become one, or one becomes two."""

from transom.people.actor import Actor
from transom.tickets import actions
from transom.tickets.models import Ticket
from transom.web.agent.forms import MergeForm, SplitForm
from transom.web.agent.verbs import verb


@verb(MergeForm)
def merge(actor: Actor, ticket: Ticket, form: MergeForm) -> Ticket:
    return actions.merge(ticket, form.cleaned_data["into"], actor=actor, seen=form.cleaned_data["seen"])


@verb(SplitForm)
def split(actor: Actor, ticket: Ticket, form: SplitForm) -> Ticket:
    said = form.cleaned_data
    return actions.split(ticket, said["messages"], said["subject"], actor=actor, seen=said["seen"])
