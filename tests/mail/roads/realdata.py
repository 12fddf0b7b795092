"""Other people's mail, where it lies beside the checkout (its README tells what is what)."""

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

REALDATA = Path(__file__).resolve().parents[4] / "shared" / "realdata"
needs_realdata = pytest.mark.skipif(
    not REALDATA.is_dir(), reason=f"no real mails here ({REALDATA}): the roads are tried on made-up ones only"
)
SEPARATOR = re.compile(rb"^From .{1,120}\s+\w{3} \w{3}\s+\d+ \d\d:\d\d:\d\d \d{4}$")
FROM = re.compile(rb"(?m)^From:.*$")
MBOX_LINE = re.compile(rb"\AFrom [^\r\n]*(\r\n|\n|\r)")
WHOLE = {
    "chatwoot": "*.eml",
    "cpython": "*.txt",
    "django-helpdesk": "*.eml",
    "mikel-mail": "**/*.eml",
    "sisimai-bounces": "bsd/*.eml",
    "spamassassin/easy-ham-2": "*.txt",
    "spamassassin/spam-2": "*.txt",
    "spamscope-mail-parser": "mail_*",
    "stalwart-mail-parser": "**/*.eml",
    "talon": "standard_replies/*.eml",
}
BODIES = {
    "email_reply_trimmer": "emails/*.txt",
    "github-email_reply_parser": "*.txt",
    "zapier-email-reply-parser": "*.txt",
    "quotequail": "*.html",
    "talon": "html_replies/*.html",
}


def mails(folder: str) -> list[bytes]:
    files = sorted((REALDATA / "mail" / folder).glob(WHOLE[folder]))
    return [MBOX_LINE.sub(b"", file.read_bytes(), count=1) for file in files]


def wrapped(folder: str) -> list[bytes]:
    """Bodies as mails of Ann's."""
    files = sorted((REALDATA / "mail" / folder).glob(BODIES[folder]))
    kind = "html" if BODIES[folder].endswith("html") else "plain"
    head = (
        f"From: ann@acme.example\nTo: support@desk.example\nSubject: Help\nContent-Type: text/{kind}; charset=utf-8\n"
    )
    ids = (f"Message-ID: <{folder}.{number}@acme.example>\n\n" for number in range(len(files)))
    return [f"{head}{own}".encode() + file.read_bytes() for own, file in zip(ids, files, strict=True)]


def threads(name: str) -> list[bytes]:
    """A mailing list as mails to us, in the order of their dates."""
    found = []
    for file in sorted((REALDATA / "threads" / name).glob("*.gz")):
        found += map(_to_us, _split(gzip.decompress(file.read_bytes())))
    return [raw for _date, raw in sorted(found, key=lambda entry: entry[0])]


def letters(name: str) -> Iterator[tuple[str, str]]:
    """What was written to a mailing list, each with the name of who wrote it."""
    for file in sorted((REALDATA / "threads" / name).glob("*.gz")):
        for raw in _split(gzip.decompress(file.read_bytes())):
            head, _, body = raw.decode("utf-8", "replace").strip().partition("\n\n")
            called = re.search(r"(?m)^From: .*\((.*)\)", head)
            yield body, called[1] if called else ""


def truth(name: str) -> dict:
    return json.loads((REALDATA / "TRUTH_dev.json").read_text())["threads"]["lists"][name]


def _split(mbox: bytes) -> Iterator[bytes]:
    lines = None
    for line in mbox.split(b"\n"):
        if SEPARATOR.match(line):
            if lines:
                yield b"\n".join(lines)
            lines = []
        elif lines is not None:
            lines.append(line)
    if lines:
        yield b"\n".join(lines)


def _to_us(raw: bytes) -> tuple[float, bytes]:
    head = message_from_bytes(raw.partition(b"\n\n")[0] + b"\n\n")
    sender = hashlib.sha1(str(head["From"]).split("(")[0].lower().encode()).hexdigest()
    raw = FROM.sub(b"From: u%s@list.example" % sender.encode(), raw, count=1)
    try:
        date = parsedate_to_datetime(head["Date"]).timestamp()
    except (TypeError, ValueError):
        date = 0.0
    return date, b"To: support@desk.example\n" + raw
