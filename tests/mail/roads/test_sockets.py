"""SMTP and LMTP over real sockets, as mail servers speak them."""

import asyncio
import smtplib
import socket
import threading
from contextlib import contextmanager

import pytest
from django.db import DatabaseError

from tests.conftest import raw_mail
from transom.mail import smtpd, storing
from transom.mail.models import InboundEmail, InboundSource
from transom.people.mailboxes import Mailbox

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def listening(road):
    """The port of an intake that serves from a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)  # this one may be running the browser's loop
    thread.start()
    listener = asyncio.run_coroutine_threadsafe(smtpd.listen(road, "127.0.0.1", 0), loop).result()
    try:
        yield listener.port
    finally:
        asyncio.run_coroutine_threadsafe(listener.close(), loop).result()
        listener.intake.storage.thread.shutdown()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@pytest.fixture
def smtp(desk):
    with listening(smtpd.SMTP) as port, smtplib.SMTP("127.0.0.1", port, timeout=10) as session:
        yield session


@pytest.fixture
def lmtp(desk):
    Mailbox.objects.create(address="sales@desk.example", name="Sales")
    with listening(smtpd.LMTP) as port, smtplib.LMTP("127.0.0.1", port, timeout=10) as session:
        session.ehlo()
        yield session


def talk(session, *commands: bytes) -> None:
    session.sock.sendall(b"".join(command + b"\r\n" for command in commands))


def codes(session, count):
    return [session.getreply()[0] for _ in range(count)]


def stored() -> list[bytes]:
    return [bytes(raw) for raw in InboundSource.objects.order_by("pk").values_list("raw", flat=True)]


def test_a_mail_is_there_when_its_sender_hears_so(smtp):
    raw = raw_mail().replace(b"\n", b"\r\n")
    assert smtp.sendmail("ann@acme.example", ["support@desk.example"], raw) == {}
    row = InboundEmail.objects.get()
    assert (bytes(row.raw), row.road, row.envelope_sender) == (raw, "smtp", "ann@acme.example")


def test_unknown_mailboxes_are_refused_before_the_data(smtp):
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        smtp.sendmail("ann@acme.example", ["nobody@desk.example"], b"hello")
    assert refused.value.recipients["nobody@desk.example"][0] == 550
    assert stored() == []


def test_of_several_recipients_the_known_ones_get_it(smtp):
    refused = smtp.sendmail("a@b.example", ["nobody@desk.example", "support+1-x@desk.example"], b"hello")
    assert list(refused) == ["nobody@desk.example"]
    assert InboundEmail.objects.get().recipients == ["support+1-x@desk.example"]


def test_too_large_is_refused_by_its_announced_size(smtp, settings):
    assert (
        int(smtp.esmtp_features.get("size", 0) or smtp.ehlo() and smtp.esmtp_features["size"]) == settings.LARGEST_MAIL
    )
    assert smtp.mail("a@b.example", [f"SIZE={settings.LARGEST_MAIL + 1}"])[0] == 552


def test_too_large_is_refused_by_its_real_size(desk, settings):
    settings.LARGEST_MAIL = 10_000
    with listening(smtpd.SMTP) as port, smtplib.SMTP("127.0.0.1", port, timeout=10) as session:
        session.helo()  # a sender who announces nothing
        with pytest.raises(smtplib.SMTPDataError) as refused:
            session.sendmail("a@b.example", ["support@desk.example"], b"line\r\n" * 5_000)
        assert refused.value.smtp_code == 552
        session.sendmail("a@b.example", ["support@desk.example"], b"small")
    assert stored() == [b"small\r\n"]


@pytest.mark.parametrize("error", [DatabaseError("locked"), OSError("disk full"), ValueError("a fault of ours")])
def test_what_cannot_be_stored_is_not_acknowledged(smtp, monkeypatch, error):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr(storing, "accept", fail)
    with pytest.raises(smtplib.SMTPDataError) as refused:
        smtp.sendmail("a@b.example", ["support@desk.example"], b"hello")
    assert refused.value.smtp_code == 451
    monkeypatch.undo()
    smtp.sendmail("a@b.example", ["support@desk.example"], b"again")
    assert stored() == [b"again\r\n"]


def test_a_database_that_does_not_answer_at_the_recipient(smtp, monkeypatch):
    def fail(address):
        raise DatabaseError("gone")

    monkeypatch.setattr(storing, "check_recipient", fail)
    smtp.ehlo()
    smtp.mail("a@b.example")
    assert smtp.rcpt("support@desk.example")[0] == 451


def test_odd_bytes_arrive_as_they_were(smtp):
    """8 bit, NUL, lone LF, lines of nothing but dots, and a line longer than RFC 5322 allows."""
    raw = b"Subject: \xe9\xff\r\n\r\nNUL \x00 LF \n.\n and\r\n.\r\n..\r\n...x\r\n" + b"y" * 100_000 + b"\r\n"
    smtp.sendmail("a@b.example", ["support@desk.example"], b"x")
    smtp.mail("a@b.example")
    smtp.rcpt("support@desk.example")
    smtp.docmd("DATA")
    smtp.sock.sendall(raw.replace(b"\r\n.", b"\r\n..") + b".\r\n")
    assert smtp.getreply()[0] == 250
    assert stored()[1] == raw


def test_only_a_real_end_ends_the_data(smtp):
    """A lone LF around the dot is content, or else one mail could smuggle in another behind it."""
    raw = b"one\r\n\n.\nMAIL FROM:<evil@x.example>\n\r\n"
    smtp.ehlo()
    smtp.mail("a@b.example")
    smtp.rcpt("support@desk.example")
    smtp.docmd("DATA")
    smtp.sock.sendall(raw + b".\r\n")
    assert smtp.getreply()[0] == 250
    assert stored() == [raw]


def test_pipelined_commands_are_answered_in_order(smtp):
    smtp.ehlo()
    talk(smtp, b"MAIL FROM:<a@b.example>", b"RCPT TO:<no@desk.example>", b"RCPT TO:<support@desk.example>", b"DATA")
    assert codes(smtp, 4) == [250, 550, 250, 354]
    talk(smtp, b"one", b".", b"MAIL FROM:<a@b.example>", b"RCPT TO:<support@desk.example>", b"DATA")
    assert codes(smtp, 4) == [250, 250, 250, 354]
    talk(smtp, b"two", b".")
    assert codes(smtp, 1) == [250]
    assert stored() == [b"one\r\n", b"two\r\n"]


def test_addresses_beyond_ascii(smtp):
    Mailbox.objects.create(address="hjälp@desk.example", name="Hjälp")
    smtp.ehlo()
    assert smtp.has_extn("smtputf8")
    smtp.sendmail("åsa@acme.example", ["hjälp@desk.example"], b"hej", ["SMTPUTF8", "BODY=8BITMIME"])
    row = InboundEmail.objects.get()
    assert (row.envelope_sender, row.recipients) == ("åsa@acme.example", ["hjälp@desk.example"])


def test_the_null_sender_is_kept_as_such(smtp):
    smtp.sendmail("", ["support@desk.example"], b"a bounce")
    assert InboundEmail.objects.get().envelope_sender == ""


@pytest.mark.parametrize(
    "address", [b"sup\x00port@desk.example", b"\xff\xfe@desk.example", b"<<>@>", b"support@desk.example" * 30]
)
def test_rubbish_in_the_envelope_is_refused_and_the_session_lives(smtp, address):
    smtp.ehlo()
    smtp.mail("a@b.example")
    talk(smtp, b"RCPT TO:<" + address + b">")
    assert 500 <= smtp.getreply()[0] <= 599
    assert smtp.rcpt("support@desk.example")[0] == 250


def test_too_many_recipients_are_put_off(smtp):
    smtp.ehlo()
    smtp.mail("a@b.example")
    answers = [smtp.rcpt(f"support+{number}@desk.example")[0] for number in range(101)]
    assert answers == [250] * 100 + [452]


def test_a_sender_who_hangs_up_in_the_middle_has_sent_nothing(desk):
    with listening(smtpd.SMTP) as port:
        session = smtplib.SMTP("127.0.0.1", port, timeout=10)
        session.ehlo()
        session.mail("a@b.example")
        session.rcpt("support@desk.example")
        session.docmd("DATA")
        session.sock.sendall(b"half a mail\r\n")
        session.sock.shutdown(socket.SHUT_RDWR)
        session.close()
        with smtplib.SMTP("127.0.0.1", port, timeout=10) as other:
            other.sendmail("a@b.example", ["support@desk.example"], b"whole")
    assert stored() == [b"whole\r\n"]


def test_lmtp_answers_once_a_recipient(lmtp):
    """RFC 2033, 4.2: for each recipient that was accepted, in order."""
    lmtp.mail("a@b.example")
    assert lmtp.rcpt("support@desk.example")[0] == 250
    assert lmtp.rcpt("nobody@desk.example")[0] == 550
    assert lmtp.rcpt("sales@desk.example")[0] == 250
    assert lmtp.docmd("DATA")[0] == 354
    talk(lmtp, b"hello", b".", b"NOOP")
    assert codes(lmtp, 3) == [250, 250, 250]
    row = InboundEmail.objects.get()
    assert (row.recipients, row.road) == (["support@desk.example", "sales@desk.example"], "lmtp")


def test_lmtp_says_later_once_a_recipient(lmtp, monkeypatch):
    def fail(*_, **__):
        raise DatabaseError("locked")

    monkeypatch.setattr(storing, "accept", fail)
    lmtp.mail("a@b.example")
    lmtp.rcpt("support@desk.example")
    lmtp.rcpt("sales@desk.example")
    lmtp.docmd("DATA")
    talk(lmtp, b"hello", b".", b"NOOP")
    assert codes(lmtp, 3) == [451, 451, 250]


def test_lmtp_says_too_large_once_a_recipient(desk, settings):
    settings.LARGEST_MAIL = 1_000
    with listening(smtpd.LMTP) as port, smtplib.LMTP("127.0.0.1", port, timeout=10) as session:
        session.ehlo()
        session.mail("a@b.example")
        session.rcpt("support@desk.example")
        session.rcpt("support+1@desk.example")
        session.docmd("DATA")
        talk(session, b"x" * 900, b"x" * 900, b".", b"NOOP")
        assert codes(session, 3) == [552, 552, 250]


def test_nobody_is_told_what_software_this_is(desk):
    for road in (smtpd.SMTP, smtpd.LMTP):
        with listening(road) as port, socket.create_connection(("127.0.0.1", port), timeout=10) as plain:
            greeting = plain.recv(200)
            assert greeting.endswith(b" Transom\r\n")
            assert b"Python" not in greeting
