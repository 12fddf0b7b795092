"""Who is on the mail sockets: how many at once, how slow they may be, how much they may bring, and how they are sent home.

`aiosmtpd` gives a session so many seconds from its last command, whatever comes in meanwhile: a large mail over a
thin line never arrives, and whoever overstays is cut off without a word.
"""

import asyncio
import ipaddress
import socket
from collections import Counter
from collections.abc import Callable
from functools import cache

from aiosmtpd.smtp import syntax

from transom.foundation.limits import most_connections

STEP = 1024 * 1024  # bytes of a mail that must come within the time limit of the session
UNDER_WAY = (
    128 * 1024 * 1024
)  # bytes of all mails that are coming in; what they take in memory is about three times as much
LAST_WORDS = 10  # seconds in which our last words may be taken
LONGEST_COMING = 10  # seconds for a mail to come in whole when we stop
FULL = "421 4.3.2 Too many connections. Please try again later"
HEAVY = "421 4.3.1 Too much mail at once. Please try again later"
SLOW = "421 4.4.2 This took too long. Please try again later"
TOO_MUCH = "552 5.3.4 This mail is far too large for this desk"
OVERRUN = 64 * 1024 * 1024  # bytes beyond the largest mail, after which nobody listens any more to the rest of one
CLOSING = "421 4.3.2 The desk is closing for a moment. Please try again later"


@cache
def our_name() -> str:
    """Asked once: the answer may take the name server a while, and nobody is served meanwhile."""
    return socket.getfqdn()


class Callers:
    """Everyone on one socket."""

    def __init__(self):
        self.present: set[Caller] = set()
        self.under_way = 0  # bytes

    def most_of(self, weight: Callable[["Caller"], int]) -> str:
        """The peer whose callers weigh the most together."""
        weights = Counter()
        for caller in self.present:
            weights[caller.peer] += weight(caller)
        return max(weights, key=weights.__getitem__, default="")

    async def leave(self, seconds: float) -> None:
        """Send home whoever brings nothing; let the others finish, for at most so long."""
        for caller in list(self.present):
            caller.is_leaving = True
            if not caller.is_bringing:
                caller.send_home(CLOSING)
        try:
            async with asyncio.timeout(min(seconds, LONGEST_COMING)):
                while any(caller.is_bringing for caller in self.present):
                    await asyncio.sleep(0.01)
        except TimeoutError:
            pass

    def send_home(self) -> None:
        for caller in list(self.present):
            caller.send_home(CLOSING)


class Caller:
    """Goes before `aiosmtpd`'s protocol among the parents of ours. `callers` are those on the same socket.

    Where there is no room for all, one of the peer goes who takes most of it: a single one keeps nobody else out.
    """

    callers: Callers
    is_bringing = is_leaving = False
    brought = held = 0  # bytes of the mail that is coming in: all of it, and what of it is in memory
    peer = ""

    def connection_made(self, transport):
        super().connection_made(transport)
        self.peer = peer_of(transport.get_extra_info("peername"))
        self.callers.present.add(self)
        if len(self.callers.present) > most_connections():
            self._make_room()

    def connection_lost(self, error):
        self.callers.present.discard(self)
        self._put_down()
        super().connection_lost(error)

    def data_received(self, data):
        if self.is_bringing:
            self._bring(len(data))
        super().data_received(data)

    @syntax("DATA")
    async def smtp_DATA(self, arg):  # noqa: N802, aiosmtpd's name
        self.is_bringing = True
        try:
            await super().smtp_DATA(arg)
        finally:
            self.is_bringing = False
            self._put_down()
        if self.is_leaving:
            self.send_home(CLOSING)

    def send_home(self, words: str) -> None:
        """Say why, and close. Nothing that they brought and did not hear 250 for was taken."""
        if self.transport is None or self.transport.is_closing():
            return
        self.transport.write(words.encode() + b"\r\n")
        self.transport.close()
        self.callers.present.discard(self)
        self._put_down()
        asyncio.get_running_loop().call_later(LAST_WORDS, self.transport.abort)

    def _bring(self, size: int) -> None:
        steps = self.brought // STEP
        self.brought += size
        if self.brought // STEP > steps:
            self._reset_timeout()
        if self.brought > self.data_size_limit + OVERRUN:
            self.send_home(TOO_MUCH)
        elif self.brought > self.data_size_limit:
            self._drop()  # aiosmtpd has, and waits for the end
        else:
            self.held += size
            self.callers.under_way += size
        if self.callers.under_way > UNDER_WAY:
            self._lighten()

    def _lighten(self) -> None:
        """Of a peer that brings several, the one that wants more goes; else the one that brings the most."""
        peer = self.callers.most_of(lambda caller: caller.held)
        others = [caller for caller in self.callers.present if caller.peer == peer and not caller.is_whole]
        leaving = self if peer == self.peer else max(others, key=lambda caller: caller.held, default=self)
        leaving.send_home(HEAVY)

    @property
    def is_whole(self) -> bool:
        """Their mail has come and is on its way to the disk: they are to hear that we have it."""
        return self.envelope is not None and self.envelope.original_content is not None

    def _make_room(self) -> None:
        peer = self.callers.most_of(lambda caller: 1)
        idle = (caller for caller in self.callers.present if caller.peer == peer and not caller.is_bringing)
        leaving = self if peer == self.peer else next(idle, self)
        leaving._handler_coroutine.cancel()
        leaving.send_home(FULL)

    def _drop(self) -> None:
        self.callers.under_way -= self.held
        self.held = 0

    def _put_down(self) -> None:
        self._drop()
        self.brought = 0

    def _timeout_cb(self):
        self.send_home(SLOW)


def peer_of(name: tuple | str | None) -> str:
    """Who that is, of the socket's word for the other end: an address of IPv4, or the network of one of IPv6."""
    host = str(name[0]) if isinstance(name, tuple) and name else ""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    address = getattr(address, "ipv4_mapped", None) or address
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False))
