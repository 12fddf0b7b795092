"""Mails as bytes, as a mail server hands them over: new conversations and answers, HTML beside text, files in a share."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from typing import NamedTuple

from bench.words import Writer

MAILBOX = "support@desk.example"
ANSWERS = 0.45  # of mails go on with a conversation that began here
FORMATTED = 0.6  # have HTML beside the text
WITH_FILE = 0.08
MEDIAN_FILE, LARGEST_FILE = 30_000, 2_000_000  # bytes
REMEMBERED = 400  # conversations that may still be answered
BEGAN = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


class Mail(NamedTuple):
    sender: str
    raw: bytes


class Spoken(NamedTuple):
    """What an answer needs of the mail that it answers."""

    message_id: str
    references: tuple[str, ...]
    subject: str
    sender: str
    name: str
    language: str
    text: str


def mails(count: int, seed: int) -> Iterator[Mail]:
    """So many mails, the same for the same seed. The same person answers in a conversation."""
    writer, spoken = Writer(seed), []
    for number in range(count):
        goes_on = bool(spoken) and writer.random.random() < ANSWERS
        before = writer.random.choice(spoken[-REMEMBERED:]) if goes_on else None
        said, raw = _mail(writer, f"{seed}.{number}", before, BEGAN + timedelta(minutes=number))
        spoken.append(said)
        yield Mail(said.sender, raw)


def _mail(writer: Writer, number: str, before: Spoken | None, at: datetime) -> tuple[Spoken, bytes]:
    language = before.language if before else writer.language()
    name = before.name if before else f"{writer.name()} {writer.name()}"
    sender = before.sender if before else f"{name.replace(' ', '.').lower()}{number}@{writer.name().lower()}.example"
    subject = before.subject if before else writer.subject(language)
    mail, message_id = EmailMessage(), f"{number}@mail.example"
    mail["From"], mail["To"], mail["Date"] = f"{name} <{sender}>", MAILBOX, format_datetime(at)
    mail["Subject"] = f"Re: {subject}" if before else subject
    mail["Message-ID"] = f"<{message_id}>"
    references = (*before.references, before.message_id) if before else ()
    if before:
        mail["In-Reply-To"] = f"<{before.message_id}>"
        mail["References"] = " ".join(f"<{one}>" for one in references)
        text = writer.answer(language, name, before.text[:4000], before.name, at.strftime("%Y-%m-%d %H:%M"))
    else:
        text = writer.body(language, name)
    _fill(mail, writer, text)
    return Spoken(message_id, references, subject, sender, name, language, text), mail.as_bytes()


def _fill(mail: EmailMessage, writer: Writer, text: str) -> None:
    mail.set_content(text)
    if writer.random.random() < FORMATTED:
        lines = "".join(f'<div style="margin:0">{escape(line) or "<br>"}</div>\n' for line in text.splitlines())
        mail.add_alternative(f"<html><head><style>p {{ margin: 0 }}</style></head><body>{lines}</body></html>", "html")
    if writer.random.random() < WITH_FILE:
        size = min(LARGEST_FILE, int(writer.random.lognormvariate(0, 1) * MEDIAN_FILE))
        content = writer.random.randbytes(size)
        mail.add_attachment(content, maintype="image", subtype="png", filename=f"{writer.name()}.png")
