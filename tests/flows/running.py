"""A desk at work: the one process, on ports of its own, with whoever looks at it and writes to it."""

import smtplib

from tests.desks import MAILBOX, answers, free_port, wait_for
from tests.flows.visitor import Visitor

ANN = "ann@acme.example"


class Running:
    """`transom run` on free ports; its mail goes out to `peer`."""

    def __init__(self, desk, peer, command="run"):
        self.desk = desk
        self.http, self.smtp, self.lmtp = free_port(), free_port(), free_port()
        places = [f"--{name}=127.0.0.1:{getattr(self, name)}" for name in ("http", "smtp", "lmtp")]
        self.process = desk.start(command, *places, TRANSOM_SMTP_URL=peer.url)
        wait_for(lambda: self.process.poll() is not None or (answers(self.http) and answers(self.smtp)), 60)
        assert self.process.poll() is None, desk.log
        self.visitor = Visitor(f"http://127.0.0.1:{self.http}")

    def post(self, raw: bytes, to: str = MAILBOX, sender: str = ANN) -> None:
        with smtplib.SMTP("127.0.0.1", self.smtp, timeout=20) as session:
            session.sendmail(sender, [to], raw)

    def status(self, slug: str) -> int:
        return self.desk.rows(f"SELECT id FROM transom_status WHERE slug = '{slug}'")[0][0]
