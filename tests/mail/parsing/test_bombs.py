"""What any mail may cost: 2 s of CPU and 0.1 s a megabyte, in all processes together, and 512 MB. Whole roads, full size.

Seconds are held to twice that, since the machine may be slow or busy; what the child itself may use is cut off exactly.
"""

import contextlib
import os
import re
import threading
import time
from pathlib import Path

import pytest

from tests.mail.parsing.bombs import BOMBS
from transom.mail.models import Outcome
from transom.mail.parsing.limits import ADDRESS_SPACE
from transom.people.mailboxes import Mailbox
from transom.tickets.log import assert_replays
from transom.tickets.models import Ticket

pytestmark = pytest.mark.django_db
SLOW = 2
VISIBLE = {Outcome.TICKET, Outcome.IGNORED, Outcome.QUARANTINED}


class Meter:
    """The CPU that this process and the parsers that it started have used since, and the largest parser's memory."""

    def __init__(self, pool):
        self.pool = pool
        self.children: dict[int, tuple[float, int]] = {}
        self.began = time.process_time()
        self.done = threading.Event()
        self.watching = threading.Thread(target=self._watch)

    def __enter__(self):
        self.watching.start()
        return self

    def __exit__(self, *_):
        self.look()
        self.own = time.process_time() - self.began
        self.done.set()
        self.watching.join()
        self.seconds = self.own + sum(seconds for seconds, _peak in self.children.values())
        self.peak = max(peak for _seconds, peak in self.children.values())

    def _watch(self) -> None:
        while not self.done.wait(0.02):
            self.look()

    def look(self) -> None:
        """What the system says of our children now; of one that has ended, what it said last stands."""
        for task in Path("/proc/self/task").iterdir():
            for pid in _children(task):
                with contextlib.suppress(OSError, ValueError):
                    times = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
                    peak = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
                    known = int(peak[1]) * 1024 if peak else self.children.get(pid, (0, 0))[1]  # a dead one has none
                    self.children[pid] = (sum(map(int, times)) / os.sysconf("SC_CLK_TCK"), known)


def _children(task: Path) -> list[int]:
    with contextlib.suppress(OSError):  # a thread may end while we look
        return [int(pid) for pid in (task / "children").read_text().split()]
    return []


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_what_any_mail_may(desk, mail, desk_pool, sign_in, quinn, name):
    Mailbox.objects.update(trusted_hop="mx.example")
    raw = BOMBS[name]
    with Meter(desk_pool) as spent:
        inbound = mail(raw=raw)
    print(f"{name}: {len(raw) / 1e6:.1f} MB, {spent.seconds:.2f} s, {spent.peak >> 20} MB, {inbound.reason[:150]}")  # noqa: T201
    assert spent.seconds < SLOW * (2 + 0.1 * len(raw) / 1_000_000)
    assert spent.peak <= ADDRESS_SPACE
    assert inbound.outcome in VISIBLE
    assert inbound.attempts == 1
    began = time.process_time()
    client = sign_in(quinn)
    assert client.get(f"/mail/{inbound.pk}/").status_code == 200
    if inbound.ticket:
        assert_replays(inbound.ticket)
        assert client.get(f"/tickets/{inbound.ticket.number}/").status_code == 200
        for message in inbound.ticket.messages.exclude(html=""):
            assert client.get(f"/messages/{message.pk}/formatted/").status_code == 200
    print(f"    pages {time.process_time() - began:.2f} s")  # noqa: T201
    assert time.process_time() - began < SLOW * 2
    assert Ticket.objects.count() <= 1
