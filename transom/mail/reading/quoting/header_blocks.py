"""Recognising header lines inside a text: Outlook's From/Sent/To/Subject block, and what marks the mail below it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from transom.mail.reading.quoting.lines import Line, next_written
from transom.mail.reading.quoting.phrases import FORWARDED_MESSAGE, HEADER_LABELS, ORIGINAL_MESSAGE

LONGEST_LABEL = 30
MOST_FIELDS = 10  # lines of them above a block that are looked at
MOST_WRAPPED_LINES = 3  # of one header, a long list of recipients

RULER = re.compile(r"(?:[-_=*\u2500\u2014] ?){5,}")
RAW_HEADER = re.compile(
    r"(?:message-id|received|return-path|mime-version|content-type|dkim-signature|user-agent|x-[\w-]{1,40}): ",
    re.IGNORECASE,
)
MUTT_FORWARD = re.compile(r"-{2,} ?forwarded message from\b")

_ORIGINAL = {phrase for phrases in ORIGINAL_MESSAGE.values() for phrase in phrases}
_FORWARDED = {phrase for phrases in FORWARDED_MESSAGE.values() for phrase in phrases}
_FIELD_OF_LABEL = {label: name for name, labels in HEADER_LABELS.items() for label in labels}


@dataclass
class HeaderBlock:
    """`fields` by their English name in lower case ("from", "date", "subject" …); the mail's body begins at `end`."""

    first: int
    end: int
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def is_sure(self) -> bool:
        """A travel order has From, To and Date as well; a mail has a sender and a subject, or at least an address."""
        names = self.fields.keys()
        if "subject" in names:
            return "from" in names and bool({"date", "to"} & names)
        return {"from", "date", "to"} <= names and "@" in self.fields["from"]


def header_block(lines: Sequence[Line], first: int) -> HeaderBlock | None:
    """The header lines that begin at `first`, or None where that line is no header.

    Costs the same at any length of text. Wrapped lines are joined where another header follows them. A header that
    comes a second time ends the block.
    """
    fields: dict[str, str] = {}
    index: int | None = first
    end = first
    while index is not None:
        header = _header(lines[index].text)
        if header is None or header[0] in fields:
            break
        end = index + 1
        index, wrapped = _next_header(lines, end)
        fields[header[0]] = " ".join([header[1], *wrapped])
    return HeaderBlock(first, end, fields) if fields else None


def _next_header(lines: Sequence[Line], index: int) -> tuple[int | None, list[str]]:
    """Where the next header stands, and the wrapped lines before it.

    One blank line may stand there instead: text made of HTML has its paragraphs apart.
    """
    wrapped: list[str] = []
    blank = False
    for at in range(index, min(index + MOST_WRAPPED_LINES + 1, len(lines))):
        text = lines[at].text
        if _header(text):
            return at, wrapped
        if blank or (wrapped and not text) or RAW_HEADER.match(text):
            break
        blank = not text
        if text:
            wrapped.append(text)
    return None, []


def introduced_block(lines: Sequence[Line], index: int) -> HeaderBlock | None:
    """The sure block that begins at this line, with the ruler or the `-----Original Message-----` above it.

    The marker alone is enough to say that an older mail begins; a ruler alone says nothing. Headers that no program
    shows are a sign that somebody pasted a mail's source to talk about it.
    """
    text = lines[index].text
    marked = is_original_marker(text)
    if not marked and not RULER.fullmatch(text):
        block = header_block(lines, index) if _header(text) else None
        return block if block and block.is_sure and not _is_source(lines, block) else None
    below = next_written(lines, index + 1)
    block = header_block(lines, below) if below < len(lines) else None
    if block and block.is_sure:
        return HeaderBlock(index, block.end, block.fields)
    return HeaderBlock(index, index + 1) if marked else None


def _is_source(lines: Sequence[Line], block: HeaderBlock) -> bool:
    above = block.first - 1
    while above >= 0 and block.first - above < MOST_FIELDS and _header(lines[above].text):
        above -= 1
    return any(RAW_HEADER.match(lines[at].text) for at in (above, block.end) if 0 <= at < len(lines))


def is_original_marker(text: str) -> bool:
    return _between_dashes(text) in _ORIGINAL


def is_forward_marker(text: str) -> bool:
    """`---------- Forwarded message ---------`, Apple Mail's `Begin forwarded message:`, or mutt's."""
    if text.endswith((":", "：")):
        return text.strip(":： *").replace("\xa0", " ").casefold() in _FORWARDED
    return _between_dashes(text) in _FORWARDED or MUTT_FORWARD.match(text.casefold()) is not None


def _between_dashes(text: str) -> str:
    """`original message` of `-----Original Message-----`; empty where there are no dashes on both sides."""
    text = text.strip("* ")
    if not (text.startswith("--") and text.endswith("--")):
        return ""
    return " ".join(text.strip("- ").rstrip(":").casefold().replace("’", "'").split())


def _header(text: str) -> tuple[str, str] | None:
    """(field, value) of `Von: Ann`, `*From:* Ann` or `De\xa0: Ann`."""
    text = text.lstrip("* ")
    label, colon, value = text[: LONGEST_LABEL + 1].replace("：", ":").partition(":")
    name = _FIELD_OF_LABEL.get(label.strip("* \xa0\u202f").casefold().replace("’", "'"))
    if not colon or not name:
        return None
    return (label if name == "other" else name), text[len(label) + 1 :].strip("* \t\xa0")
