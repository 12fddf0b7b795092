"""The tree of a mail's parts, as the standard library reads it, within bounds.

`email.policy.compat32` is chosen with care: the modern policy raises on one real mail in ten and takes minutes for a
long header. The bounds stand here, before anything else sees the mail, so that what follows may be simple.
"""

import binascii
import quopri
import re
from collections.abc import Iterator
from email.feedparser import FeedParser
from email.message import Message
from email.policy import compat32

from transom.mail.reading.charset import decode
from transom.mail.reading.header_text import base64_bytes

LONGEST_HEADER = 100_000  # characters; the longest real To that was seen has 30,000
LONGEST_CONTENT_HEADER = 8_000  # Content-*: the library takes quadratic time over parameters
LONGEST_HEADER_BLOCK = 1_000_000  # characters of all headers of one part
MOST_HEADERS = 2_000  # of one part
MOST_PARTS = 2_000  # a digest of a month's list mail has 500
DEEPEST_NESTING = 40  # a bounce of a forward of a forward has 10; every line costs as many tests as it lies deep
ONLY_IN_PART = "only in part"
MBOX_LINE = re.compile(rb"\A(?:\s*\n)?>?From [^\r\n]*(?:\r\n|\r|\n)(?=[!-9;-~]+[ \t]*:|From )")
LEADING_BLANKS = re.compile(rb"[ \t\r\n]*+(?<=[\r\n])")
HEADER_NAME = re.compile(rb"[!-9;-~]{1,200}:")
BOUNDARY_LINE = re.compile(r"^--(?P<boundary>[^\s-][^\r\n]{0,69}?)[ \t]*\r?\n(?=content-[a-z-]+:)", re.I | re.M)
UUENCODED = re.compile(rb"^begin [0-7]{3,4} [^\r\n]+\r?\n", re.M)


class TooMuchStructure(Exception):
    """The mail has more parts, or parts lying deeper, than any honest mail; what was read so far is kept."""


class Part(Message):
    """A part of a mail (or the mail itself) that keeps within the bounds above and knows how deep it lies."""

    def __init__(self, policy=compat32):
        super().__init__(policy=policy)
        self.depth = 0
        self.header_count = 0
        self.header_characters = 0
        self.dropped_headers = False

    def set_raw(self, name: str, value: str) -> None:
        longest = LONGEST_CONTENT_HEADER if name.lower().startswith("content-") else LONGEST_HEADER
        if len(value) > longest:
            value, self.dropped_headers = value[:longest], True
        self.header_count += 1
        self.header_characters += len(name) + len(value)
        if self.header_characters > LONGEST_HEADER_BLOCK or self.header_count > MOST_HEADERS or len(name) > 200:
            self.dropped_headers = True
            return
        super().set_raw(name, value)

    def attach(self, payload: "Part") -> None:
        payload.depth = self.depth + 1
        super().attach(payload)
        if payload.depth > DEEPEST_NESTING:
            raise TooMuchStructure(f"parts lie more than {DEEPEST_NESTING} deep")

    def children(self) -> list["Part"]:
        return self.get_payload() if self.is_multipart() else []

    @property
    def raw_text(self) -> str:
        """The body as it came (surrogate-escaped); `get_payload` would decode it with the library's own guesses."""
        return self._payload if isinstance(self._payload, str) else ""

    def raw_header(self, name: str) -> str:
        """The first header of that name as it came (surrogate-escaped), or the empty string."""
        return next((value for key, value in self.raw_items() if key.lower() == name.lower()), "")

    def raw_headers(self) -> Iterator[tuple[str, str]]:
        return ((key.lower(), value) for key, value in self.raw_items())

    @property
    def transfer_encoding(self) -> str:
        """Lower case, in the standard's spelling; mailers write "8bits", "7-bit" and "quoted printable"."""
        encoding = self.raw_header("content-transfer-encoding").partition(";")[0].strip().strip("\"'").lower()
        encoding = re.sub(r"\A([78])[ -]?bits?\Z", r"\1bit", encoding)
        return encoding.replace("quoted printable", "quoted-printable").replace("base 64", "base64")


def read_tree(raw: bytes) -> tuple[Part, list[str]]:
    """The mail as a tree of parts, and what was wrong with it in plain words. A leading mbox line is dropped."""
    root, problems = parse_text(without_leading_lines(raw).decode("ascii", "surrogateescape"))
    if root.get_content_maintype() == "multipart" and not root.is_multipart():
        problems += mend_boundary(root)
    if any(part.dropped_headers for part in walk(root)):
        problems.append("Some headers are far too long or too many; they were cut.")
    return root, problems


def without_leading_lines(raw: bytes) -> bytes:
    """The mail from its first header on; where none follows the blank lines, one stays, and the rest is body."""
    raw = MBOX_LINE.sub(b"", raw, count=1)
    blanks = LEADING_BLANKS.match(raw)
    if not blanks:
        return raw
    return (b"" if HEADER_NAME.match(raw, blanks.end()) else b"\n") + raw[blanks.end() :]


