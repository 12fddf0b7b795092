"""Delivery reports find the mail that they speak of; the ticket is told once whom it did not reach, and why."""

from datetime import timedelta

import pytest
from django.utils import timezone

from transom.foundation.addresses import parse_addresses
from transom.mail.deliver import deliver_next
from transom.mail.models import Delivery, OutboundEmail, Outcome
from transom.mail.transport import Sink
from transom.tickets import actions
from transom.tickets.actions import Words
from transom.tickets.events import DeliveryFailed
from transom.tickets.history import Event
from transom.tickets.log import assert_replays
from transom.worker import drain

pytestmark = pytest.mark.django_db

REPORT = """From: Mail Delivery System <MAILER-DAEMON@mx.acme.example>
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Message-ID: <{id}@mx.acme.example>
Content-Type: multipart/report; report-type=delivery-status; boundary="X"

--X
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.
--X
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.acme.example

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {status} {words}
--X
Content-Type: message/rfc822

From: support@desk.example
To: {recipient}
Subject: Re: The printer is on fire
Message-ID: <{about}>

It is mended.
--X--
"""


@pytest.fixture
def answered(ticket, sue, as_actor):
    """Our answer to Ann, sent."""
    actions.reply(ticket, Words(text="It is mended."), actor=as_actor(sue))
    drain(transport=Sink())
    return OutboundEmail.objects.get(kind="answer")


@pytest.fixture
def report(mail):
    def post(outbound, *, action="failed", status="5.1.1", words="User unknown", about=None, recipient=None, ident="1"):
        raw = REPORT.format(
            to=outbound.envelope_sender,
            recipient=recipient or outbound.recipients[0],
            action=action,
            status=status,
            words=words,
            about=outbound.message_id_header if about is None else about,
            id=ident,
        )
        return mail(raw=raw.encode(), recipients=[outbound.envelope_sender], envelope_sender="")

    return post


def failures(ticket):
    return list(Event.objects.of_ticket(ticket.pk).filter(kind=DeliveryFailed.kind))


def test_a_bounce_is_told_on_the_ticket_of_its_mail(ticket, answered, report):
    inbound = report(answered)
    assert (inbound.outcome, inbound.ticket) == (Outcome.BOUNCE, ticket)
    answered.refresh_from_db()
    assert answered.state == Delivery.FAILED
    assert "User unknown" in answered.refused["ann@acme.example"]
    [event] = failures(ticket)
    assert event.payload["recipients"] == ["ann@acme.example"]
    assert "5.1.1" in event.payload["reason"]
    assert_replays(ticket)


def test_a_second_report_of_the_same_failure_tells_nothing_new(ticket, answered, report):
    report(answered)
    second = report(answered, ident="2", words="Still nobody")
    assert second.outcome == Outcome.BOUNCE
    assert len(failures(ticket)) == 1


def test_a_delay_is_no_failure(ticket, answered, report):
    inbound = report(answered, action="delayed", status="4.4.1", words="We keep trying")
    assert inbound.outcome == Outcome.BOUNCE
    answered.refresh_from_db()
    assert answered.state == Delivery.SENT
    assert failures(ticket) == []


def test_a_report_that_names_no_mail_comes_home_by_its_signed_address(ticket, answered, report):
    inbound = report(answered, about="something.else@acme.example")
    assert inbound.ticket == ticket
    assert len(failures(ticket)) == 1


def test_a_report_may_name_the_address_that_a_forwarder_made_of_theirs(ticket, answered, report):
    report(answered, recipient="ann.ames@elsewhere.example")
    [event] = failures(ticket)
    assert event.payload["recipients"] == ["ann@acme.example"]


def test_a_report_about_nothing_of_ours_opens_no_ticket(ticket, mail):
    raw = REPORT.format(
        to="support@desk.example",
        recipient="x@y.example",
        action="failed",
        status="5.0.0",
        words="No",
        about="q@z",
        id=9,
    )
    inbound = mail(raw=raw.encode(), envelope_sender="")
    assert (inbound.outcome, inbound.ticket) == (Outcome.IGNORED, None)
    assert not OutboundEmail.objects.exclude(ticket=ticket).exists()


