"""A customer is silent: they are asked again, kept, or let go with a kind word; and they come back.

`anchor` is since when they were silent when somebody, or the clock, looked: whoever has spoken since is not silent.
"""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from transom.foundation.addresses import Address
from transom.people.actor import Actor
from transom.tickets.actions.moving import change_status
from transom.tickets.actions.scope import Refused, changing, following
from transom.tickets.actions.talking import reply
from transom.tickets.events import About, FollowUpHeld, FollowUpSkipped, Kept, SilenceBroken
from transom.tickets.log import record
from transom.tickets.messages import Message
from transom.tickets.models import Ticket
from transom.tickets.words import Words
from transom.workflow.models import Status

LONGEST_REASON = 200
LONGEST_KEPT = timedelta(days=366)


class Spoken(Refused):
    """The silence is over: somebody wrote, or the ticket moved on."""


def follow_up(
    ticket: Ticket,
    words: Words,
    anchor: datetime,
    *,
    actor: Actor,
    to: tuple[Address, ...] = (),
    seen: int | None = None,
    at: datetime | None = None,
) -> Message:
    """Ask the customer again. Their silence goes on as it was, whoever asks. Raises `Spoken`, `Refused`, `SomethingCameIn`."""
    with changing(ticket, actor, seen=seen) as current:
        _check_silent(current, anchor)
        return reply(current, words, actor=actor, to=to, about=About.FOLLOW_UP, at=at)


def hold_follow_up(
    ticket: Ticket, anchor: datetime, reason: str = "", *, actor: Actor, at: datetime | None = None
) -> Ticket:
    """Note that a follow-up waits for a look; `reason` is why it could not go out by itself. Raises `Spoken`."""
    with changing(ticket, actor) as current:
        _check_silent(current, anchor)
        record(current, FollowUpHeld(reason=reason), actor=actor, at=at)
        return current


def skip_follow_up(
    ticket: Ticket, reason: str, *, actor: Actor, seen: int | None = None, at: datetime | None = None
) -> Ticket:
    """Decide that this silence is not followed up. Raises `Refused` without a reason."""
    reason = _reason(reason)
    if not reason:
        raise Refused(_("Say why they are not asked again: whoever has the ticket should know."))
    with changing(ticket, actor, FollowUpSkipped, seen=seen) as current:
        record(current, FollowUpSkipped(reason=reason), actor=actor, at=at)
        return current


def keep(
    ticket: Ticket,
    until: datetime,
    reason: str = "",
    *,
    actor: Actor,
    seen: int | None = None,
    at: datetime | None = None,
) -> Ticket:
    """Keep it from the clearance until then. Raises `Refused` for a day that is over, or more than a year away."""
    at, reason = at or timezone.now(), _reason(reason)
    if until <= at:
        raise Refused(_("Keep it until a day that is still to come."))
    if until > at + LONGEST_KEPT:
        raise Refused(_("Keep it for a year at most. Then look again."))
    with changing(ticket, actor, Kept, seen=seen) as current:
        if current.is_closed:
            raise Refused(_("It is closed already. Reopen it first."))
        record(current, Kept(until=until, reason=reason), actor=actor, at=at)
        return current


def clear(
    ticket: Ticket,
    words: Words,
    to: Status,
    anchor: datetime,
    *,
    actor: Actor,
    whom: tuple[Address, ...] = (),
    seen: int | None = None,
    at: datetime | None = None,
) -> Ticket:
    """Close it for silence: `words` go to the customer, and it moves to `to` as its path allows this actor.

    Raises `Spoken`, `Refused`, `rules.TransitionDenied`, `SomethingCameIn`; then nothing was written.
    """
    with changing(ticket, actor, seen=seen) as current:
        _check_silent(current, anchor)
        day = date_format(timezone.localtime(anchor), "j F Y")
        reply(current, words, actor=actor, to=whom, about=About.FAREWELL, at=at)
        comment = _("No word from the customer since %(day)s.") % {"day": day}
        return change_status(current, to, actor=actor, comment=comment, keeps_owner=True, at=at)


def silence_broken(ticket: Ticket, message: int, *, actor: Actor, at: datetime | None = None) -> Ticket:
    """An automatic mail did not leave, because the customer wrote before it could."""
    with following(ticket, actor) as current:
        record(current, SilenceBroken(message=message), actor=actor, at=at)
        return current


def _check_silent(ticket: Ticket, anchor: datetime) -> None:
    if ticket.awaiting_customer_since != anchor:
        raise Spoken(_("This ticket has moved on: the customer is not silent any more, or somebody answered."))


def _reason(words: str) -> str:
    return " ".join(words.split())[:LONGEST_REASON]
