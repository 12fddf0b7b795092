"""Two tickets become one, and apart again; or one becomes two."""

from transom.people.actor import Actor
from transom.tickets import actions
from transom.tickets.models import Ticket
from transom.web.agent.joining_forms import MergeForm, SplitForm, UnmergeForm
from transom.web.agent.verbs import verb


@verb(MergeForm)
def merge(actor: Actor, ticket: Ticket, form: MergeForm) -> Ticket:
    said = form.cleaned_data
    return actions.merge(ticket, said["into"], actor=actor, seen=said["seen"], into_seen=said["into_seen"])


@verb(UnmergeForm)
def unmerge(actor: Actor, ticket: Ticket, form: UnmergeForm) -> Ticket:
    """Asked for on the ticket that went on; what leads a reader away is the one that lives again."""
    return actions.unmerge(form.cleaned_data["other"], actor=actor)


@verb(SplitForm)
def split(actor: Actor, ticket: Ticket, form: SplitForm) -> Ticket:
    said = form.cleaned_data
    return actions.split(ticket, said["messages"], said["subject"], actor=actor, seen=said["seen"])