def test_a_bounce_moves_nothing_and_is_owed_no_answer(ticket, answered, report):
    ticket.refresh_from_db()
    before = (ticket.status_id, ticket.awaiting_us_since, ticket.awaiting_customer_since)
    report(answered)
    ticket.refresh_from_db()
    assert (ticket.status_id, ticket.awaiting_us_since, ticket.awaiting_customer_since) == before


@pytest.fixture
def to_two(ticket, sue, as_actor):
    """Our answer to Ann with a copy to Bo, whose server puts it off with 4xx."""
    drain(transport=Sink())  # the acknowledgement
    actions.reply(ticket, Words(text="It is mended."), actor=as_actor(sue), cc=parse_addresses("bo@acme.example"))
    drain()
    sent = deliver_all(timezone.now(), {"bo@acme.example": (False, "450 later")})
    assert sent == [{"ann@acme.example", "bo@acme.example"}]
    return OutboundEmail.objects.get(kind="answer")


def test_a_bounce_while_others_are_still_tried_keeps_the_row_in_the_queue(ticket, to_two, report):
    report(to_two, recipient="ann@acme.example")
    to_two.refresh_from_db()
    assert (to_two.state, to_two.pending) == (Delivery.QUEUED, ["bo@acme.example"])
    assert deliver_all(to_two.due_at, {}) == [{"bo@acme.example"}]
    to_two.refresh_from_db()
    assert (to_two.state, list(to_two.refused)) == (Delivery.FAILED, ["ann@acme.example"])
    assert len(failures(ticket)) == 1


def test_a_bounce_of_one_who_is_still_tried_is_not_believed(ticket, to_two, report):
    """No server has taken it for Bo, so none can send it back: Ann, who got it, could keep it from him so."""
    inbound = report(to_two, recipient="bo@acme.example")
    assert inbound.outcome == Outcome.BOUNCE
    assert failures(ticket) == []
    to_two.refresh_from_db()
    assert deliver_all(to_two.due_at, {}) == [{"bo@acme.example"}]
    to_two.refresh_from_db()
    assert (to_two.state, to_two.refused) == (Delivery.SENT, {})


def test_a_bounce_may_be_quicker_than_our_own_commit(ticket, to_two, report):
    """Its server has just taken it for Bo and sends it back, while the sender of ours is about to write that down."""
    OutboundEmail.objects.claim(to_two.due_at, timedelta(minutes=10))
    report(to_two, recipient="bo@acme.example")
    assert len(failures(ticket)) == 1


def test_a_report_that_another_reader_could_have_written_says_so(ticket, to_two, answered_alone, report):
    """All who got a mail know what a report of it must look like; where only one did, they speak of themselves."""
    report(answered_alone, ident="1")
    deliver_all(to_two.due_at, {})
    report(to_two, recipient="bo@acme.example", ident="2")
    alone, of_two = (event.payload["reason"] for event in failures(ticket))
    assert alone.endswith("User unknown")
    assert of_two.endswith("User unknown (so says a report that anybody who got the mail could have written)")


@pytest.fixture
def answered_alone(ticket, to_two, sue, as_actor):
    """Another answer of ours, to Ann alone, sent."""
    actions.reply(ticket, Words(text="And for you alone."), actor=as_actor(sue))
    drain()
    deliver_all(timezone.now(), {})
    return OutboundEmail.objects.filter(kind="answer").latest("pk")


def deliver_all(now, answers):
    """Send all that is due; gives the recipients of each mail."""
    sent = []

    class Way:
        def send(self, envelope_sender, recipients, mime):
            sent.append(set(recipients))
            return {address: said for address, said in answers.items() if address in recipients}

    while deliver_next(Way(), now):
        pass
    return sent
