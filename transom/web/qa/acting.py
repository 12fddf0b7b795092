"""The verbs of these pages, on one ticket."""

from transom.people.actor import Actor
from transom.tickets import actions
from transom.tickets.models import Ticket
from transom.web.agent.verbs import verb
from transom.web.qa.forms import CountForm, ReproduceForm


@verb(ReproduceForm)
def reproduce(actor: Actor, ticket: Ticket, form: ReproduceForm) -> Ticket:
    said = form.cleaned_data
    words = {name: said[name] for name in ("steps", "version", "comment", "move_to", "seen")}
    return actions.record_reproduction(ticket, said["result"], **words, actor=actor)


@verb(CountForm)
def count_word(actor: Actor, ticket: Ticket, form: CountForm) -> Ticket:
    return actions.count_word(ticket, form.cleaned_data["message"], actor=actor, seen=form.cleaned_data["seen"])
