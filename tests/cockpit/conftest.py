"""The shipped decisions by their keys, and questions of Ann's that wait for an answer."""

import pytest

from transom.cockpit.models import Decision
from transom.composing.saved import SavedReply
from transom.tickets.models import Ticket


@pytest.fixture
def decision(desk):
    """The decision of a key."""
    return lambda key: Decision.objects.get(key=key)


@pytest.fixture
def approvers(desk) -> SavedReply:
    """A saved reply of the whole desk."""
    return SavedReply.objects.create(name="A second approver", body="Under Settings, Roles you add approvers.")


@pytest.fixture
def asks(ann, mail):
    """Ann asks something by mail; gives the ticket."""

    def ask(subject: str, text: str = "Is that possible?", **more) -> Ticket:
        return mail(text, subject=subject, **more).ticket

    return ask
