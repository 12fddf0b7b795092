"""What cannot be read becomes a ticket that is seen, with the mail in it, all the same."""

import pytest

from tests.conftest import raw_mail
from transom.mail.admit import let_in
from transom.mail.models import Outcome
from transom.tickets.log import assert_replays
from transom.tickets.models import Ticket

pytestmark = pytest.mark.django_db


def test_what_the_parser_cannot_read_is_kept_whole_and_seen(desk, mail, parsers_die, quinn, as_actor):
    raw = raw_mail()
    inbound = mail(raw=raw)
    assert inbound.outcome == Outcome.TICKET
    [attachment] = inbound.message.attachments.all()
    assert attachment.file.open().read() == raw
    assert "its reader died" in inbound.reason
    assert "its reader died" in inbound.message.text
    assert inbound.ticket in Ticket.objects.visible_to(as_actor(quinn))
    assert_replays(inbound.ticket)


def test_what_the_parser_cannot_read_and_nobody_sent_waits_for_a_person(desk, mail, parsers_die, quinn, as_actor):
    inbound = mail(raw=raw_mail(), envelope_sender="")
    assert inbound.outcome == Outcome.QUARANTINED
    message = let_in(inbound, actor=as_actor(quinn))
    assert message.attachments.count() == 1


def test_an_answer_whose_text_cannot_be_read_joins_its_ticket(ticket, mail, desk_pool, misbehaving, monkeypatch):
    monkeypatch.setattr(desk_pool, "command", misbehaving(HEAD_ONLY).command)
    first = ticket.messages.get()
    inbound = mail(subject="Re: The printer is on fire", in_reply_to=f"<{first.message_id}>")
    assert (inbound.outcome, inbound.ticket) == (Outcome.MESSAGE, ticket)
    assert "could not be read" in inbound.message.text
    assert inbound.message.attachments.count() == 1
    assert_replays(Ticket.objects.get(pk=ticket.pk))


HEAD_ONLY = """
while True:
    kind, raw = asked()
    if kind == wire.WHOLE:
        os.kill(os.getpid(), 11)
    body = wire.encode(read_head(raw))
    wire.write_all(out, wire.answering(wire.READING, True, time.process_time(), len(body)) + body)
"""
