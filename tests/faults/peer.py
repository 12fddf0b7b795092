"""A peer that can be asked under oath: it writes each mail down, durably, before it says 250."""

import time
from collections.abc import Callable
from email import message_from_bytes

from tests import desks
from tests.faults.ledger import TAKEN, Ledger, digest


class LedgerPeer(desks.Peer):
    """Between having written a mail down and saying so it takes `slow` seconds and calls `then`: the worst moment to strike."""

    def __init__(self, ledger: Ledger, slow: float = 0, then: Callable[[], object] = lambda: None, **settings):
        super().__init__(**settings)
        self.ledger, self.slow, self.then = ledger, slow, then

    async def handle_DATA(self, server, session, envelope):  # noqa: N802, aiosmtpd's name
        said = await super().handle_DATA(server, session, envelope)
        if said.startswith("250"):
            raw = envelope.original_content
            message_id = (message_from_bytes(raw)["Message-ID"] or "").strip("<> \r\n")
            self.ledger.write(TAKEN, message_id=message_id, sha256=digest(raw), recipients=envelope.rcpt_tos)
            time.sleep(self.slow)
            self.then()
        return said
