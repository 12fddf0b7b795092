"""A table: Ann's tickets, some of them urgent, and Quinn and Sue who go through them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from transom.reviews import meeting
from transom.tickets import actions
from transom.tickets.models import Priority, Ticket
from transom.workflow.models import Category

OPEN = [lambda visible: visible.exclude(category=Category.CLOSED)]


@pytest.fixture
def tickets(ann, quinn, as_actor, desk) -> list[Ticket]:
    """Four of Ann's, the oldest first; the last one is urgent."""
    now, made = timezone.now(), []
    for place, subject in enumerate(["Labels", "Login", "Export", "Invoices"]):
        at = now - timedelta(days=9 - place)
        made.append(actions.open_ticket(subject, ann, actor=as_actor(quinn), mailbox=desk, channel="desk", at=at))
    actions.set_priority(made[3], Priority.URGENT, reason="Month end", actor=as_actor(quinn))
    return made


@pytest.fixture
def begun(tickets, quinn, as_actor):
    """Quinn's review of all four; gives it. `Invoices`, the urgent one, lies on the table."""
    return meeting.begin("Monday", OPEN, actor=as_actor(quinn), now=timezone.now())
