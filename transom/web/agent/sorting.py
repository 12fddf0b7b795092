"""Who has it, what it is, how urgent, what it is called; who watches."""

from transom.people.actor import Actor
from transom.people.models import User
from transom.tickets import actions
from transom.tickets.models import Ticket
from transom.web.agent import too_urgent
from transom.web.agent.forms import AssignForm, PriorityForm, SubjectForm, TagsForm, TeamForm, TypeForm, WatchForm
from transom.web.agent.verbs import verb


@verb(AssignForm)
def assignee(actor: Actor, ticket: Ticket, form: AssignForm) -> Ticket:
    return actions.assign(ticket, form.cleaned_data["assignee"], actor=actor, seen=form.cleaned_data["seen"])


@verb(TeamForm)
def team(actor: Actor, ticket: Ticket, form: TeamForm) -> Ticket:
    return actions.assign_team(ticket, form.cleaned_data["team"], actor=actor, seen=form.cleaned_data["seen"])


@verb(TypeForm)
def ticket_type(actor: Actor, ticket: Ticket, form: TypeForm) -> Ticket:
    said = form.cleaned_data
    return actions.set_type(ticket, said["ticket_type"], status=said["place"], actor=actor, seen=said["seen"])


@verb(PriorityForm)
def priority(actor: Actor, ticket: Ticket, form: PriorityForm) -> Ticket:
    said = form.cleaned_data
    current = actions.set_priority(ticket, said["priority"], reason=said["reason"], actor=actor, seen=said["seen"])
    if current.is_urgent and (words := too_urgent.warning(Ticket.objects.visible_to(actor))):
        form.warnings = (words,)
    return current


@verb(SubjectForm)
def subject(actor: Actor, ticket: Ticket, form: SubjectForm) -> Ticket:
    return actions.set_subject(ticket, form.cleaned_data["subject"], actor=actor, seen=form.cleaned_data["seen"])


@verb(TagsForm)
def tags(actor: Actor, ticket: Ticket, form: TagsForm) -> Ticket:
    return actions.set_tags(ticket, form.cleaned_data["tags"], actor=actor, seen=form.cleaned_data["seen"])


@verb(WatchForm)
def watching(actor: Actor, ticket: Ticket, form: WatchForm) -> Ticket:
    change = actions.watch if form.cleaned_data["watching"] else actions.unwatch
    return change(ticket, User.objects.get(pk=actor.id), actor=actor)
