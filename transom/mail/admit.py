"""A person overrules what became of a mail: lets it in, or discards it for good."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from transom.mail.arrival import Arrival
from transom.mail.attention import MailDiscarded, MailLetIn, note_event
from transom.mail.models import InboundEmail, Outcome
from transom.mail.parsing.child_process import Unavailable
from transom.mail.process import read
from transom.mail.speaking import open_from, speak
from transom.mail.thread import successor
from transom.people.actor import Actor
from transom.tickets import actions
from transom.tickets.actions import NotAllowed, Refused
from transom.tickets.messages import Message, Trust


def let_in(inbound: InboundEmail, *, actor: Actor) -> Message:
    """Let a held, quarantined or ignored mail in. A held one joins its ticket; another opens one, or joins its thread.

    Raises `Refused` where it is in, or gone, already; `NotAllowed`.
    """
    _check_may(inbound, actor)
    try:
        arrival = read(inbound)  # outside the transaction: it stores files
    except Unavailable as error:
        raise Refused(_("No mail can be read at this moment. It stays where it is: try again in a minute.")) from error
    with transaction.atomic():
        current = _locked(inbound)
        was = current.outcome
        held_on = successor(current.ticket) if was == Outcome.HELD else None
        if held_on:
            actions.release(held_on, current.pk, current.sender, actor=actor)
        arrival = Arrival(current, arrival.reading, arrival.files, decided=held_on)
        message = speak(arrival, Trust.THIRD_PARTY) if arrival.thread.ticket else open_from(arrival)[1]
        _settle(current, Outcome.MESSAGE if arrival.thread.ticket else Outcome.TICKET, _("Let in by %s.") % actor.label)
        InboundEmail.objects.filter(pk=current.pk).update(ticket=message.ticket, message=message)
        note_event(current, MailLetIn(was=was), actor=actor)
        return message


@transaction.atomic
def discard(inbound: InboundEmail, reason: str, *, actor: Actor) -> None:
    """Leave a mail out for good. It stays stored, with the reason and who decided. Raises `Refused`, `NotAllowed`."""
    _check_may(inbound, actor)
    current = _locked(inbound)
    if not reason.strip():
        raise Refused(_("Say why this mail is discarded: whoever asks later should know."))
    if current.outcome == Outcome.HELD:
        actions.discard(successor(current.ticket), current.pk, current.sender, reason, actor=actor)
    was = current.outcome
    _settle(current, Outcome.DISCARDED, reason.strip())
    note_event(current, MailDiscarded(was=was, reason=reason.strip()), actor=actor)


def _check_may(inbound: InboundEmail, actor: Actor) -> None:
    if not InboundEmail.objects.visible_to(actor).filter(pk=inbound.pk).exists():
        raise NotAllowed(_("There is no such mail."))


def _locked(inbound: InboundEmail) -> InboundEmail:
    current = InboundEmail.objects.select_for_update().get(pk=inbound.pk)
    if not current.can_be_let_in:
        raise Refused(_("Somebody decided about this mail already: %s.") % current.get_outcome_display())
    return current


def _settle(inbound: InboundEmail, outcome: Outcome, reason: str) -> None:
    now = timezone.now()
    InboundEmail.objects.filter(pk=inbound.pk).update(
        outcome=outcome, reason=reason, settled_at=now, parked_at=None, leased_until=None
    )
