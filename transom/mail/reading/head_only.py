"""The second road of a mail that could not be read: who wrote it, about what, and to what it answers. Nothing else."""

import re

from transom.mail.reading.mime import Part
from transom.mail.reading.parse import Problems, read_headers, with_headers
from transom.mail.reading.parsed import ParsedEmail, Reading

LONGEST_HEAD = 1_000_000  # bytes that are looked at
LONGEST_FIELD = 4_000  # bytes; a To of a hundred people has 4,000
MOST_FIELDS = 200
FIELD = re.compile(rb"^([!-9;-~]{1,100}):([^\r\n]{0,4000})[^\r\n]*((?:\r?\n[ \t][^\r\n]{0,998}){0,50})", re.M)
END = re.compile(rb"\r?\n\r?\n|\r\r")
WANTED = {
    *(b"from", b"sender", b"reply-to", b"to", b"cc", b"subject", b"date", b"message-id", b"in-reply-to", b"references"),
    *(b"auto-submitted", b"precedence", b"return-path", b"list-id", b"list-unsubscribe", b"x-transom-desk"),
}


def read_head(raw: bytes) -> Reading:
    """What the headers say, each cut to size, without text or files. Linear in the first megabyte, whatever follows."""
    head = raw[:LONGEST_HEAD].lstrip(b"\r\n\t ")
    end = END.search(head)
    root = Part()
    for count, field in enumerate(FIELD.finditer(head, 0, end.start() + 1 if end else len(head))):
        if count < MOST_FIELDS or field[1].lower() in WANTED:
            value = (field[2] + field[3])[:LONGEST_FIELD].decode("ascii", "surrogateescape")
            root.set_raw(field[1].decode("ascii"), value.strip())
    problems = Problems()
    headers = problems.attempt("The headers", lambda: read_headers(root), ())
    mail = with_headers(ParsedEmail(headers=headers), root, problems)
    return Reading(mail)
