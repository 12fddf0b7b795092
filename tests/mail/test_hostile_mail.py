"""Mails made to cost: no bytes raise, none take long. Limits are twice what the contract says, for slow machines."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.mail import corpus_broken, corpus_charsets, corpus_files, corpus_machines
from transom.mail.reading.automatic import recognise
from transom.mail.reading.parse import parse
from transom.mail.reading.parsed import ParsedEmail

HEAD = b"From: Ann <ann@acme.example>\nTo: support@desk.example\n"
MULTI = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n"
HTML = HEAD + b"Content-Type: text/html\n\n"
BOUNCE = b"Return-Path: <>\nFrom: mailer-daemon@x.example\nSubject: failure notice\n\n"
EVENT = b"BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\n"
SEEDS = [
    raw
    for kind in (corpus_broken, corpus_charsets, corpus_files, corpus_machines)
    for name, (raw, _) in kind.MAILS.items()
    if raw
]


def nested(levels: int) -> bytes:
    lines = (b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level) for level in range(levels))
    return HEAD + b"".join(lines) + b"\nhello\n"


COSTLY = {
    "subject of 1.1 MB": HEAD + b"Subject: " + b"x" * 1_100_000 + b"\n\nhi",
    "subject of half a million folds": HEAD + b"Subject: " + b"x\n " * 500_000 + b"\n\nhi",
    "encoded word of 10 MB": HEAD + b"Subject: =?utf-8?b?" + b"QUFB" * 2_600_000 + b"?=\n\nhi",
    "half words": HEAD + b"Subject: " + b"=?a?q?" * 200_000 + b"\n\nhi",
    "100,000 parts": MULTI + b"--b\n\nx\n" * 100_000 + b"--b--\n",
    "1,000 levels": nested(1000),
    "39 levels with 9 MB": nested(39) + b"abcdefghij klmnop\n" * 500_000,
    "1,000 mails in mails": HEAD + b"Content-Type: message/rfc822\n\n" * 1000 + b"Subject: x\n\nhi\n",
    "To of 135 kB": b"To: " + b", ".join(b"N %d <u%d@x.example>" % (n, n) for n in range(6000)) + b"\n\nhi",
    "quotes in From": b"From: " + b'"' * 20_000 + b" <a@b.example>\n\nhi",
    "brackets in From": b"From: " + b"(" * 20_000 + b" <a@b.example>\n\nhi",
    "100,000 headers": b"X-A: y\n" * 100_000 + b"\nhi",
    "a million semicolons": HEAD + b"Content-Type: text/plain" + b";" * 1_000_000 + b"\n\nhi",
    "unclosed elements": HTML + b"<div>" * 200_000,
    "closed elements": HTML + b"<div>" * 100_000 + b"</div>" * 100_000,
    "formatting in every paragraph": HTML + b"".join(b"<font size=%d>" % n for n in range(4900)) + b"<p>x</p>" * 50_000,
    "one line of HTML": HTML + b"<a href=https://e.example/>x</a> y " * 60_000,
    "wrapped lines": HEAD + b"Content-Type: text/plain; format=flowed\n\n" + b"word \n" * 1_000_000,
    "base64 in pieces": HEAD + b"Content-Transfer-Encoding: base64\n\n" + b"QQ==\n" * 1_000_000,
    "bounce of dashes": BOUNCE + b"-" * 290_000,
    "bounce of blanks": BOUNCE + b" \n" * 140_000,
    "bounce of addresses": BOUNCE + b"<a@b.example>: 550 user unknown\n" * 100_000,
    "calendar of events": HEAD
    + b"Content-Type: text/calendar\n\nBEGIN:VCALENDAR\n"
    + EVENT * 5000
    + b"END:VCALENDAR\n",
    "nothing but lines": b"\n" * 5_000_000,
    "blank lines": b" \n" * 2_000_000,
}


def everything_said(mail: ParsedEmail) -> str:
    addresses = (mail.sender, *mail.to, *mail.cc, *mail.reply_to)
    named = [f"{address.name} {address.address}" for address in addresses if address]
    files = [attachment.filename + attachment.content_type + attachment.content_id for attachment in mail.attachments]
    headers = [name + value for name, value in mail.headers]
    ids = (mail.message_id, *mail.in_reply_to, *mail.references)
    return "".join([mail.subject, mail.text, mail.html, *mail.problems, *named, *files, *headers, *ids])


def check(raw: bytes) -> None:
    mail = parse(raw)
    recognise(mail)
    said = everything_said(mail)
    assert "\0" not in said
    said.encode("utf-8")  # raises on a lone surrogate
    assert all(attachment.filename and "/" not in attachment.filename for attachment in mail.attachments)


@pytest.mark.parametrize("name", COSTLY)
def test_costly_mails_are_bounded(name):
    raw = COSTLY[name]
    before = time.process_time()
    check(raw)
    assert time.process_time() - before < 2 * (2 + 0.1 * len(raw) / 1_000_000)


def test_what_was_read_before_the_bounds_is_kept():
    mail = parse(COSTLY["100,000 parts"])
    assert mail.text.startswith("x\n\nx")
    assert mail.sender.address == "ann@acme.example"
    assert "only in part" in mail.problems[0]


def test_the_words_at_the_bottom_of_too_many_levels_are_shown():
    assert "hello" in parse(nested(50)).text


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=2000))
def test_random_bytes_are_read(raw):
    check(raw)


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SEEDS), st.data())
def test_mangled_mails_are_read(raw, data):
    start = data.draw(st.integers(0, len(raw)))
    length = data.draw(st.integers(0, 40))
    noise = data.draw(
        st.binary(max_size=20) | st.sampled_from([b"\n", b"\n\n", b"=?", b"\0", b"--b", b";", b'"', b"\xff"])
    )
    check(raw[:start] + noise + raw[start + length :])


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(SEEDS), st.sampled_from(SEEDS), st.integers(0, 3000))
def test_spliced_mails_are_read(first, second, at):
    check(first[:at] + second[at // 2 :])
