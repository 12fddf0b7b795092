"""What becomes of mail, told to whoever runs the desk: one line in the log and one more in a counter, once it is committed.

Numbers and states alone: nothing that a customer or a stranger wrote.
"""

import logging
from functools import partial

from django.db import transaction

from transom.foundation.counters import DELIVERY_ATTEMPTS, MAILS_READ, MAILS_STORED
from transom.mail.models import Delivery, InboundEmail, OutboundEmail, Outcome

log = logging.getLogger("transom.mail")
LATER = "later"
for outcome in Outcome.values:
    if outcome:
        MAILS_READ.labels(outcome)  # 0 from the start, so that the first one is seen as a rise
for result in (Delivery.SENT.value, Delivery.FAILED.value, LATER):
    DELIVERY_ATTEMPTS.labels(result)


def stored(inbound: InboundEmail) -> None:
    MAILS_STORED.labels(inbound.road).inc()
    facts = {"inbound": inbound.pk, "road": inbound.road, "bytes": inbound.size}
    log.info("mail %s stored, by %s, %s bytes", *facts.values(), extra=facts)


def became(inbound: InboundEmail) -> None:
    """When the transaction at hand commits: what a mail was taken for."""
    transaction.on_commit(partial(_became, inbound), robust=True)


def _became(inbound: InboundEmail) -> None:
    MAILS_READ.labels(str(inbound.outcome)).inc()
    number = inbound.ticket.number if inbound.ticket_id else None
    facts = {
        "inbound": inbound.pk,
        "outcome": str(inbound.outcome),
        "ticket": number,
        "mailbox": str(inbound.mailbox or ""),
    }
    where = f", ticket {number}" if number else ""
    log.info("mail %s read: %s%s", inbound.pk, inbound.outcome, where, extra=facts)


def tried(outbound: OutboundEmail) -> None:
    """When the transaction at hand commits: what came of handing a mail over."""
    transaction.on_commit(partial(_tried, outbound), robust=True)


def _tried(outbound: OutboundEmail) -> None:
    result = str(outbound.state) if outbound.settled_at else LATER
    DELIVERY_ATTEMPTS.labels(result).inc()
    facts = {
        "outbound": outbound.pk,
        "result": result,
        "attempt": outbound.attempts,
        "refused": len(outbound.refused),
    }
    log.info("mail %s to send: %s at attempt %s, %s refused", *facts.values(), extra=facts)
