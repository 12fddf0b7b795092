"""Storing what comes in by socket: mails that wait while others are on their way to the disk share the next commit.

Each is acknowledged after the commit that it is in, so a slow disk makes groups larger and nothing less durable. A mail
that comes alone waits for nobody.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import close_old_connections, connections

from transom.foundation import ground
from transom.foundation.addresses import normalise, split_tag
from transom.mail.receive import Incoming, accept, accept_together, check_recipient

log = logging.getLogger("transom.mail")
MOST, HEAVIEST = 100, 32 * 1024 * 1024  # mails and bytes of one commit
FRESH = 1.0  # seconds for which a mailbox that was found counts as there


class Storage:
    """The database as a socket needs it, from one thread of its own, so that a slow disk never stops the sockets."""

    def __init__(self, road: str, now: Callable[[], float] = time.monotonic):
        self.road, self.now = road, now
        self.thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"intake-{road}")
        self.at_hand = 0
        self.waiting: list[tuple[Incoming, asyncio.Future]] = []
        self.working: asyncio.Task | None = None
        self.found: dict[str, float] = {}

    async def check(self, address: str) -> None:
        """Raises `UnknownMailbox`. One that is removed may still be let in for a second; what then comes is quarantined."""
        mailbox = normalise(address)
        if not (self._is_fresh(mailbox) or self._is_fresh(split_tag(mailbox)[0])):
            self.found[(await self._in_thread(check_recipient, address)).address] = self.now()

    async def store(self, mail: Incoming) -> None:
        """Returns when the mail is on the disk. Raises whatever kept it from there; it is then not ours."""
        done = asyncio.get_running_loop().create_future()
        self.waiting.append((mail, done))
        self.at_hand += 1
        if self.working is None:
            self.working = asyncio.create_task(self._store_waiting())
        try:
            await asyncio.shield(done)
        finally:
            self.at_hand -= 1

    def close(self) -> None:
        self.thread.submit(connections.close_all)
        self.thread.shutdown(wait=False)

    def _is_fresh(self, address: str) -> bool:
        return self.now() - self.found.get(address, float("-inf")) < FRESH

    async def _store_waiting(self) -> None:
        """Group after group, until nobody waits."""
        while group := self._next_group():
            try:
                results = await self._in_thread(store, [mail for mail, _done in group], self.road)
            except Exception as error:  # noqa: BLE001, every one of them hears of it
                results = [error] * len(group)
            for (_mail, done), error in zip(group, results, strict=True):
                if error is None:
                    done.set_result(None)
                else:
                    done.set_exception(error)
                    done.exception()  # whoever waited may have hung up: then nobody asks
        self.working = None

    def _next_group(self) -> list[tuple[Incoming, asyncio.Future]]:
        count = weight = 0
        for mail, _done in self.waiting[:MOST]:
            weight += len(mail.raw)
            if count and weight > HEAVIEST:
                break
            count += 1
        group, self.waiting = self.waiting[:count], self.waiting[count:]
        return group

    async def _in_thread(self, function: Callable, *arguments):
        def run():
            close_old_connections()
            return function(*arguments)

        self.at_hand += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self.thread, run)
        finally:
            self.at_hand -= 1


def store(mails: list[Incoming], road: str) -> list[Exception | None]:
    """Store these in one transaction, or else one by one; gives for each what kept it out, or None.

    So a mail that cannot be stored costs its neighbours nothing. When two of them fail alone, it is not the mails: the
    rest is not tried, for each may wait for a lock as long as the first, and all their senders come again.
    """
    if len(mails) > 1:
        try:
            accept_together(mails, road)
            return [None] * len(mails)
        except Exception as error:
            ground.tell(log, error, "%s mails could not be stored together; each is tried alone", len(mails))
    results: list[Exception | None] = []
    for mail in mails:
        failed = [error for error in results if error is not None]
        results.append(failed[-1] if len(failed) > 1 else _alone(mail, road))
    return results


def _alone(mail: Incoming, road: str) -> Exception | None:
    try:
        close_old_connections()
        accept(mail.raw, mail.recipients, envelope_sender=mail.envelope_sender, road=road)
    except Exception as error:  # noqa: BLE001, told to the one whose mail it is
        return error
    return None
