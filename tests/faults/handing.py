"""Mails that a test itself hands to the desk, written down in the ledger like the driver's."""

import smtplib
from dataclasses import replace

from tests.desks import MAILBOX
from tests.faults.ledger import ACKNOWLEDGED, SENT, Ledger
from tests.faults.mails import Mail, Post

POISON = "Poison"


class Hand:
    """Hands mails in at an SMTP port. Returns only when the desk has acknowledged."""

    def __init__(self, ledger: Ledger, seed: int):
        self.ledger, self.post = ledger, Post(seed)

    def hand_in(self, port: int, number: int = 1, mails: list[Mail] | None = None) -> list[Mail]:
        mails = mails or [self.post.next() for _ in range(number)]
        with smtplib.SMTP("127.0.0.1", port, timeout=60) as session:
            for mail in mails:
                facts = {"message_id": mail.message_id, "sha256": mail.sha256, "word": mail.word, "file": mail.file}
                self.ledger.write(SENT, road="smtp", **facts)
                session.sendmail(mail.sender, [MAILBOX], mail.raw)
                self.ledger.write(ACKNOWLEDGED, road="smtp", **facts)
        return mails

    def poison(self) -> Mail:
        """A mail whose subject says that it kills."""
        mail = self.post.next()
        return replace(mail, raw=mail.raw.replace(b"Subject: ", f"Subject: {POISON} ".encode(), 1))
