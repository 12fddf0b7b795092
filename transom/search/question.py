"""What a person asks, taken apart: words, "phrases", -words, operators as in `status:open`, and #numbers.

Pure, and nothing that can be typed is an error: what makes no sense is told beside what was found.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

LONGEST = 1000  # characters of a question that are read
MOST = 20  # words, and operators, of a question that are looked for
LONGEST_NUMBER = 18  # digits: what fits a key
MISTYPED = 30  # letters of a name that is compared with others, which takes the square of them
QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»"}
NAMES = (
    *("status", "type", "customer", "assignee", "requester", "tag", "team", "mailbox"),
    *("before", "after", "is", "has", "delay"),
)
OTHER_NAMES = {
    "assigned": "assignee",
    "label": "tag",
    "labels": "tag",
    "tags": "tag",
    "client": "customer",
    "from": "requester",
    "contact": "requester",
    "state": "status",
    "since": "after",
    "until": "before",
    "to": "mailbox",
    "owner": "assignee",
    "group": "team",
    "in": "mailbox",
}
"""What people type who come from elsewhere: they are told our word for it."""


class Trouble(StrEnum):
    """Why a part of the question was left out."""

    UNKNOWN_NAME = "unknown-name"
    UNKNOWN_VALUE = "unknown-value"
    NO_VALUE = "no-value"
    NO_DATE = "no-date"
    TOO_MUCH = "too-much"


class Problem(NamedTuple):
    """A part of the question that was left out. `instead` are parts that would have been understood."""

    trouble: Trouble
    part: str
    instead: tuple[str, ...] = ()


class Wanted(NamedTuple):
    """Words that must be there, or with `without` must not; `exact` where they stood in quotes."""

    text: str
    exact: bool = False
    without: bool = False


class Filter(NamedTuple):
    """An operator with its value, as in `status:open`; with `without`, what it names is left out."""

    name: str
    value: str
    without: bool = False

    def __str__(self) -> str:
        value = f'"{self.value}"' if any(character.isspace() for character in self.value) else self.value
        return f"{'-' if self.without else ''}{self.name}:{value}"


@dataclass(frozen=True)
class Question:
    """`unfinished`: the last word may go on, because whoever asks is still typing it."""

    words: tuple[Wanted, ...] = ()
    filters: tuple[Filter, ...] = ()
    numbers: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()
    unfinished: bool = False

    @property
    def asks_for_words(self) -> bool:
        return any(not word.without for word in self.words)

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.filters or self.numbers)


class Part(NamedTuple):
    """A piece of the question: `name` where it is an operator, `value` without its quotes."""

    name: str
    value: str
    quoted: bool
    without: bool
    typed: str


def parse(text: str) -> Question:
    """The question that this text asks."""
    text = text[:LONGEST].replace("\x00", " ").encode(errors="replace").decode()  # no database takes half a character
    words: list[Wanted] = []
    filters: list[Filter] = []
    numbers: list[int] = []
    problems: list[Problem] = []
    last: Part | None = None
    for part in parts(text):
        last = part
        if part.name:
            _operator(part, words, filters, problems)
        elif (number := _number(part)) is not None:
            numbers.append(number)
        elif part.value.strip():
            words.append(Wanted(part.value, part.quoted, part.without))
    if len(words) > MOST or len(filters) > MOST:
        left_out = [wanted.text for wanted in words[MOST:]] + [str(wanted) for wanted in filters[MOST:]]
        problems.append(Problem(Trouble.TOO_MUCH, " ".join(left_out)))
    open_end = last is not None and not last.name and not last.quoted and not last.without
    return Question(
        tuple(words[:MOST]),
        tuple(filters[:MOST]),
        tuple(numbers[:MOST]),
        tuple(problems),
        unfinished=open_end and not text[-1:].isspace(),
    )


def _number(part: Part) -> int | None:
    digits = part.value.removeprefix("#")
    if part.quoted or part.without or digits == part.value or not (digits.isascii() and digits.isdecimal()):
        return None
    return int(digits) if len(digits) <= LONGEST_NUMBER else None


def _operator(part: Part, words: list, filters: list, problems: list) -> None:
    """A word that only looks like an operator ("http://…", "Re:") is looked for as it stands."""
    name = part.name.lower()
    if name in NAMES and not part.value.strip():
        problems.append(Problem(Trouble.NO_VALUE, part.typed))
    elif name in NAMES:
        filters.append(Filter(name, part.value.strip(), part.without))
    elif part.value.strip() and (meant := _meant(name)):
        shown = tuple(str(Filter(other, part.value.strip(), part.without)) for other in meant)
        problems.append(Problem(Trouble.UNKNOWN_NAME, part.typed, shown))
    else:
        words.append(Wanted(part.typed.removeprefix("-"), False, part.without))


def _meant(name: str) -> tuple[str, ...]:
    return (OTHER_NAMES[name],) if name in OTHER_NAMES else tuple(nearest(name, NAMES))


def nearest(word: str, known: Iterator[str] | tuple[str, ...] | list[str], most: int = 3) -> list[str]:
    """Those of the `known` that somebody may have meant by `word`: they begin so, or differ by a letter or two."""
    word = word.casefold()
    begin = [other for other in known if len(word) > 2 and other.casefold().startswith(word)]
    allowed = 1 if len(word) < 6 else 2
    short = known if len(word) <= MISTYPED else ()
    close = [other for other in short if other not in begin and _differ(word, other.casefold(), allowed) <= allowed]
    return (begin + close)[:most]


def _differ(one: str, other: str, allowed: int) -> int:
    """How many letters must be changed, added, left out or swapped with their neighbour; at once too many, where lengths say so."""
    if abs(len(one) - len(other)) > allowed or min(len(one), len(other)) < 3:
        return allowed + 1
    before: list[int] = []
    above: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        before, above, row = above, row, [place]
        for at, its in enumerate(other, 1):
            cost = min(above[at] + 1, row[at - 1] + 1, above[at - 1] + (letter != its))
            if place > 1 and at > 1 and letter == other[at - 2] and one[place - 2] == its:
                cost = min(cost, before[at - 2] + 1)
            row.append(cost)
    return row[-1]


def parts(text: str) -> Iterator[Part]:
    """The pieces of the text in their order. A quote that is never closed goes to the end."""
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        begin, without, name = place, False, ""
        if text[place] == "-" and place + 1 < len(text) and not text[place + 1].isspace():
            without, place = True, place + 1
        colon = _name_ends(text, place)
        if colon:
            name, place = text[place:colon], colon + 1
        value, place, quoted = _value(text, place)
        yield Part(name, value, quoted, without, text[begin:place])


def _name_ends(text: str, place: int) -> int:
    """Where the colon of an operator stands, whose name begins at `place`; 0 where there is none."""
    end = place
    while end < len(text) and text[end].isascii() and text[end].isalpha():
        end += 1
    return end if end > place and text[end : end + 1] == ":" else 0


def _value(text: str, place: int) -> tuple[str, int, bool]:
    """What stands at `place`, to its closing quote or to the next space; where it ends, and whether it was quoted."""
    if closing := QUOTES.get(text[place : place + 1]):
        end = text.find(closing, place + 1)
        if end < 0 and closing != '"':
            end = text.find('"', place + 1)
        return (text[place + 1 :], len(text), True) if end < 0 else (text[place + 1 : end], end + 1, True)
    end = place
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[place:end], end, False
