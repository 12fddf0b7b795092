"""An answer that waits is said exactly once, wherever whoever says it is killed, and however many say it at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.conftest import raw_mail

SEND = """
from transom.composing import sending
from transom.composing.drafts import Writing
from transom.people.actor import person
from transom.people.models import User
from transom.tickets.models import Ticket
sending.send(Ticket.objects.get(), Writing(body="Said once.", once="form"), actor=person(User.objects.get()))
"""
OURS = "trust = 'ours'"


@pytest.fixture
def waiting(fault_desk):
    """A desk on which an answer waits for its time."""
    assert fault_desk.deliver(raw_mail()) == 0
    assert fault_desk.work() == 0
    done = fault_desk.shell(SEND, TRANSOM_UNDO_SECONDS="30")
    assert done.returncode == 0, done.stderr.decode()
    assert fault_desk.count("draft", "state = 'waiting'") == 1
    assert fault_desk.count("message", OURS) == 0
    return fault_desk


def said(desk) -> tuple[int, int, int]:
    events = desk.count("event", "kind = 'reply-sent'")
    return desk.count("message", OURS), events, desk.count("outboundemail", "kind = 'answer'")


def test_killed_before_it_is_said_it_is_said_later(waiting):
    assert waiting.work(1, KILL_AT="say.before-commit") == -9
    assert waiting.count("message", OURS) == 0
    assert waiting.work(5) == 0
    assert said(waiting) == (1, 1, 1)
    assert waiting.count("draft", "state = 'said'") == 1


def test_killed_after_it_was_said_it_is_not_said_again(waiting):
    assert waiting.work(1, KILL_AT="say.after-commit") == -9
    assert waiting.count("message", OURS) == 1
    assert waiting.work(5) == 0
    assert said(waiting) == (1, 1, 1)


def test_killed_again_and_again_it_comes_back_to_its_writer(waiting):
    for minutes in (1, 4, 7):
        assert waiting.work(minutes, KILL_AT="say.before-commit") == -9
    assert waiting.work(10) == 0
    assert said(waiting) == (0, 0, 0)
    assert waiting.count("draft", "state = 'writing' AND stopped_at IS NOT NULL") == 1
    assert waiting.count("event", "kind = 'answer-stopped'") == 1


def test_several_that_say_it_at_once_say_it_once(waiting):
    with ThreadPoolExecutor(3) as workers:
        assert list(workers.map(waiting.work, [1, 1, 1])) == [0, 0, 0]
    assert waiting.work(5) == 0
    assert said(waiting) == (1, 1, 1)
