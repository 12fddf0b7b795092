"""A peer that can be asked under oath: it writes each mail down, durably, before it says 250."""

import threading
import time
from email import message_from_bytes

from tests import desks
from tests.faults.ledger import TAKEN, Ledger, digest


class LedgerPeer(desks.Peer):
    """`slow`: seconds between having written a mail down and saying so; a desk killed in between must send it again."""

    def __init__(self, ledger: Ledger, slow: float = 0, **settings):
        super().__init__(**settings)
        self.ledger, self.slow, self.waiting = ledger, slow, threading.Event()

    async def handle_DATA(self, server, session, envelope):  # noqa: N802, aiosmtpd's name
        said = await super().handle_DATA(server, session, envelope)
        if said.startswith("250"):
            raw = envelope.original_content
            message_id = (message_from_bytes(raw)["Message-ID"] or "").strip("<> \r\n")
            self.ledger.write(TAKEN, message_id=message_id, sha256=digest(raw), recipients=envelope.rcpt_tos)
            if self.slow:
                time.sleep(self.slow)
        return said
