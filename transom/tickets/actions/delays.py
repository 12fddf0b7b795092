"""A ticket that stays where it is: its owner says why, somebody rings up, the queue manager is told."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from transom.customers.models import Contact
from transom.people.actor import Actor, person
from transom.people.models import User
from transom.people.roles import Role
from transom.tickets.actions.knowing import correct_contact
from transom.tickets.actions.moving import change_status, moved
from transom.tickets.actions.scope import Refused, changing, require_desk
from transom.tickets.actions.talking import SAID, note
from transom.tickets.events import CallLogged, DelayExplained, Ref
from transom.tickets.log import record
from transom.tickets.messages import Note
from transom.tickets.models import Ticket
from transom.tickets.reasons import wants_words
from transom.tickets.words import Words
from transom.workflow import rules
from transom.workflow.models import Status, Trigger

LONGEST_DETAIL = 200


def explain_delay(
    ticket: Ticket, reason: str, detail: str = "", *, actor: Actor, seen: int | None = None, at: datetime | None = None
) -> Ticket:
    """Say why it was not started, with a reason from the list of its status. It holds until the ticket moves.

    A reason that ends in "…" wants `detail`. What is said already is no event. Raises `Refused`.
    """
    detail = " ".join(detail.split())
    with changing(ticket, actor, DelayExplained, seen=seen) as current:
        step = rules.step_of(current.position())
        _check_reason(current, step.reasons if step else [], reason, detail)
        if (current.delay_reason, current.delay_detail) != (reason, detail):
            record(current, DelayExplained(reason=reason, detail=detail), actor=actor, at=at)
        return current


def _check_reason(ticket: Ticket, reasons: list[str], reason: str, detail: str) -> None:
    if not reasons:
        raise Refused(_("Nobody asks in %(status)s why a ticket was not started.") % {"status": ticket.status})
    if reason not in reasons:
        raise Refused(_("Choose one of the reasons: %(reasons)s.") % {"reasons": ", ".join(reasons)})
    if wants_words(reason) and not detail:
        raise Refused(_("Finish the sentence: “%(reason)s”") % {"reason": reason})
    if len(detail) > LONGEST_DETAIL:
        raise Refused(_("That is too long for a reason: at most 200 characters. Write a note beside it."))


@transaction.atomic
def log_call(
    ticket: Ticket,
    words: str,
    *,
    actor: Actor,
    reached: bool = True,
    whom: Contact | None = None,
    phone: str = "",
    move_to: Status | None = None,
    seen: int | None = None,
    at: datetime | None = None,
) -> Ticket:
    """Write down a call with `whom`, else the requester. Who was reached has our word: what was owed is answered.

    `words`, what was said, become a note, and say why where `move_to` asks for a comment. A new `phone` of the requester
    is kept. Raises `Refused`, also where somebody was reached and nothing is written, and what `change_status` raises.
    """
    words, phone = words.strip(), " ".join(phone.split())
    if reached and not words:
        raise Refused(_("Write what was said on the phone. Whoever takes over was not there."))
    with changing(ticket, actor, CallLogged, seen=seen) as current:
        whom = whom or current.requester
        if phone and phone != whom.phone and whom.pk == current.requester_id:
            current = correct_contact(current, {"phone": phone}, actor=actor)
        event = CallLogged(whom=Ref.to(whom), reached=reached, phone=phone or whom.phone)
        answers = reached and move_to is None
        way = rules.triggered(current.position(SAID), Trigger.OUR_WORD, actor.roles) if answers else None
        record(current, event, *([moved(way)] if way else []), actor=actor, at=at)
        if words:
            note(current, Words(text=words), actor=actor, at=at)
        if move_to is not None:
            return change_status(current, move_to, actor=actor, comment=words, at=at)
        return Ticket.objects.get(pk=current.pk)


def escalate(ticket: Ticket, words: str, *, actor: Actor, seen: int | None = None) -> Note:
    """Tell the queue managers who may see the ticket, by a note that mentions them. Raises `Refused` where none would hear."""
    require_desk(actor)
    managers = User.objects.filter(is_active=True, roles_held__role=Role.QUEUE_MANAGER).order_by("pk")
    managers = managers.exclude(pk=actor.id)
    told = [who for who in managers if Ticket.objects.visible_to(person(who)).filter(pk=ticket.pk).exists()]
    if not told:
        raise Refused(_("Nobody else here is queue manager. An admin gives somebody this role under People."))
    if not words.strip():
        raise Refused(_("Write what the queue manager should know or decide."))
    names = ", ".join(f"@{who.label}" for who in told)
    return note(ticket, Words(text=f"{names}: {words.strip()}"), actor=actor, seen=seen)
