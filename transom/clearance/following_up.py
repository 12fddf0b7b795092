"""The customer is silent, and is asked again: by itself, or after somebody had a look.

The clock calls `send` and `hold` with the silence that it found (`anchor`). Both look again with the ticket held, so an
answer that has come meanwhile stops them. What cannot go out by itself is held with the reason, so that nothing is lost.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from transom.clearance import words
from transom.clearance.models import HeldDecision, HeldFollowUp, WordsKind
from transom.foundation.addresses import Address, parse_addresses
from transom.mail import gate
from transom.people.actor import CLOCK, Actor, person
from transom.people.mailboxes import Mailbox
from transom.tickets import actions
from transom.tickets.actions import Refused, Spoken
from transom.tickets.log import locked
from transom.tickets.messages import Message, Trust
from transom.tickets.models import Ticket
from transom.tickets.words import Words


@transaction.atomic
def send(ticket: Ticket, anchor: datetime, now: datetime) -> str:
    """Ask the customer again, for the silence that began at `anchor`. Gives in words why nothing was sent, else "".

    Never raises `Refused`: what may not go out by itself is held, and the queue manager is told why.
    """
    current = _whole(locked(ticket))
    if why := _over(current, anchor):
        return why
    if HeldFollowUp.objects.filter(ticket=current, anchor=anchor).exists():
        return _("somebody is to look at it first, or has decided about it")
    if why := _refusal(current, now):
        return hold(current, anchor, now, why) or why
    text = words.for_ticket(WordsKind.FOLLOW_UP, current)
    actions.follow_up(current, Words(text=text), anchor, actor=CLOCK, to=(whom(current),), at=now)
    return ""


@transaction.atomic
def hold(ticket: Ticket, anchor: datetime, now: datetime, reason: str = "") -> str:
    """Have somebody look at the follow-up first; `reason` is why it could not go out by itself.

    Gives in words why nothing was held, else "". A silence has one follow-up: holding it twice is holding it once.
    """
    current = _whole(locked(ticket))
    if why := _over(current, anchor):
        return why
    facts = {"text": words.for_ticket(WordsKind.FOLLOW_UP, current), "held_at": now, "reason": reason[:200]}
    _row, is_new = HeldFollowUp.objects.get_or_create(ticket=current, anchor=anchor, defaults=facts)
    if is_new:
        actions.hold_follow_up(current, anchor, reason, actor=CLOCK, at=now)
        _let_go_of_others(now)
    return ""


@transaction.atomic
def send_held(row: HeldFollowUp, text: str, *, actor: Actor, now: datetime, seen: int | None = None) -> Message:
    """Somebody has looked: it goes out, in these words. Raises `Refused`, also where it was decided, `SomethingCameIn`."""
    current = _undecided(row)
    ticket = _whole(current.ticket)
    to = whom(ticket)
    if why := _no_mailbox() or gate.unreachable(to.address, ticket):
        raise Refused(_("It cannot be sent: %(reason)s. Call them, or skip it.") % {"reason": why})
    message = actions.follow_up(ticket, Words(text=text), row.anchor, actor=actor, to=(to,), seen=seen, at=now)
    _decide(current, HeldDecision.SENT, actor, now)
    return message


@transaction.atomic
def skip(row: HeldFollowUp, reason: str, *, actor: Actor, now: datetime, seen: int | None = None) -> None:
    """This silence is not followed up, and why. Raises `Refused`, `SomethingCameIn`."""
    current = _undecided(row)
    actions.skip_follow_up(current.ticket, reason, actor=actor, seen=seen, at=now)
    _decide(current, HeldDecision.SKIPPED, actor, now, reason=" ".join(reason.split())[:200])


@transaction.atomic
def called(
    row: HeldFollowUp, said: str, *, reached: bool, actor: Actor, now: datetime, seen: int | None = None
) -> None:
    """Somebody rang them up in its place. Where nobody was reached, it still waits. Raises `Refused`, `SomethingCameIn`."""
    current = _undecided(row)
    actions.log_call(current.ticket, said, reached=reached, actor=actor, seen=seen, at=now)
    if reached:
        _decide(current, HeldDecision.SKIPPED, actor, now, reason=_("They were called."))


def _let_go_of_others(now: datetime) -> None:
    """What is held for silences that are over needs no decision any more; lists leave it out before this is written down."""
    waiting = HeldFollowUp.objects.undecided()
    waiting.exclude(pk__in=waiting.silent()).update(decision=HeldDecision.OVERTAKEN, decided_at=now)


def whom(ticket: Ticket) -> Address:
    """Who is asked again: the requester, or the first of those to whom our last word went without them."""
    ours = Message.objects.filter(ticket=ticket, trust=Trust.OURS, user__isnull=False).order_by("-at", "-pk").first()
    requester = ticket.requester.as_address()
    if ours is None or not requester.address:
        return requester
    to = [address for header in ours.to for address in parse_addresses(header)]
    told = {address.address for address in to} | {one.address for header in ours.cc for one in parse_addresses(header)}
    return to[0] if to and requester.address not in told else requester


def _over(ticket: Ticket, anchor: datetime) -> str:
    """Why the silence that began then wants no follow-up any more; empty where it does."""
    if ticket.awaiting_customer_since != anchor:
        return _("the customer is not silent any more")
    if gate.has_asked(whom(ticket).address, ticket, anchor):
        return _("they have been asked again in this silence")
    return ""


def _refusal(ticket: Ticket, now: datetime) -> str:
    return _no_mailbox() or gate.refusal(whom(ticket).address, ticket, now, again=True)


def _no_mailbox() -> str:
    return "" if Mailbox.objects.of_the_desk() else _("the desk has no mailbox to write from")


def _whole(ticket: Ticket) -> Ticket:
    """With all that its words name; the lock stays."""
    found = Ticket.objects.select_related("ticket_type", "status", "mailbox", "requester", "customer")
    return found.prefetch_related("requester__addresses").get(pk=ticket.pk)


def _undecided(row: HeldFollowUp) -> HeldFollowUp:
    """The row as it stands, with its ticket locked: whoever decides second is told so."""
    locked(row.ticket)
    current = HeldFollowUp.objects.select_related("ticket", "decided_by").get(pk=row.pk)
    if current.decision:
        who = person(current.decided_by).label if current.decided_by else _("The clock")
        raise Refused(
            _("It was decided already: %(decision)s, by %(who)s.")
            % {"decision": current.get_decision_display(), "who": who}
        )
    if current.ticket.awaiting_customer_since != current.anchor:
        raise Spoken(_("This ticket has moved on: there is nothing to follow up any more."))
    return current


def _decide(row: HeldFollowUp, decision: str, actor: Actor, now: datetime, **columns) -> None:
    row.decision, row.decided_at, row.decided_by_id = decision, now, actor.id
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(update_fields=["decision", "decided_at", "decided_by", *columns])
