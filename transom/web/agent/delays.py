"""Why it was not started, what was said on the phone, and what the queue manager should know."""

from transom.people.actor import Actor
from transom.tickets import actions
from transom.tickets.messages import Note
from transom.tickets.models import Ticket
from transom.web.agent.delay_forms import CallForm, DelayForm, EscalateForm
from transom.web.agent.verbs import verb


@verb(DelayForm)
def explain(actor: Actor, ticket: Ticket, form: DelayForm) -> Ticket:
    said = form.cleaned_data
    return actions.explain_delay(ticket, said["reason"], said["detail"], actor=actor, seen=said["seen"])


@verb(CallForm)
def call(actor: Actor, ticket: Ticket, form: CallForm) -> Ticket:
    said = form.cleaned_data
    return actions.log_call(
        ticket,
        said["words"],
        reached=said["outcome"] == "reached",
        phone=said["phone"],
        move_to=said["move_to"],
        actor=actor,
        seen=said["seen"],
    )


@verb(EscalateForm)
def escalate(actor: Actor, ticket: Ticket, form: EscalateForm) -> Note:
    return actions.escalate(ticket, form.cleaned_data["words"], actor=actor, seen=form.cleaned_data["seen"])
