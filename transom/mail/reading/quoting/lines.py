"""A text as lines that remember where they stand in it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

# Nothing that we recognise is longer. The cut keeps every pattern's cost bounded, whatever a 3 kB line holds.
LONGEST_LINE = 600
DEEPEST_INDENT = 2  # spaces before a `>`

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


class Line(NamedTuple):
    """`start` and `end` are positions in the whole text, line end included; `text` is trimmed and cut to size.

    `is_quoted`: it begins with `>`; far indented, that is decoration. `is_delimiter`: it is the very `-- ` of
    RFC 3676, section 4.3, which the trimmed text cannot tell from a `--`.
    """

    start: int
    end: int
    text: str
    is_quoted: bool = False
    is_delimiter: bool = False


class Span(NamedTuple):
    """Lines `first` up to, not including, `end`."""

    first: int
    end: int


def split_lines(text: str) -> list[Line]:
    """Every line of the text. LF, CRLF and bare CR end a line; form feeds and Unicode's separators do not."""
    lines = []
    for match in _LINE.finditer(text):
        start, end = match.span()
        content = text[start : min(end, start + LONGEST_LINE)]
        is_quoted = content[: DEEPEST_INDENT + 1].lstrip(" ").startswith(">")
        lines.append(Line(start, end, content.strip(), is_quoted, content.rstrip("\r\n") == "-- "))
    return lines


def next_written(lines: Sequence[Line], index: int) -> int:
    """The first line at or after `index` that is not blank; the number of lines where there is none."""
    while index < len(lines) and not lines[index].text:
        index += 1
    return index


def trim(lines: Sequence[Line], span: Span) -> Span:
    """The span without the blank lines at its two ends."""
    first, end = span
    while first < end and not lines[first].text:
        first += 1
    while end > first and not lines[end - 1].text:
        end -= 1
    return Span(first, end)
