"""Reading who wrote a forwarded mail, so that its ticket goes to them and not to who passed it on."""

import re
from collections.abc import Sequence

from transom.foundation.addresses import Address, parse_addresses
from transom.mail.reading.parse import parse
from transom.mail.reading.parsed import Forwarded, ParsedEmail
from transom.mail.reading.quoting.attributions import find_attributions
from transom.mail.reading.quoting.header_blocks import HeaderBlock, header_block, introduced_block, is_forward_marker
from transom.mail.reading.quoting.lines import Line, next_written, split_lines
from transom.mail.reading.quoting.phrases import FORWARD_PREFIXES, ON_BEHALF, REPLY_PREFIXES

SUBJECT_PREFIX = re.compile(
    r"\s*(?:\[[^\]]{0,80}\]\s*)*(?P<word>[^\W\d_]{1,8})(?:\s?\[\d{1,3}\]|\(\d{1,3}\))?\s*[:：]\s*"
)
LINKED = re.compile(r"[\[<(]mailto:([^\s>\])]*)[\]>)]", re.IGNORECASE)
LONGEST_VALUE = 1_000
MOST_COMMENTS = 10  # the standard library reads nested ones by recursion
INDIRECT = re.compile(rf"(?<!\w)(?:{'|'.join(words for phrases in ON_BEHALF.values() for words in phrases)})(?!\w)")
LONGEST_TEXT = 300_000  # characters; a longer mail is not searched for another
MESSAGE_TYPES = frozenset({"message/rfc822", "message/global"})


def find_forwarded(mail: ParsedEmail) -> Forwarded | None:
    """The mail that `mail` passes on, inline or attached; None where that is not certain.

    A wrong one gives the ticket to the wrong customer. So an answer (`Re:`) is never a forward; header lines without a
    forward's own marker need a forward's subject (`Fwd:`); and the original sender must be there with one address.
    """
    if mail.report or is_reply_subject(mail.subject) or "multipart/report" in mail.header("content-type").lower():
        return None
    return _attached(mail) or _inline(mail)


def is_forward_subject(subject: str) -> bool:
    """Its outermost prefix is a forward's: `Fwd: Re: Invoice` is one, `Re: Fwd: Invoice` is not."""
    return _prefix(subject) in FORWARD_PREFIXES


def is_reply_subject(subject: str) -> bool:
    return _prefix(subject) in REPLY_PREFIXES


def _prefix(subject: str) -> str:
    match = SUBJECT_PREFIX.match(subject[:LONGEST_VALUE])
    return match["word"].casefold() if match else ""


def _bare(subject: str) -> str:
    """The subject without its prefixes, for comparison."""
    while (match := SUBJECT_PREFIX.match(subject)) and match["word"].casefold() in FORWARD_PREFIXES | REPLY_PREFIXES:
        subject = subject[match.end() :]
    return " ".join(subject.casefold().split())


def _attached(mail: ParsedEmail) -> Forwarded | None:
    """A single attached mail under a forward's subject, or under its own.

    A customer also attaches mails as evidence ("this one does not import"); those have a subject of their own.
    """
    messages = [attachment for attachment in mail.attachments if attachment.content_type in MESSAGE_TYPES]
    if len(messages) != 1:
        return None
    inner = parse(messages[0].content)
    same_subject = bool(_bare(inner.subject)) and _bare(inner.subject) == _bare(mail.subject)
    if inner.sender is None or not (is_forward_subject(mail.subject) or same_subject):
        return None
    return Forwarded(inner.sender, inner.subject, inner.header("date"), inner.text.strip(), mail.text.strip())


def _inline(mail: ParsedEmail) -> Forwarded | None:
    if len(mail.text) > LONGEST_TEXT:
        return None
    lines = split_lines(mail.text)
    has_forward_subject = is_forward_subject(mail.subject)
    if not (has_forward_subject or any(is_forward_marker(line.text) for line in lines)):
        return None  # the quick way for nearly every mail
    first = _first_older_mail(lines)
    if first is None:
        return None
    if lines[first].is_quoted:
        believed = has_forward_subject and is_forward_marker(lines[first].text.lstrip("> "))
    else:
        believed = has_forward_subject or is_forward_marker(lines[first].text)
    return _read(mail.text, lines, first) if believed else None


def _first_older_mail(lines: Sequence[Line]) -> int | None:
    """The line where anything of another mail begins; None where an answer's quote begins sooner."""
    attributions = find_attributions(lines)
    for index, line in enumerate(lines):
        if index in attributions and attributions[index].sure:
            return None
        if line.is_quoted or is_forward_marker(line.text) or introduced_block(lines, index):
            return index
    return None


def _read(text: str, lines: Sequence[Line], first: int) -> Forwarded | None:
    """The mail whose marker, ruler or headers are at line `first`; itself quoted, as Apple Mail does it, or not."""
    below = next_written(lines, first + 1)
    start = below if below < len(lines) and lines[below].is_quoted else first
    inner_text = _unquoted(text, lines, start) if lines[start].is_quoted else text[lines[start].start :]
    inner = split_lines(inner_text)
    block = _first_block(inner)
    sender = _single_sender(block.fields["from"]) if block and block.is_sure else None
    if block is None or sender is None:
        return None
    return Forwarded(
        sender=sender,
        subject=block.fields.get("subject", ""),
        date=block.fields.get("date", ""),
        text=inner_text[inner[block.end - 1].end :].strip(),
        above=text[: lines[first].start].strip(),
    )


def _first_block(lines: Sequence[Line]) -> HeaderBlock | None:
    """The headers on the first written line or, below a marker or ruler, on the second or third."""
    at = -1
    for _ in range(3):
        at = next_written(lines, at + 1)
        block = header_block(lines, at) if at < len(lines) else None
        if block:
            return block
    return None


def _unquoted(text: str, lines: Sequence[Line], first: int) -> str:
    """The quoted lines from `first` on, one level of `>` taken off."""
    kept = []
    for line in lines[first:]:
        if line.text and not line.is_quoted:
            break
        kept.append(text[line.start : line.end].lstrip(" ").removeprefix(">").removeprefix(" "))
    return "".join(kept)


def _single_sender(value: str) -> Address | None:
    """The one address of a From line: `Ann <ann@example.com>`, `Ann [mailto:ann@example.com]`, `a@b.example<mailto:…>`.

    "Bob on behalf of Ann" could be either, and "Ann via Users <users@lists.example>" is not her address: none is taken.
    """
    value = value[:LONGEST_VALUE]
    if value.count("(") > MOST_COMMENTS or INDIRECT.search(value.casefold()):
        return None
    found = parse_addresses(LINKED.sub(" ", value)) or parse_addresses(LINKED.sub(r" <\1> ", value))
    return found[0] if len(found) == 1 else None
