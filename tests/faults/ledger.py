"""What must not be forgotten, written down by those who were promised it: a line a fact, on the disk before it counts."""

import hashlib
import json
import os
import threading
import time
from contextlib import contextmanager
from pathlib import Path

SENT, ACKNOWLEDGED = "sent", "acknowledged"  # a try to hand a mail to the desk; the desk's 250
POSTED, ANSWERED = "posted", "answered"  # an agent pressed Send; the page that followed showed the answer
TAKEN = "taken"  # the peer's 250 to a mail of the desk
BOUNCED = "bounced"  # the desk refused a mail for good
FAULT = "fault"  # something was done to the desk, from `began` to `at`


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class Ledger:
    """An append-only file of JSON lines. `write` returns when its line is durable; only then may its writer go on."""

    def __init__(self, path: Path):
        self.path, self.lock = path, threading.Lock()
        self.file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self.counts: dict[str, int] = {}

    def write(self, fact: str, **details) -> None:
        line = json.dumps({"fact": fact, "at": time.time(), **details}) + "\n"
        with self.lock:
            os.write(self.file, line.encode())
            os.fsync(self.file)
            self.counts[fact] = self.counts.get(fact, 0) + 1

    @contextmanager
    def fault(self, what: str):
        """A fault lasts as long as the block. Mail that was under way then may go out once more."""
        began = time.time()
        try:
            yield
        finally:
            self.write(FAULT, what=what, began=began)

    def facts(self, *kinds: str) -> list[dict]:
        facts = [json.loads(line) for line in self.path.read_text().splitlines()]
        return [fact for fact in facts if not kinds or fact["fact"] in kinds]

    def close(self) -> None:
        os.close(self.file)
