"""What the desk calls to have a mail read. Whatever is in it, an answer comes: in full, its head alone, or that it cannot be read.

All processes together spend at most 2 s of CPU and 0.1 s a megabyte on one mail. This is how it is shared out; what is
not here is for the worker, its database, and a process that has to be started anew.
"""

import logging
from dataclasses import replace

from transom.mail.parsing import wire
from transom.mail.parsing.child_process import Broke
from transom.mail.parsing.pool import POOL, Pool
from transom.mail.reading.parsed import ParsedAttachment, ParsedEmail, Reading

log = logging.getLogger("transom.mail")
WHOLE, WHOLE_PER_MEGABYTE = 1.2, 0.08  # seconds of CPU
HEAD = 0.2
WORTH_A_TRY = 0.3


def read(raw: bytes, pool: Pool = POOL) -> Reading:
    """What is in a mail. Raises nothing for what is in it; `Unavailable` where no parser can be started at all."""
    try:
        return _kept_with(_read_whole(raw, pool), raw)
    except Broke as broke:
        why = str(broke)
        log.warning("a mail of %d bytes could not be read: %s", len(raw), why)
    try:
        with pool.child() as child:
            reading, _seconds = child.ask(wire.HEAD, raw, HEAD)
    except Broke as broke:
        log.warning("nor could its head: %s", broke)
        reading = Reading(ParsedEmail(subject="A mail that could not be read"))
    return _kept_with(_said(reading, why), raw)


def _read_whole(raw: bytes, pool: Pool) -> Reading:
    """Twice where the first process died of something else perhaps: a neighbour's mail, or the system's lack of memory."""
    allowed = WHOLE + WHOLE_PER_MEGABYTE * len(raw) / 1_000_000
    try:
        with pool.child() as child:
            return child.ask(wire.WHOLE, raw, allowed)[0]
    except Broke as broke:
        left = allowed - broke.seconds
        if broke.is_sure or left < WORTH_A_TRY:
            raise
        log.warning("a mail is read once more: %s", broke)
    with pool.child() as child:
        return child.ask(wire.WHOLE, raw, left)[0]


def _said(reading: Reading, why: str) -> Reading:
    """A mail of which nothing but the head is known, with words in the place of its own."""
    words = f"This mail could not be read: {why}. It is attached as it came."
    problems = (*reading.mail.problems, f"It could not be read: {why}.")
    return replace(reading, mail=replace(reading.mail, text=words, problems=problems, in_part=True))


def _kept_with(reading: Reading, raw: bytes) -> Reading:
    """With the mail itself attached, where words or files of it may be missing."""
    if not reading.mail.in_part:
        return reading
    whole = ParsedAttachment("mail.eml", "message/rfc822", raw)
    return replace(reading, mail=replace(reading.mail, attachments=(*reading.mail.attachments, whole)))
