"""What is so old that its working time is not counted stops neither the clock of the others nor the hand that saves a rule."""

from datetime import timedelta

import pytest
from django.utils import timezone

from transom.clock import changing
from transom.clock.documents import RuleDocument, Step
from transom.clock.tick import tick
from transom.people.actor import person
from transom.tickets import actions
from transom.tickets.models import Ticket, TicketTag
from transom.tickets.waits import Wait

RESOLVED = RuleDocument(
    watches="resolution",
    name="Solved within ten days",
    counting="working",
    after_minutes=4800,
    steps=(Step(offset_minutes=0, effect="tag", tag="late"),),
)


@pytest.fixture
def tickets(ann, sue) -> list[Ticket]:
    """One that came from another desk twelve years ago and waited last month, and one of last year."""
    now, found = timezone.now(), []
    for years in (12, 1):
        opened = actions.open_ticket("A ticket", ann, actor=person(sue), at=now - timedelta(days=365 * years))
        Wait.objects.create(ticket=opened, since=now - timedelta(days=30), until=now - timedelta(days=20))
        found.append(opened)
    return found


def test_the_clock_rings_for_both(tickets, ada):
    changing.set_rule(None, RESOLVED, actor=person(ada), at=timezone.now(), quiet=False)
    assert tick(timezone.now())
    assert set(TicketTag.objects.filter(name="late").values_list("ticket", flat=True)) == {one.pk for one in tickets}


def test_a_rule_is_saved_that_leaves_them_alone(tickets, ada):
    changing.set_rule(None, RESOLVED, actor=person(ada), at=timezone.now(), quiet=True)
    tick(timezone.now())
    assert not TicketTag.objects.filter(name="late").exists()
