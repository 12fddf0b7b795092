"""A path that an admin changes: begin a draft, edit it, publish it, let the worker take the tickets along."""

from datetime import timedelta

import pytest
from django.utils import timezone

from transom.process import drafts, publishing
from transom.process.run import move_next
from transom.tickets import actions
from transom.tickets.models import Ticket
from transom.worker import drain
from transom.workflow.models import Status, TicketType


@pytest.fixture
def admin(ada, as_actor):
    return as_actor(ada)


@pytest.fixture
def issue(desk) -> TicketType:
    return TicketType.objects.get(slug="issue")


@pytest.fixture
def change(admin):
    """Change the path of a type by these functions (path to path), and publish it. Gives the version."""

    def publish(ticket_type, *steps, why="We learned."):
        now = timezone.now()
        draft = drafts.begin(ticket_type, actor=admin, now=now)
        for step in steps:
            draft = drafts.edit(draft, step(drafts.path(draft)), actor=admin, now=now, place=draft.place)
        return publishing.publish(draft, why=why, actor=admin, now=now, seen=draft.place)

    return publish


@pytest.fixture
def opened(ann, tess, as_actor):
    """An issue of Ann's in the status of this slug, walked there by the rows of its path."""

    def walk(*slugs, ticket_type="issue", at=None) -> Ticket:
        kind = TicketType.objects.get(slug=ticket_type)
        ticket = actions.open_ticket("Fire", ann, actor=as_actor(ann), ticket_type=kind, at=at)
        for slug in slugs:
            ticket = actions.change_status(ticket, Status.objects.get(slug=slug), actor=as_actor(tess), comment="So.")
        return ticket

    return walk


@pytest.fixture
def taken_along():
    """Let the worker do all that is due, until no ticket is to be taken along."""

    def work() -> None:
        drain()
        while move_next(timezone.now() + timedelta(minutes=1)):
            drain()

    return work
