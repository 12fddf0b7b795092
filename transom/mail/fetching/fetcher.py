"""The supervisor of fetching: one thread an account, begun, ended and begun anew as an admin changes the mailboxes."""

import logging
import os
import platform
import secrets
import threading
import time
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from transom.foundation.heartbeats import EVERY as BEAT_EVERY
from transom.foundation.heartbeats import Heartbeat
from transom.foundation.pauses import Pause, Paused
from transom.mail.fetching.models import LEASE, ImapAccount
from transom.mail.fetching.runner import Runner

log = logging.getLogger("transom.fetching")
EVERY = 2.0  # seconds between two looks at the table of accounts
RENEW = LEASE.total_seconds() / 3  # seconds after which a lease is prolonged


class Fetcher:
    """Fetches every account that is active, that no other process has, and as long as fetching is not paused."""

    def __init__(self, on_stored: Callable[[], None] = lambda: None):
        self.on_stored = on_stored
        self.owner = f"{platform.node()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"
        self.runners: dict[int, Runner] = {}
        self.leased_at: dict[int, float] = {}
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self._run, name="fetcher", daemon=True)
        self.heart: Heartbeat | None = None
        self.beaten_at = 0.0

    def start(self) -> None:
        self.thread.start()

    def stop(self, seconds: float = 30) -> None:
        """Let the mails at hand be stored and put away, for at most so long."""
        self.stopping.set()
        self.thread.join(seconds)

    def _run(self) -> None:
        while not self.stopping.is_set():
            try:
                close_old_connections()
                self._beat()
                self._supervise()
            except DatabaseError:
                log.warning("the database did not answer; fetching goes on once it does", exc_info=True)
            except Exception:
                log.exception("the supervisor of fetching failed; it goes on")
            self.stopping.wait(EVERY)
        self._wind_up()

    def _supervise(self) -> None:
        """End what is not to go on, prolong what is, begin what is missing."""
        paused = Pause.objects.holds(Paused.FETCHING)
        accounts = {} if paused else {account.pk: account for account in ImapAccount.objects.active()}
        for pk, runner in list(self.runners.items()):
            account = accounts.get(pk)
            if account is None or account.settings != runner.settings or not self._keep(pk):
                runner.stop()
            if not runner.is_alive():
                self._forget(pk)
        for pk in accounts.keys() - self.runners.keys():
            self._begin(pk)

    def _keep(self, pk: int) -> bool:
        """Prolong the lease in time. By a clock that nobody sets: a lease must not outlive its renewal."""
        if time.monotonic() - self.leased_at[pk] < RENEW:
            return True
        return self._lease(pk)

    def _lease(self, pk: int) -> bool:
        self.leased_at[pk] = time.monotonic()
        return ImapAccount.objects.lease(pk, self.owner, timezone.now())

    def _begin(self, pk: int) -> None:
        if not self._lease(pk):
            return
        account = ImapAccount.objects.active().filter(pk=pk, leased_by=self.owner).first()
        if account is not None:
            self.runners[pk] = Runner(account, self.on_stored)
            self.runners[pk].start()

    def _forget(self, pk: int) -> None:
        del self.runners[pk], self.leased_at[pk]
        ImapAccount.objects.release(pk, self.owner)

    def _beat(self) -> None:
        if self.heart is None:
            self.heart = Heartbeat.objects.start("fetcher", timezone.now())
        elif time.monotonic() - self.beaten_at >= BEAT_EVERY.total_seconds():
            self.heart.beat(timezone.now())
        else:
            return
        self.beaten_at = time.monotonic()

    def _wind_up(self) -> None:
        """Wait for the threads, give the leases back, and take the sign of life away."""
        for runner in self.runners.values():
            runner.stop()
        try:
            for pk, runner in list(self.runners.items()):
                runner.join()
                self._forget(pk)
            if self.heart is not None:
                self.heart.stop()
        except DatabaseError:
            log.warning("the database did not take back our leases; they run out by themselves", exc_info=True)
        connection.close()
