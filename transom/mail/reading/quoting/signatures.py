"""Where a writer signs off: the signature, the phone's own line, the legal notice.

Everything is looked for from the end of a stretch of the writer's own lines upwards, because a signature in the
middle of an answer is none. What is not certain stays in sight: `Thanks, Ann` costs a reader nothing, a hidden answer
costs a customer.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from transom.mail.reading.quoting.lines import Line, Span, trim
from transom.mail.reading.quoting.sign_offs import (
    APOLOGIES,
    CLOSINGS,
    CONJUNCTIONS,
    DEVICE_ENDINGS,
    DEVICE_OPENINGS,
    DEVICES,
    NOTICES,
)

LONGEST_SIGNATURE = 40  # written lines below the "-- " of RFC 3676, section 4.3
LONGEST_LOOSE_SIGNATURE = 12  # below anything less than that
LONGEST_SIGNATURE_LINE = 100
LONGEST_CARD_PAIR = 50
MOST_SIGNATURE_LINES = 200  # of all kinds together
SHORTEST_NOTICE = 100  # characters
NOTICE_BEGINNING = 160  # characters
LONGEST_NAME = 6  # words
LONGEST_DEVICE_LINE = 120
MOST_DEVICE_WORDS = 14

RULER = re.compile(r"[_\u2014\u2500]{5,}|[-=*]{20,}")
CONTACT = re.compile(
    r"[\w.+-]@[\w-]+\.\w|https?://|www\.|(?:\+|\(0|\b0)\d[\d ()/.-]{6,}|\(\d{3}\) ?\d{3}|mailing list|unsubscribe",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?:\S+\s+){7,}\S*[.?!]$|\?$")
POSTSCRIPT = re.compile(r"p\.? ?s(?!\w)", re.IGNORECASE)
MARKUP = re.compile(r"[(<]?https?://[^\s>)]*[>)]?|[\[\]*_]", re.IGNORECASE)
DEVICE = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(device) for device in DEVICES)})")
MODEL = re.compile(r"\b[^\W\d]+-?\d+\w*\b")
_OPENINGS = tuple(opening for openings in DEVICE_OPENINGS.values() for opening in openings)
_ENDINGS = tuple(ending for endings in DEVICE_ENDINGS.values() for ending in endings)
_CLOSINGS = {closing for closings in CLOSINGS.values() for closing in closings}
ON_THE_MOVE = re.compile(r"(?:[^\W\d]+ ){0,3}(?:from|via) mobile|from my (?:iphone|ipad|android|phone)(?: \d+)?")


def signature_spans(lines: Sequence[Line], own: Span) -> list[Span]:
    """The signature at the end of `own`, a stretch of the writer's lines; none where only a greeting would remain."""
    first, last = trim(lines, own)
    end = last
    while end > first and last - end < MOST_SIGNATURE_LINES:
        start = _start_of_last(lines, Span(first, end))
        if start is None:
            break
        end = start
        while end > first and not lines[end - 1].text:
            end -= 1
    if end == last or _is_only_greeting(lines, Span(first, end)):
        return []
    return [trim(lines, Span(end, last))]


def _is_only_greeting(lines: Sequence[Line], rest: Span) -> bool:
    """`Hi Sue,` and then a line that looks like a phone's: that line may well be the answer."""
    return (
        rest.end - rest.first == 1 and lines[rest.first].text.endswith((",", "!")) and len(lines[rest.first].text) < 30
    )


def _start_of_last(lines: Sequence[Line], own: Span) -> int | None:
    for start_of in (_device_line, _notice, _delimited, _closing):
        start = start_of(lines, own)
        if start is not None:
            return start
    return None


def _device_line(lines: Sequence[Line], own: Span) -> int | None:
    return own.end - 1 if is_device_line(lines[own.end - 1].text) else None


def is_device_line(text: str) -> bool:
    """`Sent from my iPhone` and its like: an opening that we know, a device, and no more than an excuse behind it."""
    words = " ".join(MARKUP.sub(" ", text).casefold().replace("’", "'").split()).strip("<>()-.!~ ")
    if len(words) > LONGEST_DEVICE_LINE or len(words.split()) > MOST_DEVICE_WORDS:
        return False
    if ON_THE_MOVE.fullmatch(words):
        return True
    if not (words.startswith(_OPENINGS) or words.endswith(_ENDINGS)):
        return False
    first, _, rest = words.replace(". ", ", ").partition(", ")
    if rest and not any(apology in rest for apology in APOLOGIES):
        return False
    if CONJUNCTIONS.intersection(first.split()):
        return False
    return DEVICE.search(first) is not None or (" my " in first and MODEL.search(first) is not None)


def _notice(lines: Sequence[Line], own: Span) -> int | None:
    """The last paragraph, if it is a legal notice from its first words on and asks nothing."""
    first = own.end
    while first > own.first and lines[first - 1].text and own.end - first < LONGEST_SIGNATURE:
        first -= 1
    text = " ".join(line.text for line in lines[first : own.end]).casefold()
    if len(text) < SHORTEST_NOTICE or "?" in text:
        return None
    for notice in NOTICES.values():
        claims = [text.find(stem) for stem in notice.claims if stem in text]
        demands = [text.find(stem) for stem in notice.demands if stem in text]
        if claims and demands and min(claims + demands) < NOTICE_BEGINNING:
            return first
    return None


def _delimited(lines: Sequence[Line], own: Span) -> int | None:
    """The lines below `-- `; below `--` if they read as a card; below a ruler if that says how to reach someone."""
    written = 0
    for index in range(own.end - 1, own.first - 1, -1):
        line = lines[index]
        if line.is_delimiter:
            return index
        if line.text == "--":
            return index if _is_card(_below(lines, index, own.end)) else None
        if RULER.fullmatch(line.text):
            return index if _is_contact_card(_below(lines, index, own.end)) else None
        written += bool(line.text)
        if written > LONGEST_SIGNATURE:
            break
    return None


def _closing(lines: Sequence[Line], own: Span) -> int | None:
    """`Best regards` with a name and an address, a number or a link below it."""
    written = 0
    for index in range(own.end - 1, own.first - 1, -1):
        text = lines[index].text
        if text.lower().strip(" ,.!-*") in _CLOSINGS:
            below = _below(lines, index, own.end)
            return index if below and _is_name(below[0]) and _is_contact_card(below) else None
        written += bool(text)
        if written > LONGEST_LOOSE_SIGNATURE:
            break
    return None


def _is_name(text: str) -> bool:
    """Most of its few words are capitalised, and it is no address or number."""
    words = text.strip("*- ").split()
    capitalised = sum(not word[0].islower() for word in words)
    return 0 < len(words) <= LONGEST_NAME and capitalised * 2 > len(words) and not CONTACT.search(text)


def _below(lines: Sequence[Line], index: int, end: int) -> list[str]:
    return [line.text for line in lines[index + 1 : end] if line.text]


def _is_card(texts: Sequence[str]) -> bool:
    """Few and short lines in which nobody says or asks anything; two long ones in a row are prose."""
    if len(texts) > LONGEST_LOOSE_SIGNATURE:
        return False
    if any(len(text) > LONGEST_SIGNATURE_LINE or SENTENCE.search(text) or POSTSCRIPT.match(text) for text in texts):
        return False
    return not any(min(len(one), len(next_one)) > LONGEST_CARD_PAIR for one, next_one in pairwise(texts))


def _is_contact_card(texts: Sequence[str]) -> bool:
    return _is_card(texts) and any(CONTACT.search(text) for text in texts)
