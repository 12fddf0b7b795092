"""What is done about a silence on the ticket's own page: keep it from the clearance, bring it back."""

from django.utils import timezone

from transom.people.actor import Actor
from transom.tickets import actions
from transom.tickets.models import Ticket
from transom.web.agent.verbs import verb
from transom.web.clearance.forms import BringBackForm, KeepHereForm


@verb(KeepHereForm)
def keep(actor: Actor, ticket: Ticket, form: KeepHereForm) -> Ticket:
    until, said = form.end(timezone.localdate()), form.cleaned_data
    return actions.keep(ticket, until, said["reason"], actor=actor, seen=said["seen"])


@verb(BringBackForm)
def bring_back(actor: Actor, ticket: Ticket, form: BringBackForm) -> Ticket:
    return actions.bring_back(ticket, actor=actor, seen=form.cleaned_data["seen"])
