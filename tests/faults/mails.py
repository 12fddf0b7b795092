"""Mails that customers write, none like another: new questions, follow-ups, some with a file. Drawn with a seed."""

import random
import threading
from dataclasses import dataclass
from email.message import EmailMessage

from tests.desks import MAILBOX
from tests.faults.ledger import digest

FOLLOW_UPS, WITH_FILE = 0.3, 0.2  # of all mails
LARGEST = 40_000  # bytes of a file
REMEMBERED = 50


@dataclass(frozen=True)
class Mail:
    """`word` stands in its text and nowhere else in the world; `file` is the SHA-256 of what is attached, if anything is."""

    message_id: str
    sender: str
    word: str
    file: str
    raw: bytes

    @property
    def sha256(self) -> str:
        return digest(self.raw)


class Post:
    """Where mails come from. Follow-ups answer mails that `arrived`."""

    def __init__(self, seed: int):
        self.random, self.lock = random.Random(seed), threading.Lock()
        self.earlier: list[Mail] = []

    def next(self) -> Mail:
        with self.lock:
            follows = self.earlier and self.random.random() < FOLLOW_UPS
            return self._write(self.random.choice(self.earlier) if follows else None)

    def arrived(self, mail: Mail) -> None:
        with self.lock:
            self.earlier = [*self.earlier[-REMEMBERED:], mail]

    def _write(self, before: Mail | None) -> Mail:
        word = f"{self.random.getrandbits(64):016x}"
        sender = before.sender if before else f"c{word}@customer{self.random.randrange(20)}.example"
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Message-ID"] = sender, MAILBOX, f"<{word}@{sender.split('@')[1]}>"
        mail["Subject"] = f"Re: Question {before.word}" if before else f"Question {word}"
        if before:
            mail["In-Reply-To"] = mail["References"] = f"<{before.message_id}>"
        mail.set_content(f"Something happened, and its word is {word}.\n" * self.random.randint(1, 20))
        content = self.random.randbytes(self.random.randrange(LARGEST)) if self.random.random() < WITH_FILE else b""
        if content:
            mail.add_attachment(content, maintype="application", subtype="octet-stream", filename="trace.bin")
        raw = mail.as_bytes(policy=mail.policy.clone(linesep="\r\n"))
        return Mail(mail["Message-ID"].strip("<>"), sender, word, digest(content) if content else "", raw)
