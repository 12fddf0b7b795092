"""Whose mail a forward is. A wrong answer gives the ticket to the wrong customer, so most of these say "nobody's"."""

import pytest

from transom.foundation.addresses import Address
from transom.mail.reading.forwarded import Forwarded, find_forwarded, is_forward_subject, is_reply_subject
from transom.mail.reading.parsed import DeliveryReport, FailedRecipient, ParsedAttachment, ParsedEmail

OLGA = Address("Olga Marini", "olga@customer.example")
HEADERS = "From: Olga Marini <olga@customer.example>\nSent: Monday\nTo: support@desk.example\nSubject: Invoice"
BLOCK = f"{HEADERS}\n\nIt is wrong."
MARKER = "---------- Forwarded message ---------"
ATTACHED = ParsedAttachment(
    "mail.eml",
    "message/rfc822",
    b"From: Olga Marini <olga@customer.example>\nSubject: Invoice\n"
    b"Date: Mon, 11 Mar 2024 08:00:00 +0100\n\nIt is wrong.\n",
)


def mail(subject: str, text: str, **fields) -> ParsedEmail:
    return ParsedEmail(sender=Address("Ann", "ann@acme.example"), subject=subject, text=text, **fields)


def test_an_inline_forward_is_read_whole():
    found = find_forwarded(mail("FW: Invoice", f"For you.\n\n{BLOCK}\n"))
    assert found == Forwarded(OLGA, "Invoice", "Monday", "It is wrong.", "For you.")


def test_an_attached_forward_is_read_whole():
    found = find_forwarded(mail("Fwd: Invoice", "For you.\n", attachments=(ATTACHED,)))
    assert found == Forwarded(OLGA, "Invoice", "Mon, 11 Mar 2024 08:00:00 +0100", "It is wrong.", "For you.")


@pytest.mark.parametrize(
    "subject",
    ["Fwd: A", "FW: A", "fw : A", "WG: A", "TR: A", "RV: A", "I: A", "ENC: A", "PD: A", "Doorst: A", "VB: A",
     "[Acme] Fwd: A", "Fwd: Re: A", "转发：A"],
)  # fmt: skip
def test_forward_subjects(subject):
    assert is_forward_subject(subject)
    assert not is_reply_subject(subject)


@pytest.mark.parametrize(
    "subject",
    ["Re: A", "RE: A", "AW: A", "Antw: A", "R: A", "Odp: A", "SV: A", "RES: A", "Re[2]: A", "Re: Fwd: A", "回复：A"],
)  # fmt: skip
def test_reply_subjects(subject):
    assert is_reply_subject(subject)
    assert not is_forward_subject(subject)


@pytest.mark.parametrize("subject", ["Invoice", "", "VS: A", "Forward pricing: A", "https://acme.example", "12:30"])
def test_other_subjects(subject):
    assert not is_reply_subject(subject)
    assert not is_forward_subject(subject)


@pytest.mark.parametrize("subject", ["Re: Invoice", "AW: Invoice", "Re: Fwd: Invoice"])
@pytest.mark.parametrize("text", [f"Done.\n\n{BLOCK}", f"Done.\n\n{MARKER}\n{BLOCK}"])
def test_an_answer_is_never_a_forward(subject, text):
    assert find_forwarded(mail(subject, text, attachments=(ATTACHED,))) is None


def test_header_lines_need_a_forwards_subject_or_its_marker():
    assert find_forwarded(mail("Invoice", f"See:\n\n{BLOCK}")) is None
    assert find_forwarded(mail("Invoice", f"See:\n\n{MARKER}\n{BLOCK}")).sender == OLGA


def test_a_quote_above_makes_it_an_answer():
    assert find_forwarded(mail("Fwd: Invoice", f"> Will you?\nYes.\n\n{BLOCK}")) is None
    attribution = "On 12 Mar 2024, at 14:22, Sue <support@desk.example> wrote:"
    assert find_forwarded(mail("Fwd: Invoice", f"Yes.\n\n{attribution}\n\n{MARKER}\n{BLOCK}")) is None


@pytest.mark.parametrize(
    "sender",
    [
        "Olga Marini",
        "Olga <olga@customer.example> on behalf of Bo <bo@other.example>",
        "",
        "Users [mailto:users-bounces@lists.example] Im Auftrag von Olga Marini",
        "'Olga Marini' via Users <users@lists.example>",
        "((((" * 200,
        "olga@",
    ],
)
def test_without_one_certain_sender_it_is_nobodys(sender):
    block = BLOCK.replace("Olga Marini <olga@customer.example>", sender)
    assert find_forwarded(mail("Fwd: Invoice", f"For you.\n\n{MARKER}\n{block}")) is None


@pytest.mark.parametrize(
    "sender",
    [
        "Olga Marini [mailto:olga@customer.example]",
        "Olga Marini <olga@customer.example<mailto:olga@customer.example>>",
        '"Olga Marini" <olga@customer.example>',
        "Olga Marini<mailto:olga@customer.example>",
    ],
)
def test_the_ways_outlook_writes_a_sender(sender):
    block = BLOCK.replace("Olga Marini <olga@customer.example>", sender)
    assert find_forwarded(mail("FW: Invoice", f"For you.\n\n{block}")).sender == OLGA


def test_apple_mail_quotes_what_it_forwards():
    quoted = "\n".join(f"> {line}" for line in BLOCK.split("\n"))
    found = find_forwarded(mail("Fwd: Invoice", f"For you.\n\nBegin forwarded message:\n\n{quoted}\n\nAnn"))
    assert (found.sender, found.text, found.above) == (OLGA, "It is wrong.", "For you.")


def test_attached_evidence_is_no_forward():
    assert find_forwarded(mail("This mail does not import", "See attached.", attachments=(ATTACHED,))) is None
    assert find_forwarded(mail("Fwd: Two mails", "See attached.", attachments=(ATTACHED, ATTACHED))) is None


def test_a_bounce_is_no_forward():
    report = DeliveryReport((FailedRecipient("bo@other.example", permanent=True),))
    assert find_forwarded(mail("Invoice", "", attachments=(ATTACHED,), report=report)) is None


@pytest.mark.parametrize("text", ["", "\n", MARKER, f"{MARKER}\n", f"{MARKER}\nFrom: a@b.example", "From:", ">"])
def test_fragments_are_nothing(text):
    assert find_forwarded(mail("Fwd: Invoice", text)) is None
