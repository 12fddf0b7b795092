"""From the bytes of a mail to a `ParsedEmail`: the order of the work, and the tolerance around each step.

Pure: no database, no network, no clock. Each step that fails leaves a line in `problems` and the mail goes on without
it, because a mail that cannot be read in full is still a customer's word.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from transom.foundation.addresses import Address
from transom.mail.reading.body import Body, gather
from transom.mail.reading.bounces import read_report
from transom.mail.reading.calendar_part import describe_calendar
from transom.mail.reading.charset import clean, decode, printable
from transom.mail.reading.file_names import safe_name, safe_type
from transom.mail.reading.header_text import header_addresses, header_date, header_text, message_ids
from transom.mail.reading.html_text import LONGEST_HTML, html_to_text
from transom.mail.reading.mime import ONLY_IN_PART, Part, declared_charset, read_tree, walk
from transom.mail.reading.parsed import DeliveryReport, ParsedAttachment, ParsedEmail
from transom.mail.reading.tnef import TnefError, read_tnef

LONGEST_SUBJECT = 1_000  # characters
MOST_PROBLEMS = 20
MOST_ATTACHMENTS = (
    200  # each is a file that is made durable; a month's digest of a list has more, and nobody opens them
)
LONGEST_RAW_TEXT = 20_000  # bytes shown where no part could be read
TNEF_TYPES = {"application/ms-tnef", "application/vnd.ms-tnef"}

Result = TypeVar("Result")


class Problems(list[str]):
    """What was wrong with a mail, in plain words, each once. `in_part`: words or files may be missing for it."""

    in_part = False

    def note(self, problem: str) -> None:
        problem = printable(problem)  # it may quote the mail
        if problem and problem not in self and len(self) < MOST_PROBLEMS:
            self.append(problem)

    def attempt(self, what: str, step: Callable[[], Result], otherwise: Result) -> Result:
        """The step's result; or `otherwise`, with a note that says which step failed and how.

        Where the memory is used up it raises `MemoryError`: the next step would fail likewise.
        """
        try:
            return step()
        except MemoryError:
            raise
        except Exception as error:  # whatever a stranger's bytes can make the libraries raise
            self.in_part = True
            self.note(f"{what} could not be read ({type(error).__name__}: {clean(str(error))[:100]}).")
            return otherwise


def parse(raw: bytes) -> ParsedEmail:
    """Everything the desk wants to know of a mail. Raises nothing but `MemoryError`; takes 0.1 s of CPU a MB at most."""
    problems = Problems()
    root, found = problems.attempt("The structure", lambda: read_tree(raw), (Part(), []))
    for problem in found:
        problems.note(problem)
    problems.in_part |= any(ONLY_IN_PART in problem for problem in found)
    body = problems.attempt("The text", lambda: gather(root), Body())
    for problem in body.problems:
        problems.note(problem)
    if any(len(block.html) > LONGEST_HTML for block in body.blocks):
        problems.note("Its HTML is very long; the beginning is shown, and the mail is attached.")
        problems.in_part = True
    words = unpack(body, problems)
    if not words.text.strip() and not words.attachments and raw.strip():
        words.text = without_structure(raw, root, problems)
    headers = problems.attempt("The headers", lambda: read_headers(root), ())
    mail = with_headers(ParsedEmail(headers=headers), root, problems)
    if not mail.sender:
        problems.note("The mail does not say who sent it.")
    mail = replace(mail, text=words.text, html=words.html, attachments=tuple(words.attachments))
    report: DeliveryReport | None = problems.attempt("The delivery report", lambda: read_report(root, mail), None)
    return replace(mail, report=report, problems=tuple(problems), in_part=problems.in_part)


class Words:
    """The words and files of a mail once everything packed is unpacked."""

    def __init__(self, text: str, html: str, attachments: list[ParsedAttachment]):
        self.text = text
        self.html = html
        self.attachments = attachments


def unpack(body: Body, problems: Problems) -> Words:
    """Take winmail.dat apart and say what the calendars say."""
    text = problems.attempt("The HTML", lambda: body.text, "")
    words = Words(text, body.html, [])
    calendars: list[str] = []
    for attachment in body.attachments:
        if attachment.content_type in TNEF_TYPES or attachment.filename.lower() == "winmail.dat":
            unpack_tnef(attachment, words, problems)
            continue
        words.attachments.append(attachment)
        if attachment.content_type == "text/calendar":
            calendars.append(problems.attempt("The calendar", lambda a=attachment: describe_calendar(a.content), ""))
    if len(words.attachments) > MOST_ATTACHMENTS:
        problems.note(
            f"It has {len(words.attachments)} files; the first {MOST_ATTACHMENTS} are attached, and the mail itself."
        )
        words.attachments, problems.in_part = words.attachments[:MOST_ATTACHMENTS], True
    unique = list(dict.fromkeys(filter(None, calendars)))  # invitations carry the calendar twice
    words.text = "\n\n".join(filter(None, (words.text, *unique)))
    return words


def unpack_tnef(attachment: ParsedAttachment, words: Words, problems: Problems) -> None:
    try:
        message = read_tnef(attachment.content)
    except TnefError:
        problems.note("The winmail.dat could not be unpacked; it is attached as it came.")
        words.attachments.append(attachment)
        return
    if message.truncated:
        problems.note("The winmail.dat breaks off; what was in it so far is attached.")
    for packed in message.attachments:
        kind = safe_type(packed.content_type)
        name = safe_name(packed.name, kind, len(words.attachments) + 1)
        words.attachments.append(
            ParsedAttachment(name, kind, packed.content, printable(packed.content_id).strip("<> "))
        )
    if not words.text.strip():
        words.html = words.html or clean(message.html)
        words.text = clean(message.text) or problems.attempt("The HTML", lambda: html_to_text(message.html), "")


def without_structure(raw: bytes, root: Part, problems: Problems) -> str:
    """The mail as it came, where its parts gave nothing to read though there is something."""
    was_cut = any(ONLY_IN_PART in problem for problem in problems)
    if not was_cut and not any(part.raw_text.strip() for part in walk(root)):
        return ""
    problems.note("No text was found in the mail; its beginning is shown as it came.")
    return clean(decode(raw[:LONGEST_RAW_TEXT]).text)


def read_headers(root: Part) -> tuple[tuple[str, str], ...]:
    charset = declared_charset(root)
    return tuple((header_text(name).lower(), header_text(value, charset)) for name, value in root.raw_headers())


def with_headers(mail: ParsedEmail, root: Part, problems: Problems) -> ParsedEmail:
    """The fields that headers hold, read from the raw values (the decoded ones have lost their structure)."""
    charset = problems.attempt("The charset", lambda: declared_charset(root), "")
    subject = mail.header("subject")
    if len(subject) > LONGEST_SUBJECT:
        problems.note("The subject is very long; its beginning is shown.")
        subject = subject[:LONGEST_SUBJECT]

    def addresses(name: str) -> tuple[Address, ...]:
        values = [value for key, value in root.raw_headers() if key == name]
        read = problems.attempt(
            f"The addresses in “{name}”", lambda: [header_addresses(value, charset) for value in values], []
        )
        return tuple({address.address: address for found in read for address in found}.values())

    def ids(name: str) -> tuple[str, ...]:
        values = (value for key, value in root.raw_headers() if key == name)
        return tuple(dict.fromkeys(found for value in values for found in message_ids(value)))

    senders = addresses("from") or addresses("sender")
    date_header = root.raw_header("date")
    date = header_date(date_header)
    if date_header.strip() and date is None:
        problems.note("The date of the mail cannot be read.")
    return replace(
        mail,
        message_id=next(iter(ids("message-id")), ""),
        in_reply_to=ids("in-reply-to"),
        references=ids("references"),
        sender=senders[0] if senders else None,
        reply_to=addresses("reply-to"),
        to=addresses("to"),
        cc=addresses("cc"),
        subject=subject,
        date=date,
    )
