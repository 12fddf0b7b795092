"""Delivery reports find the mail that they speak of; the ticket is told once whom it did not reach, and why."""

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


def test_a_bounce_while_others_are_still_tried_keeps_the_row_in_the_queue(ticket, sue, as_actor, report):
    """One recipient is put off with 4xx, the other's server bounces in the meantime."""
    drain(transport=Sink())  # the acknowledgement
    actions.reply(
        ticket,
        Words(text="It is mended."),
        actor=as_actor(sue),
        cc=parse_addresses("bo@acme.example"),
    )
    drain()
    outbound = OutboundEmail.objects.get(kind="answer")
    now = timezone.now()
    assert deliver_all(now, {"bo@acme.example": (False, "450 later")}) == [{"ann@acme.example", "bo@acme.example"}]
    report(outbound, recipient="ann@acme.example")
    outbound.refresh_from_db()
    assert (outbound.state, outbound.pending) == (Delivery.QUEUED, ["bo@acme.example"])
    assert deliver_all(outbound.due_at, {}) == [{"bo@acme.example"}]
    outbound.refresh_from_db()
    assert (outbound.state, list(outbound.refused)) == (Delivery.FAILED, ["ann@acme.example"])
    assert len(failures(ticket)) == 1


def test_a_bounce_of_one_who_is_still_tried_ends_the_trying(ticket, answered, report, sue, as_actor):
    actions.reply(ticket, Words(text="Once more."), actor=as_actor(sue))
    drain()
    outbound = OutboundEmail.objects.filter(kind="answer").latest("pk")
    deliver_all(timezone.now(), {"ann@acme.example": (False, "450 later")})
    report(outbound, ident="3")
    outbound.refresh_from_db()
    assert outbound.pending == []
    assert deliver_all(outbound.due_at, {}) == []
    outbound.refresh_from_db()
    assert (outbound.state, bool(outbound.settled_at)) == (Delivery.FAILED, True)


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
