"""Two desks, each with every automatic mail on, write to each other: in a day that comes to an end after four mails (RFC 3834)."""

import json
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest

from tests import desks
from tests.conftest import raw_mail

OURS, THEIRS = "support@desk.example", "help@other.example"
LIVE = "from tests.mail.roads.other_desk import live; live({address!r}, {minutes})"
BEGIN = datetime(2027, 3, 1, 8, tzinfo=UTC)
STEP, HOURS = timedelta(minutes=30), 24
FOLLOW_UP = 60  # minutes
MOST = 4
SPOKEN = {
    "from",
    "to",
    "cc",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
}
THREADED = {"in-reply-to", "references", "reply-to"}


class OtherDesk:
    def __init__(self, process: subprocess.Popen, address: str):
        self.process, self.address, self.inbox = process, address, []

    def at(self, now: datetime, sender: str, answers: bool) -> dict:
        """It gets its mails and does what is due at that moment; what left, and how it stands."""
        mails, self.inbox = self.inbox, []
        told = {"now": now.isoformat(), "mails": mails, "sender": sender, "answers": answers}
        self.process.stdin.write(json.dumps(told) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


@contextmanager
def living(desk: desks.Desk, address: str) -> Iterator[OtherDesk]:
    (desk.folder / "secret.key").unlink(missing_ok=True)  # what it signs, the other one cannot tell from a stranger's
    script = LIVE.format(address=address, minutes=FOLLOW_UP)
    arguments = [sys.executable, "-m", "transom", "manage", "shell", "--verbosity=0", "-c", script]
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(arguments, env=desk.environment, cwd=desks.ROOT, **streams) as process:
        yield OtherDesk(process, address)
        process.stdin.close()


@pytest.fixture
def both(prepared, tmp_path):
    copies = [desks.copy(prepared, tmp_path / name) for name in ("ours", "theirs")]
    with living(copies[0], OURS) as ours, living(copies[1], THEIRS) as theirs:
        yield [ours, theirs]


def stripped(mime: bytes, kept: set[str]) -> bytes:
    """The mail as a bad gateway passes it on: nothing in its head says that a machine wrote it."""
    mail = message_from_bytes(mime, policy=policy.SMTP)
    for name in {name.lower() for name in mail} - kept:
        del mail[name]
    return bytes(mail)


class Day:
    """What happened in a day: mails that machines wrote, those that people wrote, and follow-ups that the clocks sent."""

    def __init__(self, both: list[OtherDesk], kept: set[str], answers_each: int):
        self.machines = self.people = 0
        self.followed, self.tickets = [0, 0], [0, 0]
        for step in range(int(timedelta(hours=HOURS) / STEP) + 1):
            now, answers = BEGIN + step * STEP, bool(answers_each) and step % answers_each == answers_each - 1
            for turn in range(20):  # as fast as mail goes; people take longer
                self.live(both, now, kept, answers and turn == 0)
                if not any(desk.inbox for desk in both):
                    break

    def live(self, both: list[OtherDesk], now: datetime, kept: set[str], answers: bool) -> None:
        for place, desk in enumerate(both):
            other = both[1 - place]
            said = desk.at(now, other.address, answers)
            left = [
                stripped(b64decode(mail["mime"]), kept) for mail in said["left"] if mail["to"].endswith(_host(other))
            ]
            other.inbox += [b64encode(mime).decode() for mime in left]
            self.people += said["said"]
            self.machines += len(left) - said["said"]
            self.followed[place], self.tickets[place] = said["followed"], said["tickets"]


def _host(desk: OtherDesk) -> str:
    return desk.address.partition("@")[2]


@pytest.mark.parametrize("kept", [SPOKEN | THREADED, SPOKEN], ids=["threaded", "not even threaded"])
def test_machines_alone_are_silent_after_four_mails(both, kept):
    for place, desk in enumerate(both):
        sender = both[1 - place].address
        raw = raw_mail("Our system has a message for you.", sender=sender, subject="News", to=desk.address)
        desk.inbox.append(b64encode(raw).decode())
    day = Day(both, kept, answers_each=0)
    assert 0 < day.machines <= MOST
    assert all(day.tickets)


def test_where_people_answer_the_machines_between_them_write_four_mails(both):
    """Somebody at each desk answers whatever waits, every five hours, so that silence is followed up as well."""
    raw = raw_mail("It is broken.", sender=THEIRS, subject="Printer", to=OURS)
    both[0].inbox.append(b64encode(raw).decode())
    day = Day(both, SPOKEN | THREADED, answers_each=10)
    assert day.people >= 3
    assert sum(day.followed) > 0
    assert 0 < day.machines <= MOST
