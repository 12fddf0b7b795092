"""Words as the index has them: small letters without their accents; scripts without spaces in pairs of characters.

The index holds nothing but what `terms` gives, and a question is asked in the same terms, so both databases find the same.
Pure functions.
"""

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

LONGEST = 64  # characters of a word; what is longer is no word that anybody types
SPACE = " "
UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x2E80, 0x2FDF),  # radicals
    (0x3005, 0x3007),  # 々, 〇
    (0x3040, 0x30FF),  # Hiragana, Katakana
    (0x3130, 0x318F),  # Hangul letters
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),  # Han
    (0xAC00, 0xD7AF),  # Hangul: has spaces, but its words carry endings
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
"""Letters that Unicode does not take apart, as a foreigner types them."""


class _Folded(dict):
    """What each character becomes, found out once: itself, a letter without its accent, nothing, or a space."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _folded(chr(code))
        return found


def _folded(character: str) -> str:
    if is_unspaced(character):
        return character if _is_of_a_word(character) else SPACE
    if character in LETTERS:
        return LETTERS[character]
    kept = [part for part in unicodedata.normalize("NFD", character) if not _is_accent(part)]
    return "".join(part if _is_of_a_word(part) else SPACE for part in kept)


def _is_accent(character: str) -> bool:
    """Marks over and under a letter; the vowel signs of Thai and Devanagari are not, and make words."""
    place = unicodedata.combining(character)
    return place >= 200 or 10 <= place <= 35 or place == 1


def _is_of_a_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character) in ("Mn", "Mc")


def is_unspaced(character: str) -> bool:
    """Is this a letter of a script that puts no spaces between words?"""
    code = ord(character)
    return code >= 0x0E00 and any(first <= code <= last for first, last in UNSPACED)


FOLDED = _Folded()


def fold(text: str) -> str:
    """`text` as it is compared: its words with spaces between them."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return text.lower().translate(FOLDED)


def units(text: str) -> list[str]:
    """The words of `text`, each character of an unspaced script as a word of its own; in their order."""
    found: list[str] = []
    for word in fold(text).split():
        if word.isascii() or not any(map(is_unspaced, word)):
            found.append(word[:LONGEST])
        else:
            found.extend(unit[:LONGEST] for unit in _parts(word))
    return found


def _parts(word: str) -> Iterator[str]:
    """A word that has characters of unspaced scripts in it: those one by one, the rest together."""
    rest = ""
    for character in word:
        if is_unspaced(character):
            if rest:
                yield rest
            rest = ""
            yield character
        else:
            rest += character
    if rest:
        yield rest


def terms(text: str) -> list[str]:
    """What the index holds of `text`: its words, and of an unspaced script each character with the one behind it."""
    found = units(text)
    if text.isascii() or not found:
        return found
    followers = [*found[1:], ""]
    return [_pair(unit, follower) for unit, follower in zip(found, followers, strict=True)]


def _pair(unit: str, follower: str) -> str:
    both = len(unit) == len(follower) == 1 and is_unspaced(unit) and is_unspaced(follower)
    return unit + follower if both else unit


class Sought(NamedTuple):
    """Terms that stand one behind the other; with `begins`, the last one may go on."""

    terms: tuple[str, ...]
    begins: bool = False


def sought(text: str, begins: bool = False) -> Sought:
    """How to look for `text`, in the terms of the index; no terms where it has no word in it.

    The last character of an unspaced script stands alone in the index only at an end, so it is sought as a beginning,
    or, behind another one, within their pair.
    """
    found = terms(text)
    if found and len(found[-1]) == 1 and is_unspaced(found[-1]):
        if len(found) > 1 and len(found[-2]) == 2 and is_unspaced(found[-2][0]):
            return Sought(tuple(found[:-1]))
        return Sought(tuple(found), True)
    return Sought(tuple(found), begins)


class Span(NamedTuple):
    """A unit, and where it stands in the text that it came from."""

    unit: str
    start: int
    end: int


def spans(text: str) -> Iterator[Span]:
    """The units of `text` with their places, for marking them where they stand."""
    start = None
    for place, character in enumerate(text):
        if is_unspaced(character):
            if start is not None:
                yield from _word(text, start, place)
            start = None
            yield from _word(text, place, place + 1)
        elif character.isalnum() or unicodedata.category(character) in ("Mn", "Mc"):
            start = place if start is None else start
        elif start is not None:
            yield from _word(text, start, place)
            start = None
    if start is not None:
        yield from _word(text, start, len(text))


def _word(text: str, start: int, end: int) -> Iterator[Span]:
    for unit in units(text[start:end]):
        yield Span(unit, start, end)
