"""What becomes of stored mail: one thing each, once, visibly, whatever goes wrong."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.conftest import raw_mail
from transom.mail import process as road
from transom.mail import receive
from transom.mail.admit import let_in
from transom.mail.filters import LOOP_HEADER, loop_mark
from transom.mail.models import InboundEmail, OutboundEmail, Outcome
from transom.people.mailboxes import Mailbox
from transom.tickets.history import Event
from transom.tickets.log import assert_replays
from transom.tickets.messages import Message
from transom.tickets.models import Ticket
from transom.worker import drain

pytestmark = pytest.mark.django_db


def test_a_first_mail_opens_a_ticket(ann, mail):
    inbound = mail("It is broken.", subject="The printer is on fire")
    ticket = inbound.ticket
    assert (inbound.outcome, inbound.message.text.strip()) == (Outcome.TICKET, "It is broken.")
    assert (ticket.requester, ticket.customer, ticket.subject) == (ann, ann.customer, "The printer is on fire")
    assert ticket.awaiting_us_since == inbound.received_at
    assert_replays(ticket)


def test_its_files_come_along(ann, mail):
    inbound = mail(attachments=[("crash.log", "text/plain", b"boom \xff")])
    [attachment] = inbound.message.attachments.all()
    assert (attachment.filename, attachment.file.open().read()) == ("crash.log", b"boom \xff")


def test_a_mail_without_a_subject_or_a_text(ann, mail):
    assert mail("", subject="").ticket.subject == "(no subject)"


def test_the_time_that_counts_is_when_it_reached_us(ann, mail):
    at = timezone.now() - timedelta(hours=30)
    inbound = mail(at=at)
    assert inbound.ticket.awaiting_us_since == inbound.message.at == at


def test_the_same_mail_by_two_roads_is_one(ann, mail):
    raw = raw_mail()
    first = mail(raw=raw)
    changed_on_the_way = b"Received: from mx by lists\r\nX-Spam: no\r\n" + raw.replace(b"\n", b"\r\n")
    second = mail(raw=changed_on_the_way)
    assert (second.outcome, second.ticket) == (Outcome.DUPLICATE, first.ticket)
    assert (Ticket.objects.count(), Message.objects.count()) == (1, 1)


def test_one_mail_to_two_of_our_mailboxes_is_one_ticket(ann, mail):
    """As one delivery with two recipients, and as two deliveries of one."""
    Mailbox.objects.create(address="sales@desk.example", name="Sales")
    raw = raw_mail(to="support@desk.example, sales@desk.example")
    mail(raw=raw, recipients=["support@desk.example", "sales@desk.example"])
    assert mail(raw=raw, recipients=["sales@desk.example"]).outcome == Outcome.DUPLICATE
    assert Ticket.objects.get().mailbox.address == "support@desk.example"
    assert OutboundEmail.objects.count() == 1


def test_the_same_message_id_with_other_words_is_kept(ann, mail):
    """Some programs give every mail the same one."""
    first = mail("One.", message_id="<always@acme.example>")
    second = mail("Two.", message_id="<always@acme.example>")
    assert second.outcome == Outcome.TICKET
    assert first.ticket != second.ticket


@pytest.mark.parametrize(
    "head",
    [
        f"{LOOP_HEADER}: {{mark}}",
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: auto-replied\nIn-Reply-To: <known@acme.example>",
        "List-Id: <offers.acme.example>\nPrecedence: bulk\nList-Unsubscribe: <mailto:off@acme.example>",
        "Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64",
    ],
)
def test_nobody_gets_a_mail_dropped_by_sending_its_bytes_in_disguise(ann, mail, head):
    mail(message_id="<known@acme.example>")
    raw = raw_mail("The clinic is down.", message_id="<down@acme.example>")
    mail(raw=head.format(mark=loop_mark()).encode() + b"\n" + raw)
    inbound = mail(raw=raw)
    assert inbound.outcome == Outcome.TICKET
    assert inbound.message.text.strip() == "The clinic is down."


def test_without_a_message_id_the_same_mail_is_still_known(ann, mail):
    raw = (
        b"From: ann@acme.example\nTo: support@desk.example\nSubject: Hi\nDate: Fri, 20 Nov 2026 10:00:00 +0000\n\nHi\n"
    )
    assert [mail(raw=raw).outcome for _ in range(2)] == [Outcome.TICKET, Outcome.DUPLICATE]
    assert mail(raw=raw.replace(b"10:00", b"11:00")).outcome == Outcome.TICKET


def test_a_worker_that_lost_its_lease_changes_nothing(ann, desk):
    stored = receive.accept(raw_mail(), [desk.address], envelope_sender=ann.address, road=receive.SMTP)
    now = timezone.now()
    slow = InboundEmail.objects.claim(now, road.LEASE)
    later = now + road.LEASE + timedelta(seconds=1)
    quick = InboundEmail.objects.claim(later, road.LEASE)
    road.process(quick, later)
    road.process(slow, later)
    assert InboundEmail.objects.get(pk=stored.pk).outcome == Outcome.TICKET
    assert (Ticket.objects.count(), Message.objects.count()) == (1, 1)


def fail(*_, **__):
    raise RecursionError("too deep")


def test_three_failures_set_it_aside_visibly(desk, mail, monkeypatch):
    monkeypatch.setattr(road, "decide", fail)
    inbound = mail()
    assert (inbound.outcome, inbound.attempts) == (Outcome.WAITING, 1)
    assert "RecursionError" in inbound.last_error
    later = timezone.now() + timedelta(hours=1)
    drain(lambda: later)
    drain(lambda: later + timedelta(hours=1))
    inbound.refresh_from_db()
    assert (inbound.outcome, bool(inbound.parked_at), inbound.attempts) == (Outcome.QUARANTINED, True, 3)
    assert list(InboundEmail.objects.needing_attention()) == [inbound]
    assert Event.objects.filter(stream="inbound", stream_id=inbound.pk, kind="mail-quarantined").count() == 1
    drain(lambda: later + timedelta(days=300))
    assert InboundEmail.objects.get(pk=inbound.pk).attempts == 3


def test_a_bad_mail_does_not_stop_those_behind_it(desk, mail, monkeypatch):
    real = road.decide
    monkeypatch.setattr(road, "decide", lambda arrival: fail() if "poison" in arrival.mail.subject else real(arrival))
    mail(subject="poison")
    assert mail(subject="bread").outcome == Outcome.TICKET


def test_nothing_half_done_stays_of_a_mail_that_failed(desk, mail, monkeypatch):
    monkeypatch.setattr(road, "settle", fail)
    mail()
    assert not Ticket.objects.exists()
    assert not Message.objects.exists()
    assert not Event.objects.exists()


def test_a_mail_from_nobody_is_set_aside_and_may_be_let_in(desk, quinn, as_actor):
    receive.accept(b"Subject: hello\n\nWho am I?", [desk.address], envelope_sender="", road=receive.PIPE)
    drain()
    inbound = InboundEmail.objects.get()
    assert inbound.outcome == Outcome.QUARANTINED
    assert "nobody" in inbound.reason
    message = let_in(inbound, actor=as_actor(quinn))
    assert message.ticket.requester.address == "nobody@invalid.invalid"
