"""What somebody calls themselves, or a file, begins no line of its own in the head of a mail of ours."""

import base64
from email import message_from_bytes

import pytest

from tests.conftest import raw_mail
from tests.tickets.telling import said
from transom.mail.models import OutboundEmail, OutboundKind
from transom.people.actor import person
from transom.tickets import actions, files
from transom.tickets.words import NewAttachment
from transom.worker import drain

ENCODED = "=?utf-8?q?a=0D=0AX-Evil:_yes=0D=0A=0D=0AHello?="
"""What the library decodes wherever it finds it, also within quotes."""


@pytest.fixture
def mallory(mail):
    """A ticket of somebody whose name is such words, encoded once more so that they come through."""
    twice = f"=?utf-8?b?{base64.b64encode(ENCODED.encode()).decode()}?="
    raw = raw_mail(sender="Mallory <mallory@evil.example>", subject="SUBJECT")
    raw = raw.replace(b"Mallory <", f"{twice} <".encode()).replace(b"SUBJECT", twice.encode())
    ticket = mail(raw=raw, sender="mallory@evil.example").ticket
    assert ticket.requester.name == ENCODED
    return ticket


def sent():
    return message_from_bytes(bytes(OutboundEmail.objects.filter(kind=OutboundKind.ANSWER).latest("pk").mime))


def test_in_an_answer_to_them(mallory, sue):
    actions.reply(mallory, said("Try it now."), actor=person(sue))
    drain()
    answer = sent()
    assert "X-Evil" not in answer and answer["To"].endswith("<mallory@evil.example>")
    assert [part.get_content_type() for part in answer.walk()][0] == "multipart/alternative"


def test_in_the_name_of_a_file(mallory, sue):
    file = files.store(b"abc")
    attachment = NewAttachment(file=file, filename=ENCODED, content_type="text/plain")
    actions.reply(mallory, said("Look at this.", attachments=(attachment,)), actor=person(sue))
    drain()
    assert b"\nX-Evil" not in sent().as_bytes().replace(b"\r\n", b"\n")
