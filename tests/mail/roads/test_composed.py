"""What our mail looks like on the wire: read back by our own reader, and by the rules that other readers go by."""

import re
from email import message_from_bytes
from email.policy import default

import pytest

from transom.foundation.addresses import parse_addresses
from transom.mail.compose import render_markdown
from transom.mail.models import OutboundEmail
from transom.mail.reading.parse import parse
from transom.mail.thread import signed_address
from transom.people.actor import SYSTEM
from transom.people.models import User
from transom.tickets import actions
from transom.tickets.actions import NewAttachment, Words
from transom.tickets.files import store
from transom.worker import drain

pytestmark = pytest.mark.django_db


@pytest.fixture
def answer(ticket, sue, as_actor):
    """Sue answers Ann; gives the stored mail and what our own reader makes of it."""

    def send(text="It is *mended*.", *, on=ticket, to=(), cc=(), attachments=()):
        actions.reply(on, Words(text=text, attachments=attachments), actor=as_actor(sue), to=to, cc=cc)
        drain()
        row = OutboundEmail.objects.filter(kind="answer").latest("pk")
        return row, parse(bytes(row.mime))

    return send


def file(name, content=b"x", kind="text/plain"):
    return NewAttachment(store(content), name, kind)


def test_plain_and_html_say_the_same(answer):
    row, mail = answer("It is *mended*.\n\n* one\n* two")
    assert mail.text.startswith("It is *mended*.")
    assert "<em>mended</em>" in mail.html
    assert "<li>one</li>" in mail.html
    whole = message_from_bytes(bytes(row.mime), policy=default)
    assert whole.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in whole.iter_parts()] == ["text/plain", "text/html"]


def test_who_it_is_from_and_where_answers_go(answer, ticket, desk):
    row, mail = answer()
    assert mail.sender.address == desk.address
    assert mail.sender.name.startswith("Sue ")
    assert [address.address for address in mail.reply_to] == [signed_address(desk, ticket)]
    assert row.envelope_sender == signed_address(desk, ticket)
    assert [address.address for address in mail.to] == ["ann@acme.example"]


def test_the_message_id_is_the_messages_and_ours(answer, desk):
    row, mail = answer()
    assert mail.message_id == row.message_id_header == row.message.message_id
    assert mail.message_id.endswith("@desk.example")


def test_the_thread_in_headers(answer, ticket, mail):
    first = ticket.messages.first().message_id
    one = answer("One.")[1]
    assert (one.in_reply_to, one.references) == ((first,), (first,))
    mail("More.", in_reply_to=f"<{one.message_id}>", message_id="<more@acme.example>")
    two = answer("Two.")[1]
    assert two.in_reply_to == ("more@acme.example",)
    assert two.references == (first, one.message_id, "more@acme.example")


def test_a_long_thread_keeps_its_first_and_its_latest(answer, ticket, mail):
    for number in range(30):
        mail(f"{number}", in_reply_to=f"<{ticket.messages.first().message_id}>", message_id=f"<m{number}@acme.example>")
    references = answer()[1].references
    assert len(references) == 20
    assert references[0] == ticket.messages.first().message_id
    assert references[-1] == "m29@acme.example"


@pytest.mark.parametrize(
    "message_id",
    [
        "<" + "x" * 180 + "@acme.example>",
        "<nonsense without at>",
        "<a b@acme.example>",
        "<ü@acme.example>",
        "<a@b>\n\t<c@d>",
    ],
)
def test_odd_message_ids_of_theirs_break_no_header_of_ours(ann, mail, answer, message_id):
    raw = f"From: ann@acme.example\nTo: support@desk.example\nSubject: Odd\nMessage-ID: {message_id}\n\nHi.\n".encode()
    inbound = mail(raw=raw)
    row, composed = answer(on=inbound.ticket)
    for line in bytes(row.mime).split(b"\r\n"):
        assert len(line) <= 998
    assert "=?" not in composed.header("references") + composed.header("in-reply-to")
    usable = inbound.message.message_id
    if usable.isascii() and "@" in usable and " " not in usable:
        assert composed.in_reply_to == (usable,)


def test_what_was_said_stands_below(answer, ticket):
    mail = answer("Mended.")[1]
    assert "> It is broken." in mail.text
    assert "Ann" in mail.text
    assert "<blockquote>It is broken." in mail.html


def test_a_note_is_never_quoted(answer, ticket, sue, as_actor):
    actions.note(ticket, Words(text="The customer is wrong."), actor=as_actor(sue))
    row, _mail = answer()
    assert b"wrong" not in bytes(row.mime)


def test_copies(answer):
    row, mail = answer(cc=parse_addresses("Bo Ek <bo@acme.example>, Åsa Öst <asa@acme.example>"))
    assert [(address.name, address.address) for address in mail.cc] == [
        ("Bo Ek", "bo@acme.example"),
        ("Åsa Öst", "asa@acme.example"),
    ]
    assert row.recipients == ["ann@acme.example", "bo@acme.example", "asa@acme.example"]


