"""The road of one stored mail through the worker: read it, ask the filters, let it speak.

What it becomes and the mark that it is done commit together, so that running it again is harmless.
"""

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from transom.foundation import faults, ground
from transom.foundation.claims import Claimed
from transom.foundation.ground import until_written
from transom.mail import attention, told
from transom.mail.arrival import Arrival
from transom.mail.filters import FILTERS
from transom.mail.models import COUNTED, InboundEmail, Outcome
from transom.mail.parsing import desk as parsing
from transom.mail.parsing.child_process import Unavailable
from transom.mail.reading.parsed import ParsedAttachment
from transom.mail.speaking import SPEAKING, Raced
from transom.mail.verdict import Verdict
from transom.tickets.files import store
from transom.tickets.words import NewAttachment, reference_key

log = logging.getLogger("transom.mail")
LEASE = timedelta(minutes=5)
RETRY = timedelta(seconds=30)
GROUND = timedelta(seconds=5)  # until the next look whether the disk has room again
MEETINGS = 3  # tries at once, where two workers met
ATTEMPTS = 3


def process_next(now: datetime) -> bool:
    """Take the next stored mail and bring it where it belongs. False where none is due."""
    inbound = InboundEmail.objects.claim(now, LEASE)
    if inbound is None:
        return False
    process(inbound, now)
    return True


def process(inbound: InboundEmail, now: datetime) -> None:
    """Bring one claimed mail where it belongs. Whatever goes wrong, it stays and stays visible."""
    if inbound.attempts > ATTEMPTS:
        attention.quarantine(
            inbound, f"Reading it failed {ATTEMPTS} times: {inbound.last_error or 'the worker died'}", now
        )
        return
    try:
        bring_home(read(inbound), now)
        faults.point("process.after-commit")
    except Claimed:
        log.warning("%s was taken by another worker", inbound)
    except Exception as error:  # the road must go on for the mails behind this one
        ground.tell(log, error, "%s could not be processed", inbound)
        if ground.is_gone(error) or isinstance(error, Unavailable):
            _wait_for_ground(inbound, f"{type(error).__name__}: {error}", now)
            return
        _try_again(inbound, f"{type(error).__name__}: {error}", now)


def bring_home(arrival: Arrival, now: datetime) -> None:
    """Decide and write it down in one transaction; anew where another worker was reading a mail that belongs to it."""
    for left in reversed(range(MEETINGS)):
        try:
            with transaction.atomic():
                settle(arrival, decide(arrival), now)
                faults.point("process.before-commit", arrival.mail.subject)
            return
        except (IntegrityError, Raced) as error:
            if not left:
                raise
            log.info("%s met another mail that was read at the same moment: %s", arrival.inbound, error)
            arrival = replace(arrival)  # it knows nothing any more


def read(inbound: InboundEmail) -> Arrival:
    """Have a stored mail parsed, and store its files. Where it could not be read in full it comes with its raw bytes attached.

    Raises `Unavailable` where no parser can be started: that is no fault of the mail.
    """
    reading = parsing.read(bytes(inbound.raw))
    return Arrival(inbound, reading, tuple(_stored(attachment) for attachment in reading.mail.attachments))


def _stored(attachment: ParsedAttachment) -> NewAttachment:
    return NewAttachment(
        store(attachment.content),
        attachment.filename,
        attachment.content_type,
        attachment.content_id,
        attachment.inline,
    )


def decide(arrival: Arrival) -> Verdict:
    for step in (*FILTERS, *SPEAKING):
        if verdict := step(arrival):
            return verdict
    raise AssertionError("the last step always decides")


def settle(arrival: Arrival, verdict: Verdict, now: datetime) -> None:
    """Write down what became of the mail; with it the row is done, or waits for a person where it was quarantined."""
    inbound, mail = arrival.inbound, arrival.mail
    facts = {
        "mailbox": arrival.mailbox,
        "message_id_header": reference_key(mail.message_id),
        "sender": mail.sender.address if mail.sender else inbound.envelope_sender,
        "subject": mail.subject[:300],
        "automatic": str(arrival.automatic.kind) if arrival.automatic else "",
        "fingerprint": arrival.fingerprint if verdict.outcome in COUNTED else None,
        "outcome": verdict.outcome,
        "reason": " ".join([verdict.reason, *mail.problems])[:2000],
        "ticket": verdict.ticket,
        "message": verdict.message,
    }
    if verdict.outcome == Outcome.QUARANTINED:
        attention.quarantine(inbound, facts.pop("reason"), now, **facts)
    else:
        inbound.settle(now, **facts)
        told.became(inbound)


def _wait_for_ground(inbound: InboundEmail, error: str, now: datetime) -> None:
    """A full disk, or no parser, says nothing about the mail, so this attempt counts for nothing: no mail is set aside for it."""
    until_written(
        lambda: inbound.retry(now, GROUND, error, attempts=max(1, inbound.attempts - 1)), LEASE.total_seconds() / 2
    )


def _try_again(inbound: InboundEmail, error: str, now: datetime) -> None:
    if inbound.attempts >= ATTEMPTS:
        attention.quarantine(inbound, f"Reading it failed {ATTEMPTS} times: {error}", now)
    else:
        inbound.retry(now, RETRY * inbound.attempts, error)
