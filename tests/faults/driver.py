"""Load on a desk from outside: mail servers that try again until they hear 250, and agents who answer on the pages."""

import random
import smtplib
import subprocess
import threading
import time

from tests.desks import MAILBOX, wait_for
from tests.faults.agents import Agent
from tests.faults.ledger import ACKNOWLEDGED, BOUNCED, SENT, Ledger
from tests.faults.mails import Mail, Post
from tests.faults.running import patience
from tests.faults.supervisor import Supervisor

TRY_AGAIN = 0.2  # seconds before a mail that was not acknowledged is tried again
PATIENCE = 30  # seconds that a mail server waits for an answer
ROADS = {"smtp": 12, "lmtp": 6, "pipe": 1}  # how often each is taken
TEMPORARY = 75


class Bounced(Exception):
    """The desk said that it will never take the mail: a real mail server would give it back to its sender."""


def hand_over(supervisor: Supervisor, road: str, mail: Mail) -> None:
    """One try. Returns only where the desk has acknowledged it; raises `Bounced`, or OSError and smtplib's for later."""
    if road == "pipe":
        status = supervisor.desk.deliver_from(mail.sender, mail.raw)
        if status > 0 and status != TEMPORARY:
            raise Bounced(f"exit status {status}")
        if status:
            raise OSError(f"exit status {status}")
        return
    kind, port = (smtplib.SMTP, supervisor.smtp) if road == "smtp" else (smtplib.LMTP, supervisor.lmtp)
    try:
        with kind("127.0.0.1", port, timeout=PATIENCE) as session:
            session.sendmail(mail.sender, [MAILBOX], mail.raw)
    except smtplib.SMTPRecipientsRefused as error:
        _raise_if_final(*error.recipients[MAILBOX])
        raise
    except smtplib.SMTPResponseException as error:
        _raise_if_final(error.smtp_code, error.smtp_error)
        raise


def _raise_if_final(code: int, words: bytes | str) -> None:
    if code >= 500:
        raise Bounced(f"{code} {words}")


class Driver:
    """Threads that send and answer until the block ends. `pace`: seconds that a sender rests after each mail.

    `copies`: so many of all mails come a second time, perhaps by another road.
    """

    def __init__(
        self, ledger: Ledger, supervisor: Supervisor, seed: int, senders=3, agents=1, pace: float = 0.1, copies=0.1
    ):
        self.ledger, self.supervisor, self.pace, self.copies = ledger, supervisor, pace, copies
        self.post, self.random = Post(seed), random.Random(seed)
        self.acks: list[tuple[float, float]] = []  # when the try began and when it was acknowledged (monotonic)
        self.refused: list[str] = []
        self.stopping = threading.Event()
        self.threads = [threading.Thread(target=self._send, daemon=True) for _ in range(senders)]
        self.agents = [Agent(ledger, supervisor.base, self.stopping, f"{seed}/{one}") for one in range(agents)]
        self.threads += [threading.Thread(target=agent.work, daemon=True) for agent in self.agents]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stopping.set()
        for thread in self.threads:
            thread.join(2 * PATIENCE)
        assert not any(thread.is_alive() for thread in self.threads), "a sender or an agent hangs"

    @property
    def acknowledged(self) -> int:
        return len(self.acks)

    @property
    def answered(self) -> int:
        return sum(agent.answered for agent in self.agents)

    def accepted_again(self, since: float, within: float) -> float:
        """Wait until a mail whose handing over began after `since` (monotonic) is acknowledged; gives the seconds from `since`.

        Raises where that takes longer than the promised `within`, on a machine that has as much to do as this one.
        """
        wait_for(lambda: self._first_since(since) is not None, within * 3 * patience())
        took = self._first_since(since) - since
        assert took <= within * patience(), f"mail was accepted again after {took:.1f} s, promised are {within} s"
        return took

    def _first_since(self, since: float) -> float | None:
        return next((at for began, at in sorted(self.acks) if began >= since), None)

    def _send(self) -> None:
        while not self.stopping.wait(self.pace):
            mail = self.post.next()
            if self._until_acknowledged(mail):
                self.post.arrived(mail)
                if self.random.random() < self.copies:
                    self._until_acknowledged(mail)

    def _until_acknowledged(self, mail: Mail) -> bool:
        while not self.stopping.is_set():
            [road] = self.random.choices(list(ROADS), list(ROADS.values()))
            facts = {"road": road, **{name: getattr(mail, name) for name in ("message_id", "sha256", "word", "file")}}
            self.ledger.write(SENT, **facts)
            began = time.monotonic()
            try:
                hand_over(self.supervisor, road, mail)
            except Bounced as error:
                self.ledger.write(BOUNCED, words=str(error), **facts)
                return False
            except (OSError, smtplib.SMTPException, subprocess.TimeoutExpired) as error:
                self.refused.append(f"{type(error).__name__}: {error}")
                self.stopping.wait(TRY_AGAIN)
            else:
                self.ledger.write(ACKNOWLEDGED, **facts)
                self.acks.append((began, time.monotonic()))
                return True
        return False
