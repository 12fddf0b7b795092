"""What a bulk action does to one ticket: the same verbs as everywhere, in the caller's transaction."""

import msgspec
from django.utils.translation import gettext as _

from transom.bulk.models import Order
from transom.composing.running import watching
from transom.composing.sending import SEPARATOR
from transom.composing.signatures import signature_for
from transom.composing.variables import fill, why_unfilled
from transom.people.actor import Actor
from transom.people.models import User
from transom.tickets import actions
from transom.tickets.actions import Refused
from transom.tickets.actions.scope import locked_for
from transom.tickets.history import Event
from transom.tickets.log import REGISTRY, SomethingCameIn
from transom.tickets.models import Ticket
from transom.tickets.words import Words
from transom.workflow import rules
from transom.workflow.models import Requirement


def act(order: Order, ticket: Ticket, seen: int, actor: Actor, person: User) -> bool:
    """Do it all or nothing; gives whether anything changed.

    An answer or an end is stopped by what came in behind version `seen` and was not this person's own.
    Raises what the verbs raise: `NotAllowed`, `Refused`, `rules.TransitionDenied`, `SomethingCameIn`.
    """
    current = locked_for(actor, ticket)
    before = current.version
    if order.is_final:
        _nothing_unseen(current, seen, actor)
    words = None
    if order.reply:
        words = answer(order.reply, current, person)
        if problems := why_unfilled(words.text):
            raise Refused(" ".join(problems))
        copies = watching(current)
        actions.reply(current, words, actor=actor, cc=copies, expects_answer=order.expects_answer)
    if order.note:
        words = Words(text=fill(order.note, current, person))
        actions.note(current, words, actor=actor)
    _change(order, current, words, actor)
    if order.watch is not None:
        (actions.watch if order.watch else actions.unwatch)(current, person, actor=actor)
    return Ticket.objects.values_list("version", flat=True).get(pk=current.pk) > before


def _nothing_unseen(ticket: Ticket, seen: int, actor: Actor) -> None:
    later = Event.objects.of_ticket(ticket.pk).filter(sequence__gt=seen)
    others = [row for row in later if row.person_id != actor.id]
    if any(REGISTRY[row.kind].interrupts for row in others):
        raise SomethingCameIn(others)


def _change(order: Order, ticket: Ticket, words: Words | None, actor: Actor) -> None:
    """Where a move asks why and nobody said it, the words that go with it say it."""
    changes = order.changes
    if not changes:
        return
    now = Ticket.objects.select_related("ticket_type", "status").get(pk=ticket.pk)
    if words and not changes.comment:
        ways = {way.to_status_id: way for way in rules.moves(now.position(), actor.roles)}
        way = ways.get(changes.status)
        if way and Requirement.COMMENT in way.requires:
            changes = msgspec.structs.replace(changes, comment=words.snippet)
    actions.change(now, changes, actor=actor)


def answer(text: str, ticket: Ticket, person: User) -> Words:
    """What this ticket's requester reads: the names filled in, and the signature below, which may be folded away."""
    body = fill(text, ticket, person).rstrip()
    signature = signature_for(person, ticket.mailbox).strip()
    if not signature:
        return Words(text=body)
    whole = f"{body}\n\n{SEPARATOR}\n{signature}"
    return Words(text=whole, folds=((len(body), len(whole), "signature"),))


def why(stop: Exception) -> str:
    """Why it was not done, for the person who asked for it."""
    if isinstance(stop, SomethingCameIn):
        last = stop.events[-1]
        return _("%(who)s did something there that you had not seen. Look first, then try this one again.") % {
            "who": next((row for row in stop.events if REGISTRY[row.kind].interrupts), last).actor_label
        }
    if isinstance(stop, actions.NotAllowed):
        return _("You can no longer change this ticket.")
    return str(stop)
