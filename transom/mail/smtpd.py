"""The sockets: SMTP and LMTP, whose only work is to store a mail before they acknowledge it."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass

from aiosmtpd.lmtp import LMTP as LMTPProtocol
from aiosmtpd.smtp import SMTP as SMTPProtocol
from django.conf import settings

from transom.foundation import ground
from transom.mail.callers import Caller, Callers, our_name
from transom.mail.receive import LMTP, SMTP, Incoming, UnknownMailbox
from transom.mail.storing import Storage

log = logging.getLogger("transom.mail")
MOST_RECIPIENTS = 100
LONGEST_LINE = 1024 * 1024  # bytes
IDLE_SECONDS = 300  # RFC 5321, 4.5.3.2.7
TRY_LATER = "451 4.3.0 The desk could not store this. Please try again later"


LISTENING: dict[str, tuple[str, int]] = {}
"""Where this process takes mail, by road; a desk in parts may take it elsewhere."""


class Intake:
    """What aiosmtpd calls."""

    def __init__(self, road: str, on_accepted=lambda: None):
        self.on_accepted = on_accepted
        self.storage = Storage(road)

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # noqa: N802, aiosmtpd's name
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        if not address.isprintable():  # NUL, or bytes that are no UTF-8: no database would find it
            return "553 5.1.3 This is no address"
        try:
            await self.storage.check(address)
        except UnknownMailbox:
            return f"550 5.1.1 <{address}> is no mailbox of this desk"
        except Exception as error:
            ground.tell(log, error, "the database did not answer at RCPT")
            return TRY_LATER
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Recipient OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802, aiosmtpd's name
        try:
            await self.storage.store(_incoming(envelope))
        except Exception as error:  # a full disk, a lost database, a fault of ours: it stays with the sender
            ground.tell(log, error, "a mail could not be stored and was not acknowledged")
            return TRY_LATER
        self.on_accepted()
        return "250 2.0.0 Stored"

    async def handle_exception(self, error):
        """A fault of ours or the library's must not make the sender give its mail up."""
        log.error("an intake session failed", exc_info=error)
        return TRY_LATER


def _incoming(envelope) -> Incoming:
    sender = envelope.mail_from or ""
    return Incoming(envelope.original_content or b"", envelope.rcpt_tos, sender if sender.isprintable() else "")


class IntakeSMTP(Caller, SMTPProtocol):
    """Mail with overlong lines is taken as it is: it exists, and RFC 5321, 4.5.3.1.6 sets a minimum and no maximum."""

    line_length_limit = LONGEST_LINE


class IntakeLMTP(Caller, LMTPProtocol):
    """LMTP answers the data once a recipient (RFC 2033, 4.2). All share one row, so all share one fate."""

    line_length_limit = LONGEST_LINE
    answers = 1

    async def push(self, status):
        answers, self.answers = self.answers, 1
        if str(status).startswith("354"):
            self.answers = len(self.envelope.rcpt_tos)
        for _ in range(answers):
            await super().push(status)


@dataclass(frozen=True)
class Listener:
    """An open socket and what it stores through."""

    server: asyncio.Server
    intake: Intake
    callers: Callers

    @property
    def port(self) -> int:
        return self.server.sockets[0].getsockname()[1]

    async def close(self, seconds: float = 10) -> None:
        """Take no more; let the mail that is coming in be stored and acknowledged, for at most so long. The others hear 421."""
        LISTENING.pop(self.intake.storage.road, None)
        self.server.close()
        await self.callers.leave(seconds)
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self.intake.storage.at_hand:
                    await asyncio.sleep(0.01)
        await asyncio.sleep(0)  # the answer to the last one goes out
        self.callers.send_home()
        self.intake.storage.close()


async def listen(road: str, host: str, port: int, on_accepted=lambda: None) -> Listener:
    """Open the socket of `road` ("smtp" or "lmtp") and serve until the server is closed."""
    intake = Intake(road, on_accepted)
    callers = Callers()
    protocol = type("Protocol", (IntakeLMTP if road == LMTP else IntakeSMTP,), {"callers": callers})

    def session():
        return protocol(
            intake,
            hostname=our_name(),
            data_size_limit=settings.LARGEST_MAIL,
            enable_SMTPUTF8=True,
            decode_data=False,
            timeout=IDLE_SECONDS,
            ident="Transom",
            loop=asyncio.get_running_loop(),
        )

    server = await asyncio.get_running_loop().create_server(session, host, port)
    listener = Listener(server, intake, callers)
    LISTENING[road] = (host, listener.port)
    return listener


__all__ = ["LMTP", "SMTP", "Intake", "listen"]
