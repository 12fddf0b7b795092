"""Ann's ticket, made by the verbs themselves: opened and written at `STARTED`, not by the mail road."""

import pytest

from tests.tickets.telling import STARTED, said
from transom.people.actor import contact
from transom.people.mailboxes import Mailbox
from transom.tickets import actions
from transom.tickets.messages import Trust


@pytest.fixture
def open_for(desk):
    """Open a ticket for a contact, with a first word of theirs, at `at`."""

    def make(who, text="It is broken.", *, subject="The printer is on fire", at=STARTED, mailbox=desk, **columns):
        ticket = actions.open_ticket(
            subject, who, actor=contact(who), mailbox=mailbox, channel="mail", at=at, **columns
        )
        actions.receive(ticket, said(text), who, trust=Trust.VERIFIED, actor=contact(who), at=at)
        ticket.refresh_from_db()
        return ticket

    return make


@pytest.fixture
def ticket(open_for, ann):
    return open_for(ann)


@pytest.fixture
def closed_doors(desk, petra) -> Mailbox:
    """A mailbox whose tickets only Petra's team sees."""
    from_team = petra.teams.create(name="Payroll")
    return Mailbox.objects.create(address="payroll@desk.example", name="Payroll", team=from_team, restricted=True)
