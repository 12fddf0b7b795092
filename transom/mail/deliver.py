"""The only sender: takes mails that wait, hands each to the way out, and writes down what became of it."""

import logging
from datetime import datetime, timedelta

from transom.foundation import faults
from transom.foundation.claims import Claimed
from transom.mail.models import Delivery, OutboundEmail
from transom.mail.transport import Transport, Unavailable
from transom.people.actor import SYSTEM
from transom.tickets import actions

log = logging.getLogger("transom.mail")
LEASE = timedelta(minutes=10)
GIVE_UP = timedelta(days=5)  # RFC 5321, 4.5.4.1: at least 4 to 5 days
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 120, 240))


def deliver_next(transport: Transport, now: datetime) -> bool:
    """Send the next mail that is due. False where none is."""
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
    try:
        answers = transport.send(outbound.envelope_sender, list(outbound.pending), bytes(outbound.mime))
    except Unavailable as error:
        answers, trouble = {}, str(error)
        if error.permanent:
            answers = dict.fromkeys(outbound.pending, (True, str(error)))
        pending = [] if error.permanent else list(outbound.pending)
    else:
        trouble = "; ".join(words for _permanent, words in answers.values())
        pending = [address for address, (permanent, _words) in answers.items() if not permanent]
    faults.point("deliver.after-send")
    refused = {address: words for address, (permanent, words) in answers.items() if permanent}
    if pending and now - outbound.created_at >= GIVE_UP:
        refused |= dict.fromkeys(pending, trouble or "it could not be delivered in 5 days")
        pending = []
    _write(outbound, pending, refused, trouble, now)
    faults.point("deliver.after-commit")


def _write(outbound: OutboundEmail, pending: list[str], refused: dict[str, str], trouble: str, now: datetime) -> None:
    everyone = outbound.refused | refused
    if pending:
        wait = WAITS[min(outbound.attempts, len(WAITS)) - 1]
        outbound.retry(now, wait, trouble, pending=pending, refused=everyone)
    else:
        state = Delivery.FAILED if everyone else Delivery.SENT
        outbound.settle(now, pending=[], refused=everyone, state=state)
    if refused:
        actions.delivery_failed(
            outbound.ticket,
            outbound.pk,
            tuple(refused),
            "; ".join(dict.fromkeys(refused.values())),
            actor=SYSTEM,
        )
