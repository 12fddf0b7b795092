"""Reply, note, and the decision that no answer is needed."""

from django.db import transaction

from transom.people.actor import Actor
from transom.tickets import actions
from transom.tickets.messages import Message, Note
from transom.tickets.models import Ticket
from transom.web.agent.forms import NoteForm, ReplyForm, VerbForm
from transom.web.agent.verbs import verb


@verb(ReplyForm)
def reply(actor: Actor, ticket: Ticket, form: ReplyForm) -> Message:
    """Answer the customer, and move the ticket in the same breath where the form says so: both happen or neither."""
    words, said = form.words(), form.cleaned_data
    with transaction.atomic():
        message = actions.reply(
            ticket,
            words,
            actor=actor,
            to=said["to"],
            cc=form.copies(),
            expects_answer=not said["no_answer_expected"],
            seen=said["seen"],
        )
        to, now = said["move_to"], Ticket.objects.get(pk=ticket.pk)
        if to and now.status_id != to.pk:  # the answer itself may have moved it there
            actions.change_status(now, to, actor=actor)
        return message


@verb(NoteForm)
def note(actor: Actor, ticket: Ticket, form: NoteForm) -> Note:
    return actions.note(ticket, form.words(), actor=actor, seen=form.cleaned_data["seen"])


@verb(VerbForm)
def no_answer(actor: Actor, ticket: Ticket, form: VerbForm) -> Ticket:
    return actions.no_answer_needed(ticket, actor=actor, seen=form.cleaned_data["seen"])
