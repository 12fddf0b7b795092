"""Killed at, or failed by, single system calls: of the pipe command, of a worker, and of the whole desk (SQLite)."""

import time

import pytest

from tests.desks import MAILBOX, WORK, wait_for
from tests.faults import oracle, system_calls
from tests.faults.databases import drained
from tests.faults.driver import Driver
from tests.faults.ledger import ACKNOWLEDGED, SENT
from tests.faults.mails import Mail, Post
from tests.faults.running import ROUNDS, SEED, WHOLE, note, whole
from tests.faults.supervisor import Supervisor
from tests.faults.system_calls import ANYWHERE, DATABASE, NETWORK, Wrong, counted, plan

STORED, TRY_AGAIN, KILLED = 0, 75, -9
PIPED, WORKED = (20 * ROUNDS, 20 * ROUNDS) if WHOLE else (2, 2)  # faults
WORK_NOW = ("manage", "shell", "--verbosity=0", "-c", WORK.format(minutes=0))


@pytest.fixture
def desk(fault_desk, peer):
    if fault_desk.url:
        pytest.skip("the sweep is over SQLite's system calls, which are the desk's own; PostgreSQL is killed elsewhere")
    system_calls.require()
    fault_desk.environment |= {"TRANSOM_TEST_WAIT": "0.5", "TRANSOM_SMTP_URL": peer.url}
    return fault_desk


class Pipe:
    """A mail server that hands over mail through the pipe, again until it hears 0."""

    def __init__(self, desk, ledger):
        self.desk, self.ledger, self.post = desk, ledger, Post(SEED)

    def arguments(self, mail: Mail) -> tuple[str, ...]:
        return "deliver", "--mailbox", MAILBOX, "--sender", mail.sender

    def hand_over(self, mail: Mail, before: tuple[str, ...] = ()) -> int:
        facts = {name: getattr(mail, name) for name in ("message_id", "sha256", "word", "file")}
        self.ledger.write(SENT, road="pipe", **facts)
        status = self.desk.traced(before, *self.arguments(mail), stdin=mail.raw)
        if status == STORED:
            self.ledger.write(ACKNOWLEDGED, road="pipe", **facts)
            self.post.arrived(mail)
        return status


def work_until_done(desk) -> None:
    until = time.monotonic() + 60
    while desk.not_done():
        desk.traced((), *WORK_NOW)
        assert time.monotonic() < until, f"still waiting: {desk.not_done()}\n{desk.log[-3000:]}"


def test_each_call_of_the_pipe(desk, ledger):
    pipe = Pipe(desk, ledger)
    first = pipe.post.next()
    ledger.write(SENT, message_id=first.message_id, sha256=first.sha256)
    ledger.write(SENT, message_id=first.message_id, sha256=first.sha256)
    counts = counted(desk, (*DATABASE, *ANYWHERE), *pipe.arguments(first), stdin=first.raw)
    statuses = {}
    for wrong in plan(counts, PIPED):
        mail = pipe.post.next()
        statuses[wrong] = pipe.hand_over(mail, wrong.before(desk))
        if statuses[wrong] != STORED:
            assert pipe.hand_over(mail) == STORED, f"after {wrong}: {desk.log[-3000:]}"
    assert {wrong: status for wrong, status in statuses.items() if status not in (STORED, TRY_AGAIN, KILLED)} == {}
    work_until_done(desk)
    assert oracle.findings(desk, ledger) == []
    ends = [list(statuses.values()).count(end) for end in (STORED, TRY_AGAIN, KILLED)]
    note(f"pipe: {len(statuses)} faults at {counts}: {ends[0]} stored, {ends[1]} said 75, {ends[2]} killed")


def test_each_call_of_a_worker(desk, ledger):
    pipe = Pipe(desk, ledger)
    assert pipe.hand_over(mail_with_file(pipe)) == STORED
    counts = counted(desk, (*DATABASE, *ANYWHERE, *NETWORK), *WORK_NOW)
    work_until_done(desk)
    faults = plan(counts, WORKED)
    for wrong in faults:
        assert pipe.hand_over(mail_with_file(pipe)) == STORED
        with ledger.fault(str(wrong)):
            desk.traced(wrong.before(desk), *WORK_NOW)
            work_until_done(desk)
    assert oracle.findings(desk, ledger) == []
    note(f"worker: {len(faults)} faults at {counts}")


def mail_with_file(pipe: Pipe) -> Mail:
    return next(mail for mail in iter(pipe.post.next, None) if mail.file)


RUN = [
    Wrong("pwrite64", 400),
    Wrong("fsync", 40),
    Wrong("pwrite64", 300, "EIO", 97),
    Wrong("pwrite64", 300, "ENOSPC", 31),
    Wrong("fsync", 30, "EIO", 7),
    Wrong("pread64", 100, "EIO", 53),
    Wrong("rename", 2, "ENOSPC", 2),
    Wrong("sendto", 50, "ECONNRESET", 23),
]


@whole
@pytest.mark.parametrize("wrong", RUN, ids=str)
def test_calls_of_the_whole_desk(desk, ledger, peer, wrong):
    with Supervisor(desk, ledger, peer, before=wrong.before(desk)) as supervisor:
        with Driver(ledger, supervisor, seed=SEED, pace=0.05) as driver, ledger.fault(str(wrong)):
            if wrong.error:
                wait_for(lambda: driver.acknowledged > 40 and driver.answered > 3, 300)
                supervisor.kill()  # from here on nothing goes wrong any more
            wait_for(lambda: supervisor.died, 120)
            so_far = driver.acknowledged, driver.answered
            wait_for(lambda: driver.acknowledged > so_far[0] + 10 and driver.answered > so_far[1], 120)
        drained(desk, 120)
        assert len(supervisor.died) == 1
    assert oracle.findings(desk, ledger) == []
