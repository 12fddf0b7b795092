"""What cannot be read becomes a ticket that is seen, with the mail in it, all the same."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.conftest import raw_mail
from transom.mail.admit import let_in
from transom.mail.models import InboundEmail, Outcome
from transom.tickets.actions import Refused
from transom.tickets.log import assert_replays
from transom.tickets.models import Ticket
from transom.worker import drain

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


def test_no_mail_is_to_blame_where_no_parser_starts(desk, mail, desk_pool, misbehaving, quinn, as_actor):
    """It waits, however long that lasts, and is read once there is one again; nobody can let it in meanwhile."""
    ours, desk_pool.command = desk_pool.command, misbehaving("", begin="import nothing_of_that_name").command
    try:
        inbound = mail()
        for minutes in range(1, 6):
            drain(lambda: timezone.now() + timedelta(minutes=minutes))  # noqa: B023, called at once
        inbound.refresh_from_db()
        assert (inbound.outcome, inbound.parked_at) == (Outcome.WAITING, None)
        assert "did not start" in inbound.last_error
        held = InboundEmail.objects.filter(pk=inbound.pk)
        held.update(outcome=Outcome.QUARANTINED)
        with pytest.raises(Refused, match="try again"):
            let_in(inbound, actor=as_actor(quinn))
        held.update(outcome=Outcome.WAITING)
    finally:
        desk_pool.command = ours
    drain(lambda: timezone.now() + timedelta(minutes=9))
    assert InboundEmail.objects.get(pk=inbound.pk).outcome == Outcome.TICKET


HEAD_ONLY = """
while True:
    kind, raw = asked()
    if kind == wire.WHOLE:
        os.kill(os.getpid(), 11)
    body = wire.encode(read_head(raw))
    wire.write_all(out, wire.answering(wire.READING, True, time.process_time(), len(body)) + body)
"""
