"""Where the words that were sought stand in a text: a piece of it around them, in segments that match or do not.

Segments are plain text. Whoever shows them escapes each, as any text that a stranger wrote.
"""

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from transom.search.words import Span, fold, is_unspaced, spans, units

BEFORE, AROUND = 40, 170  # characters of a snippet: before its first match, and in all
MOST_LINES = 400  # of a text that are looked at for the best place
LONGEST = 300  # words of a window that are compared


class Segment(NamedTuple):
    text: str
    matches: bool = False


class Pattern(NamedTuple):
    """Units that stand one behind the other; with `begins`, the last one may go on."""

    units: tuple[str, ...]
    begins: bool = False


def pattern(text: str, begins: bool) -> Pattern | None:
    """How `text` is marked where it stands; None where there is no word in it."""
    found = units(text)
    return Pattern(tuple(found), begins and not is_unspaced(found[-1][0])) if found else None


def marked(text: str, patterns: Sequence[Pattern]) -> list[Segment]:
    """All of `text`, in segments."""
    words = list(islice(spans(text), LONGEST))
    matching: list[tuple[int, int]] = []
    for place in range(len(words)):
        length = max((len(one.units) for one in patterns if _stands(one, words, place)), default=0)
        if length:
            matching.append((words[place].start, words[place + length - 1].end))
    return _segments(text, matching)


def _stands(one: Pattern, words: list[Span], place: int) -> bool:
    here = words[place : place + len(one.units)]
    if len(here) < len(one.units):
        return False
    *first, last = zip(one.units, here, strict=True)
    fits = last[1].unit.startswith(last[0]) if one.begins else last[1].unit == last[0]
    return fits and all(unit == span.unit for unit, span in first)


def _segments(text: str, matching: list[tuple[int, int]]) -> list[Segment]:
    found, done = [], 0
    for start, end in matching:
        start = max(start, done)
        if end <= start:
            continue
        if found and found[-1].matches and not text[done:start].strip():
            found[-1] = Segment(found[-1].text + text[done:end], True)  # two matches with a space between are one
        else:
            found += [Segment(text[done:start]), Segment(text[start:end], True)]
        done = end
    return [segment for segment in [*found, Segment(text[done:])] if segment.text]


def snippet(text: str, patterns: Sequence[Pattern]) -> list[Segment]:
    """The part of `text` with the most of the patterns, in one line; its beginning where none stands in it."""
    start = _best(text, patterns)
    end = min(len(text), start + AROUND)
    window = " ".join(text[start:end].split())
    found = marked(window, patterns)
    if start and found:
        found[0] = Segment(f"…{found[0].text}") if not found[0].matches else found[0]
        found = [Segment("…"), *found] if found[0].matches else found
    return [*found, Segment("…")] if end < len(text.rstrip()) else found


def has_match(segments: Sequence[Segment]) -> bool:
    return any(segment.matches for segment in segments)


def _best(text: str, patterns: Sequence[Pattern]) -> int:
    """Where the snippet begins."""
    best, most, position = 0, 0, 0
    for line in text.splitlines(keepends=True)[:MOST_LINES]:
        folded = fold(line)
        count = sum(one.units[0] in folded for one in patterns)
        if count > most and (place := _first(line, patterns)) is not None:
            best, most = _word_begins(text, max(0, position + place - BEFORE), position + place), count
            if count == len(patterns):
                break
        position += len(line)
    return best


def _first(line: str, patterns: Sequence[Pattern]) -> int | None:
    """Where the first unit of one of the patterns stands in a line."""
    for span in spans(line):
        if any(span.unit == one.units[0] or one.begins and span.unit.startswith(one.units[0]) for one in patterns):
            return span.start
    return None


def _word_begins(text: str, start: int, match: int) -> int:
    """The first beginning of a word from `start` on, at most at the match."""
    while 0 < start < match and not text[start - 1].isspace():
        start += 1
    return start
