"""SQLite has one worker. Which one it is, the operating system knows: a lock on a file dies with whoever holds it.

So whoever has the lock knows that every lease in the database is a dead worker's, and need not wait for its end.
On PostgreSQL there may be many, and leases run out by themselves.
"""

import fcntl
import logging
import os
from pathlib import Path

from django.conf import settings
from django.db import connection

from transom.bulk.models import BulkItem
from transom.composing.models import Draft
from transom.mail.accounts import AccountEmail
from transom.mail.models import InboundEmail, NoticeEmail, OutboundEmail
from transom.tickets.history import MissedHearing

log = logging.getLogger("transom.worker")
NAME = "worker.lock"
WORK = (InboundEmail, OutboundEmail, AccountEmail, NoticeEmail, MissedHearing, Draft, BulkItem)


class AnotherWorker(Exception):
    """Somebody works on this desk already; the message says what to do."""


class OnlyOne:
    """The right to work on this desk, held until `give_up` or the end of the process. Raises `AnotherWorker`."""

    def __init__(self):
        self.file = _lock(settings.DATA / NAME) if connection.vendor == "sqlite" else None

    def free_leases(self) -> None:
        """What a dead worker was at, we may take at once."""
        if self.file is None:
            return
        freed = sum(rows.objects.free_leases() for rows in WORK)
        if freed:
            log.warning("%d pieces of work were left half done and are taken up again", freed)

    def give_up(self) -> None:
        if self.file is not None:
            os.close(self.file)
            self.file = None


def _lock(path: Path) -> int:
    # Python's descriptors are not inherited, so no child of ours keeps the lock when we are gone.
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise AnotherWorker(
            f"Another process works on the desk in {path.parent} already, and with SQLite there can be one only. "
            "Stop that one first; for more workers use PostgreSQL (TRANSOM_DATABASE_URL)."
        ) from error
    return descriptor
