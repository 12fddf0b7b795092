"""The thread that fetches one account: connect, look, wait for more; after trouble again, a little later each time."""

import logging
import random
import threading
import time
from collections import Counter
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from transom.foundation import ground
from transom.foundation.secrets import SecretLost
from transom.mail.fetching import session as sessions
from transom.mail.fetching import trouble
from transom.mail.fetching.look import Look
from transom.mail.fetching.models import ImapAccount
from transom.mail.fetching.session import Session
from transom.mail.fetching.trouble import Trouble

log = logging.getLogger("transom.fetching")
EVERY = 120.0  # seconds: IDLE or not, the folder is looked at that often, so that a missed word costs no more
FIRST_WAIT, LONGEST_WAIT = 5.0, 300.0  # seconds after trouble; doubled each time
JITTER = 0.2
BRIEF = 60.0  # a session that broke sooner is trouble, even if it went well at first


class Runner(threading.Thread):
    """Fetches `account`, which this process holds the lease of, until `stop`. What goes wrong stands on the account."""

    def __init__(self, account: ImapAccount, on_stored: Callable[[], None] = lambda: None):
        super().__init__(name=f"fetch-{account.pk}", daemon=True)
        self.account = account
        self.settings = account.settings
        self.on_stored = on_stored
        self.over = threading.Event()
        self.broke: Counter = Counter()
        self.failures = 0
        self.looked = False

    def stop(self) -> None:
        """Ask for the end: after the mails at hand, or after the answer that the server owes."""
        self.over.set()

    def run(self) -> None:
        while not self.over.is_set():
            began, self.looked = time.monotonic(), False
            try:
                close_old_connections()
                self._serve()
            except Trouble as error:
                self._failed(str(error), steady=self.looked and time.monotonic() - began > BRIEF)
            except DatabaseError as error:
                ground.tell(log, error, "the database did not answer; %s is fetched again later", self.account)
                self._rest()
            except Exception as error:  # a fault of ours must stop neither this mailbox for good nor any other
                log.exception("fetching %s failed", self.account)
                self._failed(f"The desk failed here ({type(error).__name__}). Its log says more.")
        connection.close()

    def _serve(self) -> None:
        """One session, from its beginning to trouble or the end."""
        with self._session() as session:
            look = Look(session, self.account, self.broke, self.on_stored, self.over.is_set)
            while not self.over.is_set():
                close_old_connections()
                if look.look():
                    continue
                if self.over.is_set():  # it may have stopped half-way
                    break
                self._went_well()
                session.wait(EVERY, self.over.is_set)

    def _session(self) -> Session:
        try:
            return sessions.begin(self.account, self.account.read_secret())
        except SecretLost as error:
            raise trouble.secret_lost(error) from error

    def _went_well(self) -> None:
        if not self.looked:
            log.info("fetching %s", self.account)
        self.looked, self.failures = True, 0
        self.account.fetched_at = timezone.now()
        self.account.mine().update(fetched_at=self.account.fetched_at, failing_since=None, last_error="")

    def _failed(self, words: str, steady: bool = False) -> None:
        """Write down what went wrong. `steady`: a session that had lasted broke off, as they do; no word unless it goes on."""
        if not steady:
            log.warning("%s: %s", self.account, words)
            try:
                self.account.mine().filter(failing_since=None).update(failing_since=timezone.now())
                self.account.mine().update(last_error=words)
            except DatabaseError as error:
                ground.tell(log, error, "the database did not answer either")
        self._rest()

    def _rest(self) -> None:
        wait = min(FIRST_WAIT * 2**self.failures, LONGEST_WAIT)
        self.failures = min(self.failures + 1, 10)
        self.over.wait(wait * random.uniform(1 - JITTER, 1 + JITTER))  # noqa: S311, no secret
