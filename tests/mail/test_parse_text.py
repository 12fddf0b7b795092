"""The pieces below `parse`: charsets, header words, wrapped text, HTML, file names."""

from datetime import UTC, datetime

import pytest

from transom.mail.reading.calendar_part import describe_calendar
from transom.mail.reading.charset import clean, codec_for, decode, printable
from transom.mail.reading.file_names import safe_name
from transom.mail.reading.flowed import unflow
from transom.mail.reading.header_text import base64_bytes, header_addresses, header_date, header_text, message_ids
from transom.mail.reading.html_text import html_to_text


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("UTF-8", "utf-8"),
        ('"utf8"', "utf-8"),
        ("utf8mb4", "utf-8"),
        ("ks_c_5601-1987", "cp949"),
        ("GB2312", "gb18030"),
        ("iso-8859-8-i", "cp1255"),
        ("x-sjis", "cp932"),
        ("unicode-1-1-utf-7", "utf-7"),
        ("ansi_x3.110-1983", "cp1252"),
        ("windows-1252", "cp1252"),
        ("ISO_8859-15", "iso8859-15"),
        ("rot13", ""),
        ("base64", ""),
        ("idna", ""),
        ("unicode_escape", ""),
        ("../../x", ""),
        ("no\0such", ""),
        ("x" * 1000, ""),
        ("", ""),
    ],
)
def test_codec_for(declared, codec):
    assert codec_for(declared) == codec


def test_every_byte_can_be_read():
    everything = bytes(range(256))
    for declared in ("", "utf-8", "iso-8859-1", "ascii", "x-none", "gb2312", "utf-16", "utf-7", "iso-2022-jp"):
        assert isinstance(decode(everything, declared).text, str)


def test_a_truncated_text_keeps_its_charset():
    decoded = decode("Добрый день, коллеги".encode()[:-1], "utf-8")
    assert decoded.text.startswith("Добрый день")
    assert "damaged" in decoded.problem


def test_clean_and_printable():
    assert clean("a\r\nb\rc\x00\x1b\ud800\td") == "a\nb\nc\ufffd\td"
    assert printable(" a\n\tb\u202ec ") == "a b c"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("=?utf-8?Q?a?= =?utf-8?Q?b?=", "ab"),
        ("=?utf-8?Q?a?= b =?utf-8?Q?c?=", "a b c"),
        ("=?UTF-8?q?=E2=82=AC_5?=", "€ 5"),
        ("x=?utf-8?q?y?=z", "xyz"),
        ("=?utf-8?x?y?=", "=?utf-8?x?y?="),
        ("=?utf-8?B?!!!?=", ""),
        ("a\r\n\tb", "a b"),
        ("\udcc3\udca9", "é"),
        ("\udce9", "é"),
    ],
)
def test_header_text(raw, text):
    assert header_text(raw) == text


def test_header_addresses_keep_their_names():
    found = header_addresses('"Acker, Ann" <ANN@Acme.example>, =?utf-8?B?SsO8cmdlbg==?= <j@acme.example>')
    assert [(address.name, address.address) for address in found] == [
        ("Acker, Ann", "ann@acme.example"),
        ("Jürgen", "j@acme.example"),
    ]


@pytest.mark.parametrize(
    ("value", "ids"),
    [
        ("<a@b>", ("a@b",)),
        ("<a@b> <c@d>\n <a@b>", ("a@b", "c@d")),
        ("a@b", ("a@b",)),
        ("Your message of Monday <a@b>", ("a@b",)),
        ("", ()),
        ("<>", ()),
        ("nothing here", ()),
    ],
)
def test_message_ids(value, ids):
    assert message_ids(value) == ids


def test_long_references_keep_both_ends():
    ids = message_ids(" ".join(f"<{number}@x>" for number in range(5000)))
    assert (ids[0], ids[-1], len(ids)) == ("0@x", "4999@x", 1000)


@pytest.mark.parametrize(
    "value", ["", "tomorrow", "99 Foo 2026", "Mon, 05 Jan 20266 10:00", "\udcff", "31 Dec 9999 23:59 -2359"]
)
def test_dates_that_are_none(value):
    assert header_date(value) is None


def test_dates_are_utc():
    assert header_date("Mon, 05 Jan 2026 10:00:00 -0000") == datetime(2026, 1, 5, 10, tzinfo=UTC)


@pytest.mark.parametrize("content", [b"SGVsbG8=", b"SGVsbG8", b"SGV\nsb G8=", b"SGVsbG8=A", b"SGVs=bG8="])
def test_base64_survives(content):
    assert base64_bytes(content).startswith(b"Hel")


@pytest.mark.parametrize(
    ("flowed", "text"),
    [
        ("a \nb", "a b"),
        ("a\nb", "a\nb"),
        (" from stuffing", "from stuffing"),
        ("> a \n> b \n>> c", "> a b \n>> c"),
        ("text \n-- \nAnn", "text \n-- \nAnn"),
        ("a \n\nb", "a \n\nb"),
    ],
)
def test_unflow(flowed, text):
    assert unflow(flowed) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("just words", "just words"),
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("a<br><br>b", "a\n\nb"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<pre>  x\n    y</pre>", "x\n    y"),
        ("<p>a&nbsp;&amp; b</p>", "a & b"),
        ("<head><title>t</title></head><body>b<script>x</script></body>", "b"),
        ('<div style="display: none">preview</div><p>b</p>', "b"),
        ("<blockquote>a</blockquote>b", "> a\n\nb"),
    ],
)
def test_html_to_text(html, text):
    assert html_to_text(html) == text


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("", "attachment-3.pdf"),
        ("a/b\\c.pdf", "a_b_c.pdf"),
        ("..", "attachment-3.pdf"),
        (".bashrc", "bashrc.pdf"),
        ("a\0b\n.pdf", "ab .pdf"),
        ("x" * 400 + ".pdf", "x" * 146 + ".pdf"),
        ("fdp.\u202eexe", "fdp. exe.pdf"),
    ],
)
def test_safe_name(name, safe):
    assert safe_name(name, "application/pdf", 3) == safe


def test_what_is_no_calendar_is_refused():
    with pytest.raises(ValueError, match="."):
        describe_calendar(b"no calendar")
    with pytest.raises(ValueError, match="too long"):
        describe_calendar(b"BEGIN:VCALENDAR\n" + b"X-A:b\n" * 50_000 + b"END:VCALENDAR\n")
