"""A mail whose mailbox was removed while it waited is kept for a person, at once and visibly."""

import pytest

from tests.conftest import raw_mail
from transom.mail import receive
from transom.mail.admit import let_in
from transom.mail.models import InboundEmail, Outcome
from transom.people.mailboxes import Mailbox
from transom.tickets.models import Ticket
from transom.worker import drain

pytestmark = pytest.mark.django_db


@pytest.fixture
def orphan(desk):
    gone = Mailbox.objects.create(address="sales@desk.example", name="Sales")
    inbound = receive.accept(
        raw_mail(to=gone.address), [gone.address], envelope_sender="ann@acme.example", road=receive.SMTP
    )
    gone.delete()
    drain()
    inbound.refresh_from_db()
    return inbound


def test_it_is_quarantined_and_says_why(orphan):
    assert orphan.outcome == Outcome.QUARANTINED
    assert "sales@desk.example" in orphan.reason
    assert orphan.attempts == 1
    assert list(InboundEmail.objects.needing_attention()) == [orphan]
    assert not Ticket.objects.exists()


def test_the_mails_behind_it_go_on(orphan, mail):
    assert mail().outcome == Outcome.TICKET


def test_a_person_may_let_it_in(orphan, quinn, as_actor):
    message = let_in(orphan, actor=as_actor(quinn))
    assert message.ticket.requester.address == "ann@acme.example"
    orphan.refresh_from_db()
    assert (orphan.outcome, orphan.ticket) == (Outcome.TICKET, message.ticket)
