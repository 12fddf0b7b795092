"""What leaves: the signature below, and copies that nobody else is told of."""

import pytest

from transom.composing.models import Draft
from transom.composing.signatures import write
from transom.mail import compose
from transom.mail.transport import of as transport_of
from transom.tickets.actions import Refused
from transom.tickets.messages import Message
from transom.worker import drain


def test_the_signature_is_added_and_can_be_folded(ticket, sue, send):
    write(sue, None, "Sue, Support")
    send("Try this.")
    said = Message.objects.get(trust="ours")
    assert said.text == "Try this.\n\n-- \nSue, Support"
    [[start, end, kind]] = said.folds
    assert (said.text[start:end].strip(), kind) == ("-- \nSue, Support", "signature")
    assert said.text[:start] == "Try this."
    ticket.refresh_from_db()
    assert ticket.snippet == "Try this."


def test_a_note_has_no_signature(ticket, sue, send):
    write(sue, None, "Sue, Support")
    send("Hm.", kind="note")
    assert ticket.notes.get().text == "Hm."


def test_a_signature_alone_is_no_answer(sue, send):
    write(sue, None, "Sue, Support")
    with pytest.raises(Refused, match="empty"):
        send("  ")
    assert not Draft.objects.exists()


def test_nobody_is_told_of_bcc_over_real_smtp(ticket, send, peer):
    send("Try this.", cc="bo@acme.example", bcc="Cy <cy@else.example>")
    drain(transport=transport_of(peer.url))
    [(_sender, recipients, raw)] = [mail for mail in peer.mails if b"Try this." in mail[2]]
    assert recipients == ("ann@acme.example", "bo@acme.example", "cy@else.example")
    assert b"Cc: bo@acme.example" in raw
    assert b"cy@else" not in raw.lower()
    assert b"\nbcc" not in raw.lower()
    assert Message.objects.get(trust="ours").bcc == ["Cy <cy@else.example>"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Set <name> here", "Set &lt;name&gt; here"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("`<b>` and a < b", "<code>&lt;b&gt;</code> and a &lt; b"),
        ("<https://desk.example>", '<a href="https://desk.example" rel="noopener noreferrer">https://desk.example</a>'),
        ("![pic](https://x.example/a.png)", '<a href="https://x.example/a.png" rel="noopener noreferrer">pic</a>'),
    ],
)
def test_html_in_our_words_is_text(text, shown):
    assert compose.render_markdown(text).strip() == f"<p>{shown}</p>"