def parse_text(text: str) -> tuple[Part, list[str]]:
    parts: list[Part] = []

    def new_part(policy=compat32) -> Part:
        if len(parts) >= MOST_PARTS:
            raise TooMuchStructure(f"it has more than {MOST_PARTS} parts")
        parts.append(Part(policy))
        return parts[-1]

    parser = FeedParser(new_part, policy=compat32)
    parts.clear()  # the parser tries the factory once
    try:
        parser.feed(text)
        return parser.close(), []
    except TooMuchStructure as error:
        return parts[0], [f"The mail was read {ONLY_IN_PART}: {error}."]


def mend_boundary(root: Part) -> list[str]:
    """Find the boundary of a multipart mail that names none, or the wrong one, from the lines themselves."""
    body = root.raw_text
    found = BOUNDARY_LINE.search(body)
    if not found:
        return ["The mail says it has several parts but no boundary between them; it was read as one text."]
    header = f'Content-Type: multipart/mixed; boundary="{found["boundary"]}"\n\n'
    mended, problems = parse_text(header + body)
    if mended.is_multipart():
        root.set_payload(mended.get_payload())
    return [*problems, "The mail does not name the right boundary between its parts; it was found from its lines."]


def walk(part: Part) -> Iterator[Part]:
    """The part and everything in it, in order. Recursion is safe: nesting is bounded."""
    yield part
    for child in part.children():
        yield from walk(child)


def content_of(part: Part) -> tuple[bytes, str]:
    """A leaf's bytes with the transfer encoding undone, and what was wrong. Never raises on damaged encodings."""
    content = part.raw_text.encode("utf-8", "surrogateescape")
    encoding = part.transfer_encoding
    if encoding == "base64":
        decoded = base64_bytes(content)
        stray = re.search(rb"[^A-Za-z0-9+/=\s]", content)
        return decoded, "A part's base64 is damaged; what can be read of it was kept." if stray else ""
    if encoding == "quoted-printable":
        return quopri.decodestring(content), ""
    if encoding in ("x-uuencode", "uuencode", "uue", "x-uue"):
        return uudecode(content), ""
    if encoding not in ("", "7bit", "8bit", "binary"):
        return content, f"The transfer encoding “{encoding[:40]}” is unknown; the part was kept as it came."
    return content, ""


def uudecode(content: bytes) -> bytes:
    """The bytes of a uuencoded part; a line that cannot be read is left out, as is what follows `end`."""
    start = UUENCODED.search(content)
    decoded = []
    for line in content[start.end() if start else 0 :].splitlines():
        if line.strip() == b"end":
            break
        try:
            decoded.append(binascii.a2b_uu(line))
        except binascii.Error:
            length = (((line[0] - 32) & 63) * 4 + 5) // 3 if line else 0
            try:
                decoded.append(binascii.a2b_uu(line[:length]))
            except binascii.Error:
                continue
    return b"".join(decoded)


def embedded_message(part: Part) -> bytes:
    """The bytes of the mail inside a message/rfc822 part.

    RFC 2046 forbids to encode such a part, so the library reads its base64 as a mail without headers; mailers do it
    all the same, and here it is undone.
    """
    children = part.children()
    if not children:
        return content_of(part)[0]
    inner = children[0]
    if part.transfer_encoding in ("base64", "quoted-printable") and not inner.keys():
        shell = Part()
        shell.set_raw("Content-Transfer-Encoding", part.transfer_encoding)
        shell.set_payload(inner.raw_text)
        return content_of(shell)[0]
    return as_bytes(inner)


def as_bytes(part: Part) -> bytes:
    """The part as it came, but for its line ends (the library's own generator folds headers anew and may raise)."""
    return "".join(flattened(part)).encode("utf-8", "surrogateescape")


def flattened(part: Part) -> Iterator[str]:
    for name, value in part.raw_items():
        yield f"{name}: {value}\n"
    yield "\n"
    children = part.children()
    if not children:
        yield part.raw_text
    elif part.get_content_maintype() == "multipart":
        boundary = part.get_boundary() or ""
        yield f"{part.preamble}\n" if part.preamble else ""
        for child in children:
            yield f"--{boundary}\n"
            yield from flattened(child)
            yield "\n"
        yield f"--{boundary}--\n{part.epilogue or ''}"
    else:
        for child in children:
            yield from flattened(child)


def declared_charset(part: Part) -> str:
    """The charset parameter of Content-Type, or the empty string; RFC 2231 forms and quotes are undone."""
    value = part.get_param("charset", "")
    value = value[2] if isinstance(value, tuple) else value
    return decode(value.encode("utf-8", "surrogateescape")).text.strip().strip("\"'")