NAMES = ["crash.log", "Übersicht (März).pdf", "日本語.txt", "a" * 100 + ".txt", "semi; colon's.txt", "emoji 🖨.png"]


def test_files_keep_their_names_and_their_bytes(answer):
    content = bytes(range(256)) * 20
    row, mail = answer(attachments=tuple(file(name, content, "application/octet-stream") for name in NAMES))
    assert [attachment.filename for attachment in mail.attachments] == NAMES
    assert all(attachment.content == content for attachment in mail.attachments)


@pytest.mark.parametrize(
    "kind", ["text/plain", "text/html", "message/rfc822", "multipart/mixed", "nonsense", "", "a/b\r\nX: y"]
)
def test_a_file_of_any_declared_kind_is_sent_as_it_is(answer, kind):
    content = b"Subject: \xff inner\r\n\r\nFrom here\n.\nand \x00"
    row, mail = answer(attachments=(file("inner.eml", content, kind),))
    [attachment] = [one for one in mail.attachments if one.filename == "inner.eml"]
    assert attachment.content == content
    assert b"\nX: y" not in bytes(row.mime)


EVIL = "Innocent\r\nBcc: victim@elsewhere.example\r\n\r\n<script>x</script>\x01\u202egpj.exe"


def headers(row) -> dict[str, str]:
    return {name.lower(): value for name, value in message_from_bytes(bytes(row.mime)).items()}


def test_no_subject_begins_another_header(ann, mail, answer):
    ticket = mail(subject="x").ticket
    actions.set_subject(ticket, EVIL, actor=SYSTEM)
    row, read = answer(on=ticket)
    assert "bcc" not in headers(row)
    assert row.recipients == ["ann@acme.example"]
    assert "\u202e" not in read.subject
    assert "\x01" not in read.subject


def test_no_name_begins_another_header(answer, ticket, sue, desk):
    User.objects.filter(pk=sue.pk).update(name=EVIL)
    desk.name = EVIL
    desk.save()
    sue.refresh_from_db()
    row, read = answer(cc=parse_addresses('"Bo\r\nBcc: x@y.example" <bo@acme.example>'))
    assert "bcc" not in headers(row)
    assert "\u202e" not in read.sender.name


def test_no_file_name_begins_another_header(answer):
    row, read = answer(attachments=(file(EVIL),))
    part = message_from_bytes(bytes(row.mime)).get_payload()[-1]
    assert set(part.keys()) == {"Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "MIME-Version"}
    assert "\u202e" not in read.attachments[0].filename


@pytest.mark.parametrize(
    "subject", ["Ärger mit dem Drucker", "印刷できません " * 12, "🖨 " * 60, "x" * 290, "=?utf-8?q?a?="]
)
def test_subjects_round_trip(ann, mail, answer, subject):
    ticket = mail(subject="x").ticket
    actions.set_subject(ticket, subject, actor=SYSTEM)
    read = answer(on=ticket)[1]
    assert read.subject == f"Re: {' '.join(subject.split())}"


def test_no_line_is_longer_than_a_mail_may_have(answer):
    row, read = answer("y" * 5_000 + " " + "ä" * 3_000, attachments=(file("long.txt", b"z" * 10_000),))
    assert max(map(len, bytes(row.mime).split(b"\r\n"))) <= 998
    assert b"\n" not in bytes(row.mime).replace(b"\r\n", b"")
    assert "y" * 5_000 in read.text


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[click](javascript:alert(1))",
        "![x](data:text/html,<script>)",
        "<iframe src=//evil.example></iframe>",
        "<style>*{display:none}</style>",
        "<a href='vbscript:x'>x</a>",
        "[x](JaVaScRiPt:alert(1))",
        "<svg/onload=alert(1)>",
    ],
)
def test_hostile_words_come_out_clean(hostile):
    html = render_markdown(f"Hello.\n\n{hostile}\n\nBye.")
    assert not re.search(r"<(script|iframe|style|svg|form|object)", html, re.I)
    assert not re.search(r"<[^>]*\s(on\w+|style)\s*=", html, re.I)
    assert not re.search(r"<[^>]*\s(href|src)\s*=\s*[\"']?\s*(javascript|vbscript|data)", html, re.I)


def test_a_customers_hostile_words_are_quoted_as_text(ann, mail, answer):
    ticket = mail("<script>alert(1)</script>").ticket
    row, read = answer(on=ticket)
    assert "<script>" not in read.html
    assert "&lt;script&gt;" in read.html


def test_an_address_beyond_ascii_is_written_as_it_is(desk, mail, answer):
    raw = "From: Åsa <åsa@acme.example>\nTo: support@desk.example\nSubject: Hej\n\nHej.\n".encode()
    row, read = answer(on=mail(raw=raw).ticket)
    assert row.recipients == ["åsa@acme.example"]
    assert [address.address for address in read.to] == ["åsa@acme.example"]
