"""Says how two tickets stand to each other, and which bugs stand behind one; and takes it back."""

from transom.people.actor import Actor
from transom.tickets import actions
from transom.tickets.models import Ticket
from transom.web.agent.joining_forms import BugForm, LinkForm
from transom.web.agent.relating import THERE
from transom.web.agent.verbs import verb


@verb(LinkForm)
def link(actor: Actor, ticket: Ticket, form: LinkForm) -> Ticket:
    """What the other one has to this one is said of the other one."""
    said = form.cleaned_data
    other, relation, do = said["other"], said["relation"], actions.unlink if said["remove"] else actions.link
    if relation.startswith(THERE):
        do(other, ticket, relation.removeprefix(THERE), actor=actor)
    else:
        do(ticket, other, relation, actor=actor)
    return ticket


@verb(BugForm)
def bug(actor: Actor, ticket: Ticket, form: BugForm) -> Ticket:
    said = form.cleaned_data
    if said["remove"]:
        return actions.unlink_bug(ticket, said["bug"], actor=actor)
    return actions.link_bug(ticket, said["bug"], said["address"], actor=actor)
