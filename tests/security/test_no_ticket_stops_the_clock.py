"""What is so old that its working time is not counted stops neither the clock of the others nor the hand that saves a rule."""

from datetime import timedelta

import msgspec
import pytest
from django.utils import timezone

from tests.tickets.telling import said
from transom.clock import changing
from transom.clock.documents import RuleDocument, Step
from transom.clock.tick import tick
from transom.people.actor import contact, person
from transom.tickets import actions
from transom.tickets.models import Ticket, TicketTag
from transom.tickets.waits import Wait
from transom.timers.models import Calendar, TimerRule

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


@pytest.mark.parametrize("kind", ["reaction", "resolution"])
def test_its_own_page_is_shown(ann, sue, ada, sues, kind):
    now = timezone.now()
    asked = actions.open_ticket("A ticket", ann, actor=contact(ann), at=now - timedelta(days=365 * 12))
    actions.receive(asked, said("Hello?"), ann, trust="participant", actor=contact(ann), at=now - timedelta(days=4379))
    TimerRule.objects.filter(kind=kind).update(is_active=False)
    changing.set_rule(None, msgspec.structs.replace(RESOLVED, watches=kind), actor=person(ada), at=now)
    for page in (f"/tickets/{asked.number}/", "/cockpit/", "/nothing-missed/"):
        assert sues.get(page).status_code == 200, page


def test_a_calendar_that_cannot_be_read_stops_no_clock(tickets, ada):
    changing.set_rule(None, RESOLVED, actor=person(ada), at=timezone.now(), quiet=False)
    for broken in ([{}], ["x"], [{"day": 5}], [{"day": ["x"]}], 5):
        Calendar.objects.update(days_off=broken)
        tick(timezone.now())
