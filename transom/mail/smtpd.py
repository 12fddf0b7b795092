"""The sockets: SMTP and LMTP, whose only work is to store a mail before they acknowledge it."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

from aiosmtpd.lmtp import LMTP as LMTPProtocol
from aiosmtpd.smtp import SMTP as SMTPProtocol
from django.conf import settings
from django.db import DatabaseError, close_old_connections

from transom.mail.receive import LMTP, SMTP, UnknownMailbox, accept, check_recipient

log = logging.getLogger("transom.mail")
MOST_RECIPIENTS = 100
IDLE_SECONDS = 300  # RFC 5321, 4.5.3.2.7
TRY_LATER = "451 4.3.0 The desk could not store this. Please try again later"


class Intake:
    """What aiosmtpd calls. The database is reached from one thread, so that a slow disk never stops the sockets."""

    def __init__(self, road: str, on_accepted=lambda: None):
        self.road = road
        self.on_accepted = on_accepted
        self.thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"intake-{road}")

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # noqa: N802, aiosmtpd's name
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        try:
            await self._in_thread(check_recipient, address)
        except UnknownMailbox:
            return f"550 5.1.1 <{address}> is no mailbox of this desk"
        except DatabaseError:
            log.exception("the database did not answer at RCPT")
            return TRY_LATER
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Recipient OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802, aiosmtpd's name
        try:
            await self._in_thread(self._store, envelope)
        except (DatabaseError, OSError):
            log.exception("a mail could not be stored and was not acknowledged")
            return self._answer(TRY_LATER, envelope)
        self.on_accepted()
        return self._answer("250 2.0.0 Stored", envelope)

    def _store(self, envelope) -> None:
        accept(
            envelope.original_content or b"",
            envelope.rcpt_tos,
            envelope_sender=envelope.mail_from or "",
            road=self.road,
        )

    def _answer(self, line: str, envelope) -> str:
        """LMTP answers once a recipient (RFC 2033, 4.2); all share one row, so all share one fate."""
        return "\r\n".join([line] * len(envelope.rcpt_tos)) if self.road == LMTP else line

    async def _in_thread(self, function, *arguments):
        def run():
            close_old_connections()
            return function(*arguments)

        return await asyncio.get_running_loop().run_in_executor(self.thread, run)


class QuietSMTP(SMTPProtocol):
    """Without the library's version in the greeting."""

    __ident__ = "Transom"


async def listen(road: str, host: str, port: int, on_accepted=lambda: None) -> asyncio.Server:
    """Open the socket of `road` ("smtp" or "lmtp") and serve until the server is closed."""
    intake = Intake(road, on_accepted)
    protocol = LMTPProtocol if road == LMTP else QuietSMTP

    def session():
        return protocol(
            intake,
            data_size_limit=settings.LARGEST_MAIL,
            enable_SMTPUTF8=True,
            decode_data=False,
            timeout=IDLE_SECONDS,
            ident="Transom",
            loop=asyncio.get_running_loop(),
        )

    return await asyncio.get_running_loop().create_server(session, host, port)


__all__ = ["LMTP", "SMTP", "Intake", "listen"]
