"""The only sender: takes mails that wait, hands each to the way out, and writes down what became of it."""

import logging
from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from transom.foundation import faults
from transom.foundation.claims import Claimed
from transom.foundation.ground import until_written
from transom.foundation.pauses import Pause, Paused
from transom.mail import links, thread, told
from transom.mail.models import Delivery, OutboundEmail
from transom.mail.transport import Transport, Unavailable
from transom.people.actor import SYSTEM
from transom.tickets import actions

log = logging.getLogger("transom.mail")
LEASE = timedelta(minutes=10)
GIVE_UP = timedelta(days=5)  # RFC 5321, 4.5.4.1: at least 4 to 5 days
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 120, 240))


def deliver_next(transport: Transport, now: datetime) -> bool:
    """Send the next mail that is due. False where none is, and while sending is paused."""
    if Pause.objects.holds(Paused.SENDING):
        return False
    outbound = OutboundEmail.objects.claim(now, LEASE)
    if outbound is None:
        return False
    try:
        deliver(outbound, transport, now)
    except Claimed:
        log.warning("%s was taken by another worker", outbound)
    return True


def deliver(outbound: OutboundEmail, transport: Transport, now: datetime) -> None:
    """Hand one claimed mail to the way out. Recipients that it could not be said of yet are tried again for 5 days."""
    faults.point("deliver.before-send")
    attempt = _attempt(outbound, transport)
    faults.point("deliver.after-send")
    if attempt.waiting and now - outbound.created_at >= GIVE_UP:
        attempt = attempt.given_up()
    # On a copy each time: what was not committed must not be remembered either.
    until_written(lambda: _write(copy(outbound), attempt, now), LEASE.total_seconds() / 6)
    faults.point("deliver.after-commit")


@dataclass(frozen=True)
class Attempt:
    """What one try came to: who was refused for good and why, who is tried again, and the server's words about these."""

    refused: dict[str, str]
    waiting: tuple[str, ...] = ()
    trouble: str = ""

    def given_up(self) -> "Attempt":
        words = self.trouble or "it could not be delivered in 5 days"
        return Attempt(self.refused | dict.fromkeys(self.waiting, words))


def _attempt(outbound: OutboundEmail, transport: Transport) -> Attempt:
    everyone = tuple(outbound.pending)
    if not everyone:  # a bounce was quicker than our second try
        return Attempt({})
    try:
        answers = transport.send(outbound.envelope_sender, list(everyone), bytes(outbound.mime))
    except Unavailable as error:
        if error.permanent:
            return Attempt(dict.fromkeys(everyone, str(error)))
        return Attempt({}, everyone, str(error))
    except Exception as error:  # a fault of ours: it must come to an end in 5 days like any other trouble
        log.exception("%s could not be handed over", outbound)
        return Attempt({}, everyone, f"{type(error).__name__}: {error}")
    refused = {address: words for address, (permanent, words) in answers.items() if permanent}
    waiting = tuple(address for address, (permanent, _words) in answers.items() if not permanent)
    return Attempt(refused, waiting, "; ".join(dict.fromkeys(answers[address][1] for address in waiting)))


@transaction.atomic
def _write(outbound: OutboundEmail, attempt: Attempt, now: datetime) -> None:
    """Release the row and tell the ticket, in one transaction: a failure is told exactly once."""
    if attempt.waiting:
        wait = WAITS[min(outbound.attempts, len(WAITS)) - 1]
        outbound.retry(now, wait, attempt.trouble, pending=list(attempt.waiting))
    else:
        outbound.settle(now, pending=[], state=Delivery.SENT)
        links.forget(outbound)
    if fresh := outbound.turned_away(attempt.refused):
        tell_failure(outbound, fresh)
    told.tried(outbound)


def tell_failure(outbound: OutboundEmail, refused: dict[str, str]) -> None:
    """The ticket says to whom our mail did not get, and why."""
    reasons = "; ".join(dict.fromkeys(refused.values()))
    ticket = thread.successor(outbound.ticket)
    actions.delivery_failed(ticket, outbound.pk, tuple(refused), reasons, actor=SYSTEM)
