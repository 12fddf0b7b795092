"""winmail.dat: what is taken out, and that no bytes break the reader."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.mail.corpus_files import mapi_text, tnef, tnef_attribute
from transom.mail.reading.tnef import TnefError, read_tnef


def embedded(inner: bytes) -> bytes:
    """A TNEF whose one attachment is a message, as Outlook packs mails attached to mails."""
    data = bytes(16) + inner
    properties = (
        struct.pack("<I", 1) + struct.pack("<HHII", 0x000D, 0x3701, 1, len(data)) + data + bytes(-len(data) % 4)
    )
    return (
        struct.pack("<IH", 0x223E9F78, 1)
        + tnef_attribute(2, 0x00069002, bytes(14))
        + tnef_attribute(2, 0x00018010, b"Forwarded\0")
        + tnef_attribute(2, 0x00069005, properties)
    )


def test_the_long_name_wins_over_the_short_one():
    (attachment,) = read_tnef(tnef(name="Report Ümlaut.pdf", title=b"REPORT~1.PDF")).attachments
    assert (attachment.name, attachment.content_type, attachment.content) == (
        "Report Ümlaut.pdf",
        "application/pdf",
        b"%PDF-",
    )


def test_the_body_is_read_in_its_code_page():
    assert read_tnef(tnef(body="Grüße – 5 €")).text == "Grüße – 5 €"


def test_html_and_subject_come_from_the_properties():
    html = b"<p>Hi</p>"
    properties = struct.pack("<I", 2) + mapi_text(0x0037, "Report")
    properties += struct.pack("<HHII", 0x0102, 0x1013, 1, len(html)) + html + bytes(-len(html) % 4)
    message = read_tnef(struct.pack("<IH", 0x223E9F78, 1) + tnef_attribute(1, 0x00069003, properties))
    assert (message.html, message.subject) == ("<p>Hi</p>", "Report")


def test_named_properties_are_skipped():
    named = struct.pack("<HH", 0x001F, 0x8001) + bytes(16) + struct.pack("<II", 0, 1)
    named += struct.pack("<II", 1, 4) + "x\0".encode("utf-16-le")
    properties = struct.pack("<I", 2) + named + mapi_text(0x0037, "After it")
    message = read_tnef(struct.pack("<IH", 0x223E9F78, 1) + tnef_attribute(1, 0x00069003, properties))
    assert message.subject == "After it"


def test_a_message_inside_gives_its_words_and_files():
    attachments = read_tnef(embedded(tnef(body="Inner words"))).attachments
    assert [attachment.name for attachment in attachments] == ["Forwarded.txt", "Report Ümlaut.pdf"]
    assert attachments[0].content == b"Inner words"


def test_messages_in_messages_end_somewhere():
    content = tnef()
    for _ in range(50):
        content = embedded(content)
    assert len(read_tnef(content).attachments) <= 1


def test_what_stands_before_a_break_is_kept():
    message = read_tnef(tnef()[:-40])
    assert message.truncated
    assert message.attachments[0].content == b"%PDF-"


@pytest.mark.parametrize("content", [b"", b"x", b"\x78\x9f\x3e", b"not tnef at all"])
def test_other_bytes_are_refused_by_name(content):
    with pytest.raises(TnefError):
        read_tnef(content)


@given(st.binary(max_size=400), st.integers(0, 300))
def test_no_bytes_raise_anything_else(noise, cut):
    content = tnef("Body")
    for mangled in (content[:cut] + noise, content[:6] + noise, content[:cut] + noise + content[cut + len(noise) :]):
        try:
            read_tnef(mangled)
        except TnefError:
            continue
