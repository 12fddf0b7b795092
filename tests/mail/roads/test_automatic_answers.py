"""No machine is answered by our machine; people get one automatic mail a ticket, and few a day (RFC 3834)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from transom.mail import gate
from transom.mail.filters import LOOP_HEADER, loop_mark
from transom.mail.models import OutboundEmail, Outcome
from transom.mail.reading.parse import parse
from transom.people.mailboxes import Mailbox
from transom.tickets import actions
from transom.tickets.actions import Words
from transom.tickets.log import assert_replays
from transom.tickets.messages import Trust
from transom.tickets.models import Ticket

pytestmark = pytest.mark.django_db
AWAY = {"subject": "Automatic reply: away", "auto_submitted": "auto-replied"}


def sent() -> list[OutboundEmail]:
    return list(OutboundEmail.objects.order_by("pk"))


def test_an_acknowledgement_as_rfc_3834_wants_it(ann, mail, desk):
    inbound = mail("SECRET WORDS", subject="BUY MY PILLS")
    [outbound] = sent()
    reply = parse(bytes(outbound.mime))
    assert outbound.envelope_sender == ""
    assert outbound.recipients == ["ann@acme.example"]
    assert reply.header("auto-submitted") == "auto-replied"
    assert reply.header("x-auto-response-suppress") == "All"
    assert reply.header("precedence") == "bulk"
    assert reply.in_reply_to == (inbound.message.message_id,)
    assert reply.header(LOOP_HEADER) == loop_mark()
    assert f"#{inbound.ticket.number}" in reply.subject
    assert "SECRET" not in reply.text
    assert "PILLS" not in reply.subject + reply.text


def test_nothing_of_the_senders_name_is_sent_on(ann, mail):
    """Or anybody could have us write to a third person in their words."""
    mail(sender='"Visit http://evil.example now" <victim@elsewhere.example>')
    [outbound] = sent()
    body = parse(bytes(outbound.mime))
    assert "evil.example" not in body.text + body.subject + body.header("to")


@pytest.mark.parametrize(
    "parts",
    [
        AWAY,
        {"subject": "Undelivered Mail Returned to Sender", "sender": "MAILER-DAEMON@mx.acme.example"},
        {"precedence": "bulk", "list_unsubscribe": "<mailto:u@x.example>"},
        {"list_id": "<news.x.example>", "list_post": "<mailto:list@x.example>"},
        {"auto_submitted": "auto-generated", "subject": "Disk full"},
        {"envelope_sender": ""},
        {"x_autoreply": "yes"},
    ],
)
def test_no_machine_gets_an_automatic_answer(ann, mail, parts):
    mail(**parts)
    assert sent() == []


def test_our_own_mail_that_comes_back_is_let_go(ann, mail, desk):
    mail()
    inbound = mail(raw=bytes(sent()[0].mime), envelope_sender="someone@acme.example")
    assert inbound.outcome == Outcome.IGNORED
    assert (Ticket.objects.count(), len(sent())) == (1, 1)


def test_a_forged_mark_of_ours_is_no_mark(ann, mail):
    assert mail(x_transom_desk="aaaaaaaaaaaaaaaa").outcome == Outcome.TICKET


def test_an_absence_notice_is_kept_on_its_ticket_and_moves_nothing(ticket, mail, sue, as_actor):
    message = actions.reply(ticket, Words(text="Does it work now?"), actor=as_actor(sue))
    ticket.refresh_from_db()
    before = (ticket.status_id, ticket.awaiting_us_since, ticket.awaiting_customer_since)
    inbound = mail("I am away.", in_reply_to=f"<{message.message_id}>", **AWAY)
    ticket.refresh_from_db()
    assert (inbound.outcome, inbound.ticket, inbound.message.trust) == (Outcome.MESSAGE, ticket, Trust.AUTOMATED)
    assert (ticket.status_id, ticket.awaiting_us_since, ticket.awaiting_customer_since) == before
    assert len([row for row in sent() if row.automatic_to]) == 1
    assert_replays(ticket)


def test_an_absence_notice_about_nothing_is_ignored_with_a_reason(desk, mail):
    inbound = mail(**AWAY)
    assert (inbound.outcome, inbound.ticket) == (Outcome.IGNORED, None)
    assert "Auto-Submitted" in inbound.reason


def test_one_automatic_mail_a_ticket(ticket, mail):
    for text in ("More.", "More still."):
        mail(text, in_reply_to=f"<{ticket.messages.first().message_id}>")
    assert len(sent()) == 1


def test_two_automatic_mails_a_sender_in_24_hours(ann, mail):
    for number in range(5):
        mail(subject=f"Question {number}")
    assert len(sent()) == 2
    OutboundEmail.objects.update(created_at=timezone.now() - timedelta(hours=25))
    mail(subject="The next day")
    assert len(sent()) == 3


def test_the_case_of_an_address_makes_nobody_new(ann, mail):
    for sender in ("ann@acme.example", "Ann@acme.example", "ANN@ACME.EXAMPLE"):
        mail(sender=sender, subject=sender)
    assert len(sent()) == 2


def test_the_whole_desk_has_a_budget(ann, mail, monkeypatch):
    monkeypatch.setattr(gate, "BUDGET", 3)
    for number in range(5):
        mail(sender=f"c{number}@x{number}.example")
    assert len(sent()) == 3


def test_nothing_goes_to_ourselves(desk, mail, sue):
    Mailbox.objects.create(address="sales@desk.example", name="Sales")
    mail(sender="sales@desk.example", subject="From one mailbox to the other")
    mail(sender=sue.email, subject="From one of us")
    assert sent() == []


def test_a_mailbox_may_keep_quiet(desk, ann, mail):
    desk.acknowledges = False
    desk.save()
    mail()
    assert sent() == []


def test_two_desks_that_answer_each_other_stop_at_once(ann, mail):
    """Another desk acknowledges our acknowledgement, badly: no mark that it is automatic, a new Message-ID each."""
    for number in range(10):
        mail("We have your message.", sender="help@other.example", subject=f"Ticket {number}")
    assert len(sent()) == gate.PER_SENDER
