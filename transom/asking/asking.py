"""From a status that asks the customer to the mail that does. Called by the worker, in the transaction that marks the
event dispatched."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from transom.asking import mails
from transom.asking.models import AnswerLink
from transom.mail.models import OutboundKind
from transom.mail.outgoing import enqueue
from transom.people.actor import SYSTEM
from transom.people.mailboxes import Mailbox
from transom.people.models import User
from transom.tickets import actions
from transom.tickets.estimates import Estimate, Standing
from transom.tickets.events import AskedAgain, EstimateMade, StatusChanged, TypeChanged
from transom.tickets.history import Event
from transom.tickets.log import event_of, locked
from transom.tickets.models import Ticket
from transom.workflow import rules
from transom.workflow.models import Asks

LASTS = timedelta(days=30)
"""So long a link is good that nothing else ends."""
MOST, WITHIN = 5, timedelta(hours=24)
"""So often a customer is asked about one ticket, whatever moves it to and fro."""


def entered(row: Event, now: datetime) -> None:
    """A ticket came into a status: ask, if that is what it is for, and nobody was asked since it came."""
    ticket = _ticket(row)
    asks = asked_here(ticket) if _is_last(row) else ""
    if asks and not AnswerLink.objects.filter(ticket=ticket, asks=asks, asked_at__gte=ticket.status_since).exists():
        ask(ticket, asks, row, now)


def anew(row: Event, now: datetime) -> None:
    """There is another estimate, or a person wants the customer asked again."""
    ticket = _ticket(row)
    asks = asked_here(ticket) if _is_last(row) else ""
    if asks == Asks.ESTIMATE or (asks and row.kind == AskedAgain.kind):
        ask(ticket, asks, row, now)


def asked_here(ticket: Ticket) -> str:
    """What the customer is asked where this ticket stands: one of `Asks`, or the empty string."""
    step = rules.step_of(ticket.position())
    return step.asks if step and not ticket.is_closed else ""


def ask(ticket: Ticket, asks: str, row: Event, now: datetime) -> None:
    """Because of `row`, write the mail with a new link, or on the ticket why there is none. Links before it end."""
    if asked_here(locked(ticket)) != asks:  # it moved on at this moment
        return
    estimate = actions.current_estimate(ticket) if asks == Asks.ESTIMATE else None
    until = _until(estimate, now)
    mailbox = ticket.mailbox or Mailbox.objects.of_the_desk()
    if reason := _refusal(ticket, asks, estimate, until, mailbox, now):
        actions.note_not_asked(ticket, asks, reason, actor=SYSTEM, at=now)
        return
    made = AnswerLink.objects.offer(ticket, asks, ticket.requester, until, estimate=estimate, now=now)
    enqueue(mails.compose(made, mailbox), ticket, OutboundKind.QUESTION, now)
    actions.note_asked(
        ticket,
        asks,
        ticket.requester,
        link=made.link.pk,
        until=until,
        number=estimate.number if estimate else None,
        answered=_answers(row),
        actor=SYSTEM,
        at=now,
    )


def _answers(row: Event) -> bool:
    """Is the question our answer to what was said before? Where a person moved it there, or made the estimate, it is.

    A word that came since waits on, and all with it.
    """
    if row.person_id is None or row.kind == AskedAgain.kind:
        return False
    since = Event.objects.of_ticket(row.stream_id).filter(sequence__gt=row.sequence)
    return not any(event_of(later).brings(later.at) for later in since)


def _until(estimate: Estimate | None, now: datetime) -> datetime:
    """Where the estimate says until when it is valid: the end of that day at the desk."""
    if estimate is None or estimate.valid_until is None:
        return now + LASTS
    return timezone.make_aware(datetime.combine(estimate.valid_until + timedelta(days=1), time()))


def _refusal(
    ticket: Ticket, asks: str, estimate: Estimate | None, until: datetime, mailbox: Mailbox | None, now: datetime
) -> str:
    """Why no mail may go out, in a sentence that says what to do; empty where it may."""
    address = ticket.requester.address
    if asks == Asks.ESTIMATE and (estimate is None or ticket.estimate == Standing.DECLINED):
        return _("there is no estimate that they could approve. Make one.")
    if until <= now:
        return _("the estimate is not valid any more. Make another one.")
    if not address:
        return _("we know no address of theirs. Call them.")
    if mailbox is None:
        return _("the desk has no mailbox to write from. An admin makes one.")
    if Mailbox.objects.receiving(address).exists() or User.objects.filter(email=address).exists():
        return _("the requester's address is one of our own. Correct the contact.")
    if AnswerLink.objects.filter(ticket=ticket, asked_at__gt=now - WITHIN).count() >= MOST:
        return _("they were asked %(count)s times within a day. Call them.") % {"count": MOST}
    return ""


def _is_last(row: Event) -> bool:
    """What happened before the last event that may ask is over: one question is enough."""
    return not Event.objects.of_ticket(row.stream_id).filter(kind__in=HEARERS, sequence__gt=row.sequence).exists()


def _ticket(row: Event) -> Ticket:
    tickets = Ticket.objects.select_related("ticket_type", "status", "mailbox", "requester")
    return tickets.prefetch_related("requester__addresses").get(pk=row.stream_id)


HEARERS = {
    StatusChanged.kind: (entered,),
    TypeChanged.kind: (entered,),
    EstimateMade.kind: (anew,),
    AskedAgain.kind: (anew,),
}
