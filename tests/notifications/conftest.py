"""What people were told: `told(sue)` are Sue's rows, oldest first, once the worker has done its work."""

import pytest

from transom.notifications.models import Notification
from transom.tickets import actions
from transom.worker import drain


@pytest.fixture
def told():
    def find(person) -> list[Notification]:
        drain()
        return list(Notification.objects.filter(person=person).order_by("pk"))

    return find


@pytest.fixture
def reasons(told):
    return lambda person: [str(row.reason) for row in told(person)]


@pytest.fixture
def sues(quinn, ticket, sue, as_actor):
    """Ann's ticket, which Sue has taken. Quinn is there to be told of what nobody has."""
    actions.assign(ticket, sue, actor=as_actor(sue))
    drain()
    ticket.refresh_from_db()
    return ticket


@pytest.fixture
def more(mail):
    """Ann writes again on her ticket."""

    def write(ticket, text="And now?", **parts):
        first = ticket.messages.first().message_id
        return mail(text, in_reply_to=f"<{first}>", **parts)

    return write
