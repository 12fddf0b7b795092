"""Reply, note, and the decision that no answer is needed."""

from django.utils.translation import gettext as _

from transom.composing import sending
from transom.composing.models import Draft, State
from transom.people.actor import Actor
from transom.tickets import actions
from transom.tickets.actions import Refused
from transom.tickets.models import Ticket
from transom.tickets.queues import Queue
from transom.web.agent.desk import queue_url
from transom.web.agent.forms import NoteForm, ReplyForm, VerbForm
from transom.web.agent.show import ticket_url
from transom.web.agent.verbs import verb
from transom.web.find.lists import named


@verb(ReplyForm)
def reply(actor: Actor, ticket: Ticket, form: ReplyForm) -> str:
    """Answer the customer, and do with the ticket what the form says: both happen or neither."""
    after = _next(actor, ticket, form)
    draft = sending.send(ticket, form.writing(), actor=actor)
    return after or place_of(draft, form.queue)


@verb(NoteForm)
def note(actor: Actor, ticket: Ticket, form: NoteForm) -> str:
    if form.data.get("kind") == "reply" and form.data.get("asks"):
        raise Refused(_("You chose Reply and pressed Add note, so nothing was added. Choose again."))
    return place_of(sending.send(ticket, form.writing(), actor=actor), form.queue)


@verb(VerbForm)
def no_answer(actor: Actor, ticket: Ticket, form: VerbForm) -> Ticket:
    return actions.no_answer_needed(ticket, actor=actor, seen=form.cleaned_data["seen"])


def place_of(draft: Draft, queue: str) -> str:
    """Where to look: at the word that was said, or at the one that is about to leave."""
    url = ticket_url(draft.ticket.number, queue)
    if draft.state == State.WAITING:
        return f"{url}#waiting-{draft.pk}"
    return f"{url}#message-{draft.message_id}" if draft.message_id else f"{url}#{_note(draft)}"


def _note(draft: Draft) -> str:
    """The last note of this person, which is the one that they just wrote."""
    said = draft.ticket.notes.filter(user=draft.person_id).order_by("-pk").values_list("pk", flat=True).first()
    return f"note-{said}"


def _next(actor: Actor, ticket: Ticket, form: ReplyForm) -> str:
    """Where *Send and next* leads: the ticket behind this one in its list, else the list. Empty where only *Send* was pressed.

    Asked before the words are said: they may take the ticket out of the list.
    """
    queue: Queue | None = named(form.queue)
    if form.data.get("then") != "next" or queue is None:
        return ""
    behind = queue.page(actor, Ticket.objects.visible_to(actor), after=ticket.pk, size=1).tickets
    return ticket_url(behind[0].number, queue.slug) + "#latest" if behind else queue_url(queue.slug)
