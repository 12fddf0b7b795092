"""Issues that came to QA, by the queue manager's hand."""

import pytest

from tests.tickets.telling import STARTED, hours, now, of_type, said, status
from transom.people.actor import contact
from transom.tickets import actions
from transom.tickets.messages import Trust
from transom.tickets.models import Ticket


@pytest.fixture
def issue(desk, ann, quinn, as_actor):
    """An issue of Ann's in review, which is QA's by the shipped path; `subject=` and `mailbox=` where they differ."""

    def make(subject="The printer is on fire", *, mailbox=desk, at=STARTED) -> Ticket:
        made = actions.open_ticket(subject, ann, actor=contact(ann), mailbox=mailbox, channel="mail", at=at)
        actions.receive(made, said("It is broken."), ann, trust=Trust.VERIFIED, actor=contact(ann), at=at)
        actions.set_type(made, of_type("issue"), actor=as_actor(quinn), at=at)
        actions.change_status(made, status("in-review"), actor=as_actor(quinn), at=hours(1))
        return now(made)

    return make
