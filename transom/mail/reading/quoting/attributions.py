"""Recognising the line or lines that introduce a quote: "On 3 May 2024 at 10:12, Ann wrote:"."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from transom.mail.reading.quoting.lines import Line
from transom.mail.reading.quoting.phrases import ATTRIBUTIONS

MOST_LINES = 4  # an address and a long name wrapped at 72 columns
LONGEST = 320
LONGEST_UNSURE = 120


class Attribution(NamedTuple):
    """Lines `first` up to `end`. A sure one needs no `>` below it to be believed."""

    first: int
    end: int
    sure: bool


def _any_of(words: set[str]) -> str:
    """A pattern for whole words; Chinese and Japanese put no space around theirs."""
    spaced = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if word[0] < "\u2e80")
    joined = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if word[0] >= "\u2e80")
    return rf"(?:(?<!\w)(?:{spaced})(?!\w)|(?:{joined}))"


_verb = _any_of({verb for wording in ATTRIBUTIONS.values() for verb in wording.verbs})
_opening = _any_of({opening for wording in ATTRIBUTIONS.values() for opening in wording.openings})

VERB = re.compile(_verb)
ENDS_WITH_VERB = re.compile(rf"{_verb}$")
OPENING = re.compile(_opening)
TIME = re.compile(r"\d{1,2}[:.h]\d{2}(?!\d)")
DATE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d月")
DATE_FIRST = re.compile(r"(?:[^\W\d]{1,12}[.,]{0,2} ){0,2}\d{1,4}[^\w]|\d{4}年")
ADDRESS = re.compile(r"[^\s<]@[^\s>]")
SOMEONE_WROTE = re.compile(rf"[^\W\d][^<>]*<[^<>\s]+@[^<>\s]+> ?{_verb}")
ENDS_WITH_ADDRESS = re.compile(r"@[^\s@]+[>)]$")


def find_attributions(lines: Sequence[Line]) -> dict[int, Attribution]:
    """Every attribution in the text by its first line. Quoted lines have none: what is quoted is folded whole."""
    found = {}
    for index, line in enumerate(lines):
        if line.text.endswith((":", "：", "--")) and (not line.is_quoted or _closes_address(lines, index)):
            attribution = _ending_at(lines, index)
            if attribution:
                found.setdefault(attribution.first, attribution)
    return found


def _closes_address(lines: Sequence[Line], index: int) -> bool:
    """`>:` or `> wrote:` below `… <ann@example.com`: an address that was wrapped before its bracket, and no quote."""
    above = lines[index - 1] if index else None
    return above is not None and not above.is_quoted and "@" in above.text.rpartition("<")[2].partition(">")[0]


def _ending_at(lines: Sequence[Line], last: int) -> Attribution | None:
    joined: list[tuple[int, str]] = []
    text = ""
    for first in range(last, max(last - MOST_LINES, -1), -1):
        if not lines[first].text or (first < last and lines[first].is_quoted):
            break
        text = f"{lines[first].text} {text}"
        if len(text) > LONGEST:
            break
        joined.append((first, text))
    if not joined or not _may_introduce(joined[-1][1]):
        return None
    joined = [(first, _clean(text)) for first, text in joined]
    # The nearest beginning wins, so that the sentence above is not taken along; but one that carries a date is looked
    # for first, because "ann@example.com> wrote:" alone would pass for the other forms.
    for is_form in (_is_dated, _is_someone_wrote):
        for first, cleaned in joined:
            if is_form(cleaned):
                return Attribution(first, last + 1, sure=True)
    if _is_unsure(joined[0][1]):
        return Attribution(last, last + 1, sure=False)
    return None


def _may_introduce(text: str) -> bool:
    """A cheap look before the dear ones: lists of `key:` lines are many and long."""
    return "@" in text or any(character.isdigit() for character in text) or VERB.search(text.casefold()) is not None


def _clean(text: str) -> str:
    """Case-folded, on one line, without the decoration around it: `---- On … wrote ----`, `*Le … a écrit :*`."""
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("\xa0", " ").replace("\u202f", " ")
    return " ".join(text.casefold().split()).strip("-*_:： ").replace("< ", "<").replace(" >", ">")


def _is_dated(text: str) -> bool:
    """Begins with "On", "Am", "Le" … or at once with the date; says when, and who wrote or from which address.

    A date alone is not enough: "On 12 March 2024 our supplier wrote:" is a sentence of the writer's own.
    """
    if OPENING.match(text):
        return bool(VERB.search(text) and (TIME.search(text) or (DATE.search(text) and ADDRESS.search(text))))
    if not DATE_FIRST.match(text) or not (TIME.search(text) or DATE.search(text)):
        return False
    if VERB.search(text):
        return bool(TIME.search(text) or ADDRESS.search(text))
    return ENDS_WITH_ADDRESS.search(text) is not None


def _is_someone_wrote(text: str) -> bool:
    """`Ann Smith <ann@example.com> wrote`, with or without when behind it."""
    return "@" in text and SOMEONE_WROTE.match(text) is not None


def _is_unsure(text: str) -> bool:
    """`Ann wrote:` and whatever else is only believed where quoted lines follow at once."""
    if len(text) > LONGEST_UNSURE:
        return False
    dated = TIME.search(text) or DATE.search(text)
    return bool(ENDS_WITH_VERB.search(text) or (dated and VERB.search(text)) or (dated and OPENING.match(text)))
