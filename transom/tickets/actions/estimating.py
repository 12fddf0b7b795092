"""Estimates: made and withdrawn by us, and asked about. What the customer answers is in `answering.py`."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from transom.customers.models import Contact
from transom.people.actor import Actor
from transom.tickets.actions.scope import Refused, changing, following
from transom.tickets.estimates import Estimate
from transom.tickets.events import (
    AskedAgain,
    CustomerAsked,
    CustomerNotAsked,
    EstimateMade,
    EstimateWithdrawn,
    Ref,
)
from transom.tickets.log import record
from transom.tickets.models import Ticket
from transom.workflow import rules

LARGEST = Decimal(10) ** 10
MOST_HOURS = Decimal(100_000)
LONGEST = 20_000
FARTHEST = timedelta(days=3653)


def current_estimate(ticket: Ticket) -> Estimate | None:
    """The estimate that stands: the last one, unless it was withdrawn."""
    return ticket.estimates.order_by("number").last() if ticket.estimate else None


def make_estimate(
    ticket: Ticket,
    text: str,
    *,
    hours: Decimal | None = None,
    amount: Decimal | None = None,
    currency: str = "",
    valid_until: date | None = None,
    actor: Actor,
    seen: int | None = None,
    at: datetime | None = None,
) -> Estimate:
    """Put down what it would take. It takes the place of the estimate before it.

    Where the ticket stands in a status that asks the customer to approve, the mail follows when the event is dispatched.
    Raises `Refused` for what is no estimate, and `SomethingCameIn` where somebody else made or withdrew one.
    """
    text, currency = text.strip(), currency.strip().upper()
    if trouble := _wrong(text, hours, amount, currency, valid_until):
        raise Refused(trouble)
    with changing(ticket, actor, EstimateMade, EstimateWithdrawn, seen=seen) as current:
        if current.is_closed:
            raise Refused(_("This ticket is closed. Reopen it first."))
        at = at or timezone.now()
        last = current.estimates.aggregate(last=models.Max("number"))["last"] or 0
        estimate = Estimate.objects.create(
            ticket=current,
            number=last + 1,
            hours=hours,
            amount=amount,
            currency=currency if amount is not None else "",
            text=text,
            valid_until=valid_until,
            user_id=actor.id if actor.is_person else None,
            author_label=actor.label[:200],
            at=at,
        )
        event = EstimateMade(
            estimate=estimate.pk, number=estimate.number, figures=estimate.figures, valid_until=valid_until
        )
        record(current, event, actor=actor, at=at)
        return estimate


def _wrong(text: str, hours: Decimal | None, amount: Decimal | None, currency: str, until: date | None) -> str:
    """What is wrong with these, in a sentence; empty where nothing is."""
    if hours is None and amount is None:
        return _("Write the hours, or an amount, or both.")
    if (hours is not None and not 0 < hours < MOST_HOURS) or (amount is not None and not 0 <= amount < LARGEST):
        return _("Hours and amounts are above zero, and not as large as this.")
    if amount is not None and not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
        return _("Write the currency as three letters, as in EUR or USD.")
    if not text or len(text) > LONGEST:
        return _("Say in words what the estimate is for: the customer decides by them.")
    if until is not None and until < timezone.localdate():
        return _("The day until which it is valid is over. Choose a later one.")
    if until is not None and until > timezone.localdate() + FARTHEST:
        return _("An estimate is valid for ten years at most. Choose an earlier day, or none.")
    return ""


def withdraw_estimate(ticket: Ticket, *, actor: Actor, seen: int | None = None, at: datetime | None = None) -> Ticket:
    """It can no longer be approved. Raises `Refused` where there is none, or the customer has answered it."""
    with changing(ticket, actor, EstimateMade, EstimateWithdrawn, seen=seen) as current:
        estimate = current_estimate(current)
        if estimate is None:
            raise Refused(_("There is no estimate to withdraw."))
        if current.estimate not in OPEN:
            raise Refused(_("The customer has answered this estimate, and that stays. Make another one."))
        record(current, EstimateWithdrawn(estimate=estimate.pk, number=estimate.number), actor=actor, at=at)
        return current


def ask_again(ticket: Ticket, *, actor: Actor, seen: int | None = None, at: datetime | None = None) -> Ticket:
    """Ask the customer once more what the status asks of them: a new mail, and the link before it ends.

    Raises `Refused` where the status asks for nothing.
    """
    with changing(ticket, actor, AskedAgain, seen=seen) as current:
        step = rules.step_of(current.position())
        if step is None or not step.asks:
            raise Refused(_("In this status the customer is asked for nothing. Move it first."))
        record(current, AskedAgain(), actor=actor, at=at)
        return current


def note_asked(
    ticket: Ticket,
    asks: str,
    who: Contact,
    *,
    link: int,
    until: datetime,
    number: int | None,
    answered: bool,
    actor: Actor,
    at: datetime,
) -> Ticket:
    """The desk has written the mail that asks `who`; `number` is the estimate's, `answered` as its event says."""
    with following(ticket, actor) as current:
        event = CustomerAsked(asks=asks, who=Ref.to(who), link=link, until=until, number=number, answered=answered)
        record(current, event, actor=actor, at=at)
        return current


def note_not_asked(ticket: Ticket, asks: str, reason: str, *, actor: Actor, at: datetime) -> Ticket:
    """The status asks the customer, and the desk could not: the ticket says why."""
    with following(ticket, actor) as current:
        record(current, CustomerNotAsked(asks=asks, reason=reason), actor=actor, at=at)
        return current


OPEN = ("ready", "asked")
"""How an estimate stands that nobody has answered yet."""
