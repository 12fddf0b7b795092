"""Mails that wait for the disk together are stored together: each acknowledged after its own commit, none for another's fault."""

import asyncio
import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import raw_mail
from transom.mail import storing
from transom.mail.models import InboundEmail, InboundSource
from transom.mail.receive import SMTP, Incoming, UnknownMailbox, accept_together
from transom.mail.storing import FRESH, MOST, Storage
from transom.people.mailboxes import Mailbox

pytestmark = pytest.mark.django_db(transaction=True)


def incoming(text="Hello", recipient="support@desk.example") -> Incoming:
    return Incoming(raw_mail(text), [recipient], "ann@acme.example")


class Slow:
    """Stands before `accept_together` and `accept`, and lets nothing through until it is told to; notes each group."""

    def __init__(self, monkeypatch):
        self.groups, self.open = [], threading.Event()
        for name in ("accept", "accept_together"):
            monkeypatch.setattr(storing, name, self._before(getattr(storing, name)))

    def _before(self, function):
        def wait(mails, *arguments, **more):
            self.groups.append(len(mails) if isinstance(mails, list) else 1)
            assert self.open.wait(10)
            return function(mails, *arguments, **more)

        return wait


@pytest.fixture
def slow(monkeypatch):
    return Slow(monkeypatch)


async def storing_all(mails, then=lambda: None):
    """Store one, and while it is on its way the others, each from a session of its own; gives what each raised, or None."""
    storage = Storage(SMTP)
    try:
        sessions = [asyncio.create_task(storage.store(mails[0]))]
        await asyncio.sleep(0.1)
        sessions += [asyncio.create_task(storage.store(mail)) for mail in mails[1:]]
        await asyncio.sleep(0.1)
        then()
        return await asyncio.gather(*sessions, return_exceptions=True)
    finally:
        storage.close()
        storage.thread.shutdown()


def run(coroutine):
    """In a thread: this one may be running the browser's loop."""
    result = []
    thread = threading.Thread(target=lambda: result.append(asyncio.run(coroutine)))
    thread.start()
    thread.join()
    return result[0]


def test_what_waits_during_a_commit_shares_the_next(desk, slow):
    results = run(storing_all([incoming(f"Mail {number}") for number in range(9)], slow.open.set))
    assert results == [None] * 9
    assert slow.groups == [1, 8]
    assert InboundSource.objects.count() == InboundEmail.objects.count() == 9


def test_a_group_has_an_end(desk, slow):
    results = run(storing_all([incoming() for _ in range(MOST + 5)], slow.open.set))
    assert results == [None] * (MOST + 5)
    assert slow.groups == [1, MOST, 4]


def test_each_mail_is_stored_as_it_came(desk):
    mails = [incoming(f"Mail {number}", f"support+{number}@desk.example") for number in range(3)]
    rows = accept_together(mails, SMTP)
    assert [(row.raw, row.recipients) for row in rows] == [(mail.raw, mail.recipients) for mail in mails]
    assert [row.sha256 for row in InboundEmail.objects.order_by("pk")] == [row.sha256 for row in rows]


def test_a_group_is_one_commit(desk):
    with CaptureQueriesContext(connection) as captured:
        accept_together([incoming() for _ in range(20)], SMTP)
    assert len([query for query in captured if query["sql"].startswith("COMMIT")]) <= 1
    assert len([query for query in captured if query["sql"].startswith("INSERT")]) == 2


def test_one_bad_mail_does_not_fail_its_neighbours(desk, monkeypatch):
    real = storing.accept

    def accept(raw, *arguments, **more):
        if raw.startswith(b"poison"):
            raise ValueError("it cannot be stored")
        return real(raw, *arguments, **more)

    def together(mails, road):
        raise ValueError("one of them cannot be stored")

    monkeypatch.setattr(storing, "accept", accept)
    monkeypatch.setattr(storing, "accept_together", together)
    mails = [incoming("one"), incoming()._replace(raw=b"poison"), incoming("three")]
    results = storing.store(mails, SMTP)
    assert [str(error) if error else None for error in results] == [None, "it cannot be stored", None]
    assert [row.raw for row in InboundEmail.objects.order_by("pk")] == [mails[0].raw, mails[2].raw]


def test_a_group_that_fails_leaves_nothing_behind(desk, monkeypatch):
    def break_off(name):
        if name == "accept.before-commit":
            raise OSError("the disk is full")

    monkeypatch.setattr("transom.mail.receive.faults.point", break_off)
    results = run(storing_all([incoming() for _ in range(5)]))
    assert [type(error) for error in results] == [OSError] * 5
    assert not InboundEmail.objects.exists()


def test_a_database_that_is_gone_is_not_asked_for_every_mail(desk, monkeypatch):
    asked = []

    def fail(*arguments, **more):
        asked.append(arguments)
        raise OSError("gone")

    monkeypatch.setattr(storing, "accept", fail)
    monkeypatch.setattr(storing, "accept_together", fail)
    results = storing.store([incoming() for _ in range(50)], SMTP)
    assert [type(error) for error in results] == [OSError] * 50
    assert len(asked) == 3


def test_whoever_hangs_up_costs_the_others_nothing(desk, slow):
    async def leave_one():
        storage = Storage(SMTP)
        sessions = [asyncio.create_task(storage.store(incoming(str(number)))) for number in range(4)]
        await asyncio.sleep(0.1)
        sessions[2].cancel()
        slow.open.set()
        results = await asyncio.gather(*sessions, return_exceptions=True)
        storage.close()
        storage.thread.shutdown()
        return results

    results = run(leave_one())
    assert [results[0], results[1], results[3]] == [None] * 3
    assert isinstance(results[2], asyncio.CancelledError)


async def checking(addresses, clock):
    storage = Storage(SMTP, clock)
    answers = []
    for address, before in addresses:
        await asyncio.get_running_loop().run_in_executor(storage.thread, before)
        try:
            await storage.check(address)
            answers.append(True)
        except UnknownMailbox:
            answers.append(False)
    storage.close()
    storage.thread.shutdown()
    return answers


def make(address):
    return lambda: Mailbox.objects.create(address=address, name="New")


def remove(address):
    return lambda: Mailbox.objects.filter(address=address).delete()


def test_a_mailbox_is_there_the_moment_it_is_made(desk):
    asked = [("new@desk.example", lambda: None), ("new@desk.example", make("new@desk.example"))]
    assert run(checking(asked, lambda: 0.0)) == [False, True]


def test_a_removed_mailbox_is_gone_within_a_second(desk):
    times = iter([0.0, 0.0, 0.0, FRESH / 2, FRESH / 2, FRESH * 2, FRESH * 2, FRESH * 2])
    asked = [
        ("support@desk.example", lambda: None),
        ("Support+17-abc@desk.example", remove("support@desk.example")),
        ("support@desk.example", lambda: None),
    ]
    assert run(checking(asked, lambda: next(times))) == [True, True, False]
