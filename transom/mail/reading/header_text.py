"""What stands in a header: words, addresses, ids and dates, read as tolerantly as people's mailers write them."""

import base64
import binascii
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from transom.foundation.addresses import Address, parse_addresses
from transom.mail.reading.charset import clean, decode, printable

# RFC 2047 word. The text may hold a bare "?" (mailers that quote carelessly) and may have lost its end (mailers that
# cut long subjects); the bounds keep a header of 100 kB of half words linear.
WORD = re.compile(
    r"=\?(?P<charset>[^?\s]{1,60})\?(?P<encoding>[bq])\?(?P<text>[^?]*+(?:\?(?!=)[^?]*+){0,4})(?:\?=|\Z)", re.I
)
FOLD = re.compile(r"[\r\n]+(?=[ \t])|[\r\n]+")
MESSAGE_ID = re.compile(r"<([^<>]{1,998})>")
BARE_MESSAGE_ID = re.compile(r"(?<![^\s<>,;\"])[^\s<>,;@\"]{1,500}+@[^\s<>,;\"]{1,500}")
MOST_MESSAGE_IDS = 1000  # the thread is known by its first and its last ids
SPECIALS = "()<>@,;:\\\".[]'"
GUARDED = {ord(special): 0xE000 + ord(special) for special in SPECIALS}  # into the private use area and back
UNGUARDED = {guarded: special for special, guarded in GUARDED.items()}


def header_text(value: str, charset: str = "") -> str:
    """A raw header value (surrogate-escaped, as compat32 keeps it) as one clean line; `charset` reads bare bytes."""
    return printable(UnfoldedHeader(value, charset).decoded())


def header_addresses(value: str, charset: str = "") -> tuple[Address, ...]:
    """The addresses of a raw header value.

    Encoded words are read only after the structure is (RFC 2047, 6.2), so that `Müller, Hans` is one person and no
    encoded `>` can put another address into the name. Some senders encode the whole header, address and all: where
    nothing is found otherwise, that is read too.
    """
    header = UnfoldedHeader(value, charset)
    found = parse_addresses(clean(header.decoded(guard=True)))
    if found:
        return tuple(
            Address(printable(address.name.translate(UNGUARDED)).strip("'\" "), address.address) for address in found
        )
    return parse_addresses(clean(header.decoded()))


def message_ids(value: str) -> tuple[str, ...]:
    """The ids of a Message-ID, In-Reply-To or References value, without brackets, in order, each once."""
    value = printable(decode(value.encode("ascii", "surrogateescape")).text)
    ids = [re.sub(r"\s+", "", inner) for inner in MESSAGE_ID.findall(value)]
    ids = ids or BARE_MESSAGE_ID.findall(value) or ([value.strip("<> ")] if "<" in value else [])
    unique = list(dict.fromkeys(filter(None, ids)))
    return tuple(unique if len(unique) <= MOST_MESSAGE_IDS else [unique[0], *unique[1 - MOST_MESSAGE_IDS :]])


def header_date(value: str) -> datetime | None:
    """The instant of a Date value in UTC, or None where it names none. A zone of -0000 counts as UTC."""
    try:
        date = parsedate_to_datetime(value[:200])
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, OverflowError, IndexError, AttributeError):
        return None


class UnfoldedHeader:
    """One raw header value with its folds undone, ready to have its encoded words read."""

    def __init__(self, value: str, charset: str):
        self.value = FOLD.sub("", value) if FOLD.search(value) else value
        self.charset = charset

    def decoded(self, *, guard: bool = False) -> str:
        """The text. With `guard`, characters inside encoded words that mean something in an address are hidden."""
        pieces: list[str] = []
        run: tuple[str, bytes] = ("", b"")
        end = 0
        for word in WORD.finditer(self.value):
            between = self.value[end : word.start()]
            charset, content = word["charset"].partition("*")[0], word_bytes(word["encoding"], word["text"])
            if run[0] and not between.strip() and run[0].lower() == charset.lower():
                run = (charset, run[1] + content)  # a character may be cut in two by the end of a word
            else:
                pieces.append(self.word_text(run, guard))
                pieces.append("" if run[0] and not between.strip() else self.bare_text(between))
                run = (charset, content)
            end = word.end()
        return "".join((*pieces, self.word_text(run, guard), self.bare_text(self.value[end:])))

    def word_text(self, run: tuple[str, bytes], guard: bool) -> str:
        text = decode(run[1], run[0]).text
        return text.translate(GUARDED) if guard else text

    def bare_text(self, text: str) -> str:
        """Text outside encoded words: UTF-8 (RFC 6532), or else the charset of the mail's body; 7-bit Japanese too."""
        if text.isascii() and "\x1b" not in text:
            return text
        content = text.encode("utf-8", "surrogateescape")
        if "\x1b$" in text:
            return decode(content, "iso-2022-jp").text
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            return decode(content, self.charset).text


def word_bytes(encoding: str, text: str) -> bytes:
    """The bytes of an encoded word's text; damaged base64 gives what can be read of it."""
    content = text.encode("ascii", "surrogateescape") if is_surrogate_escaped(text) else text.encode("utf-8", "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(content.replace(b"\n", b""), header=True)
    return base64_bytes(content)


def is_surrogate_escaped(text: str) -> bool:
    return all(character < "\x80" or "\udc80" <= character <= "\udcff" for character in text)


def base64_bytes(content: bytes) -> bytes:
    """The bytes of base64, whatever was done to it: stray characters, lost padding, several pieces run together."""
    content = re.sub(rb"[^A-Za-z0-9+/=]+", b"", content)
    pieces = re.split(rb"=+", content) if b"=" in content.rstrip(b"=") else [content.rstrip(b"=")]
    whole = []
    for piece in pieces:
        usable = piece[: len(piece) - 1] if len(piece) % 4 == 1 else piece
        whole.append(base64.b64decode(usable + b"=" * (-len(usable) % 4)))
    return b"".join(whole)
