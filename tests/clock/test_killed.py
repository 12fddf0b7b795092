"""A worker that dies while the clock rings, time and again, and two that ring at once: each step is taken once, and none is forgotten."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.faults.databases import copy, drop
from transom.foundation import faults

POINTS = ("clock.before-commit", "clock.after-commit")
TICKETS, STEPS = 5, 3
KILLED = -9
BEGIN = """
from datetime import timedelta
from django.utils import timezone
from transom.customers.models import Contact
from transom.foundation.addresses import Address
from transom.people.actor import contact
from transom.people.mailboxes import Mailbox
from transom.tickets import actions
from transom.tickets.messages import Trust
from transom.tickets.words import Words
from transom.timers.models import TimerRule
TimerRule.objects.exclude(kind="reaction").delete()
bo, mailbox, began = Contact.objects.find_or_make(Address("Bo", "bo@acme.example")), Mailbox.objects.get(), timezone.now()
for number in range(5):
    at = began - timedelta(days=3, minutes=number)
    ticket = actions.open_ticket(str(number), bo, actor=contact(bo), mailbox=mailbox, at=at)
    actions.receive(ticket, Words("Help."), bo, trust=Trust.VERIFIED, actor=contact(bo), at=at)
"""
RING = """
from django.utils import timezone
from transom.clock.tick import tick
while tick(timezone.now()):
    pass
"""
LOOK = """
import json
from transom.clock.models import TimerFired
from transom.tickets.history import Event
from transom.tickets.log import assert_replays
from transom.tickets.models import Ticket
for ticket in Ticket.objects.all():
    assert_replays(ticket)
rang = [[row.stream_id, row.payload["effect"]] for row in Event.objects.filter(kind="clock-rang")]
fired = [[row.ticket_id, row.step.effect] for row in TimerFired.objects.select_related("step")]
print("LOOK " + json.dumps({"rang": rang, "fired": fired}))
"""


@pytest.fixture
def desk_of_five(prepared_desk, tmp_path):
    """Five tickets that nobody has answered for three days: of each, three steps are due."""
    desk = copy(prepared_desk, tmp_path / "desk", TRANSOM_TEST_WAIT="0.2")
    done = desk.shell(BEGIN)
    assert done.returncode == 0, done.stderr
    yield desk
    drop(desk)


def rung(desk) -> set[tuple[int, str]]:
    """Every step that was taken. What is in the history and what the clock remembers are the same, and nothing is there twice."""
    done = desk.shell(LOOK)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.decode().partition("LOOK ")[2])
    assert sorted(found["rang"]) == sorted(found["fired"])
    assert len({tuple(pair) for pair in found["fired"]}) == len(found["fired"])
    return {tuple(pair) for pair in found["fired"]}


def test_each_step_is_taken_once_however_often_the_worker_dies(desk_of_five):
    for point in POINTS:
        assert point in faults.POINTS
        assert desk_of_five.work(KILL_AT=f"{point}:3") == KILLED
    assert desk_of_five.work() == 0
    assert len(rung(desk_of_five)) == TICKETS * STEPS


def test_two_that_ring_at_once_take_each_step_once(desk_of_five):
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda _number: desk_of_five.shell(RING), range(2)))
    assert [result.returncode for result in done] == [0, 0], [result.stderr for result in done]
    assert len(rung(desk_of_five)) == TICKETS * STEPS
