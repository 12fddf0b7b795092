"""Who is mentioned in a text: "@Sue", "@Sue Lindqvist", "@sue@desk.example". The longest name that fits is meant.

A first name that several share mentions all of them: one who is told for nothing loses a moment, one who is not told
loses the ticket. Whoever wants one of them writes the whole name. Code and addresses mention nobody.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from transom.people.models import User

LONGEST = 100_000  # characters; a longer text is a log, and mentions nobody behind that
IN_ADDRESS = "._%+-/@"
FENCES = ("```", "~~~")


class Mention(NamedTuple):
    """From `start` (its @) to `end` the text names `people`; several where they share the name."""

    start: int
    end: int
    people: tuple[User, ...]


def mentioned(text: str, among: Iterable[User]) -> list[User]:
    """The people whom `text` mentions, each once, in the order of the text."""
    return list({person.pk: person for found in mentions(text, among) for person in found.people}.values())


def mentions(text: str, among: Iterable[User]) -> list[Mention]:
    """Every mention in `text`, in order."""
    text = text[:LONGEST]
    if "@" not in text:
        return []
    names = _names(among)
    lengths = sorted({len(name) for name in names}, reverse=True)
    return [found for at in _marks(text) if (found := _at(text, at, names, lengths))]


def _names(among: Iterable[User]) -> dict[str, tuple[User, ...]]:
    """Whom each name means, in small letters: whole name, first name, address."""
    names: dict[str, tuple[User, ...]] = {}
    for person in among:
        whole = " ".join(person.name.split())
        for name in dict.fromkeys((whole, whole.partition(" ")[0], person.email)):
            if name:
                names[name.casefold()] = (*names.get(name.casefold(), ()), person)
    return names


def _at(text: str, at: int, names: dict[str, tuple[User, ...]], lengths: list[int]) -> Mention | None:
    for length in lengths:
        end = at + 1 + length
        people = names.get(text[at + 1 : end].casefold())
        if people and _ends(text, end):
            return Mention(at, end, people)
    return None


def _ends(text: str, end: int) -> bool:
    """No letter follows, and nothing that makes it a part of an address: "@sue." ends, "@sue.lind@x.example" does not."""
    after = text[end : end + 1]
    if not after:
        return True
    if after.isalnum() or after in "_@":
        return False
    return after not in IN_ADDRESS or not text[end + 1 : end + 2].isalnum() or after in "/-"


def _marks(text: str) -> Iterator[int]:
    """Where an @ stands that begins a word, outside of code."""
    begins, fence = 0, ""
    for line in text.splitlines(keepends=True):
        mark = next((mark for mark in FENCES if line.lstrip().startswith(mark)), "")
        if mark and fence in ("", mark):
            fence = "" if fence else mark
        elif not fence and "@" in line:
            yield from (begins + at for at in _in_line(line))
        begins += len(line)


def _in_line(line: str) -> Iterator[int]:
    code = _code(line)
    for at, letter in enumerate(line):
        before = line[at - 1] if at else " "
        if letter != "@" or before.isalnum() or before in IN_ADDRESS + "_":
            continue
        if not any(start < at < end for start, end in code):
            yield at


def _code(line: str) -> list[tuple[int, int]]:
    """What stands between two runs of backticks of one length (CommonMark 0.31, 6.1), in one line."""
    runs, at = [], 0
    while (at := line.find("`", at)) >= 0:
        end = at
        while end < len(line) and line[end] == "`":
            end += 1
        runs.append((at, end))
        at = end
    spans, place = [], 0
    while place < len(runs):
        start, end = runs[place]
        closing = next((i for i in range(place + 1, len(runs)) if runs[i][1] - runs[i][0] == end - start), None)
        if closing is None:
            place += 1
            continue
        spans.append((start, runs[closing][1]))
        place = closing + 1
    return spans
