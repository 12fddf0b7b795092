"""What a verb costs: at most so many queries, whatever the ticket's length. Lower a number when you can; never raise one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.tickets.telling import said, status
from transom.tickets import actions
from transom.tickets.messages import Trust

LOCKS = 1 if connection.vendor == "postgresql" else 0  # the lock is a statement of its own there


@pytest.fixture
def costs():
    """Run a verb; the statements that it needed, without those that only mark transactions."""

    def run(verb) -> int:
        with CaptureQueriesContext(connection) as captured:
            verb()
        marks = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
        statements = [query["sql"] for query in captured if not query["sql"].startswith(marks)]
        print("\n".join([str(len(statements)), *statements]))  # noqa: T201, shown where the test fails
        return len(statements)

    return run


@pytest.fixture
def long_ticket(ticket, ann, quinn, as_actor):
    """A ticket with a longer history than a fresh one."""
    for count in range(12):
        actions.receive(ticket, said(f"Word {count}"), ann, trust=Trust.VERIFIED, actor=as_actor(ann))
        actions.note(ticket, said("Hm."), actor=as_actor(quinn))
    return ticket


def test_opening(desk, ann, as_actor, costs):
    actor = as_actor(ann)
    assert costs(lambda: actions.open_ticket("Fire", ann, actor=actor, mailbox=desk)) <= 5


def test_receiving(long_ticket, ann, as_actor, costs):
    actor = as_actor(ann)
    words = said("And now?", message_id="a@acme.example", references=("b@acme.example",))
    cost = costs(lambda: actions.receive(long_ticket, words, ann, trust=Trust.VERIFIED, actor=actor))
    assert cost <= 7 + LOCKS


def test_replying(long_ticket, sue, as_actor, costs):
    actor = as_actor(sue)
    cost = costs(lambda: actions.reply(long_ticket, said("Water."), actor=actor, seen=long_ticket.version + 24))
    assert cost <= 11 + LOCKS


def test_noting(long_ticket, sue, as_actor, costs):
    actor = as_actor(sue)
    assert costs(lambda: actions.note(long_ticket, said("Hm."), actor=actor)) <= 6 + LOCKS


def test_changing_the_status(long_ticket, quinn, as_actor, costs):
    actor, to = as_actor(quinn), status("completed")
    cost = costs(lambda: actions.change_status(long_ticket, to, actor=actor, comment="Done."))
    assert cost <= 6 + LOCKS


def test_tagging(long_ticket, quinn, as_actor, costs):
    actor = as_actor(quinn)
    assert costs(lambda: actions.set_tags(long_ticket, {"printer"}, actor=actor)) <= 7 + LOCKS
