"""Is a word nothing but a thank-you? Pure: what it says decides, and when in doubt it is not."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import cache

from transom.tickets import thanks_words as known
from transom.tickets.words import Words

LONGEST = 400  # characters of its own
MOST_CARD_LINES = 8
MOST_SIGNATURE_LINES = 16
LONGEST_CARD_LINE = 80
LONGEST_CARD_NAME = 6  # words
SHORTEST_NOTICE = 100

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
STRUCK = "~~"
APART = frozenset(" \t.,;!¡…-–—*_~&\"'’“”„«»`´")
"""What may stand between words. A bracket, a digit, a slash or a question mark says that there is more to it."""
SMILEY = re.compile(r"(?<!\S)(?:[:;=]-?[)D]|\^\^|<3|[xX]D)(?!\w)")
CONTACT = re.compile(r"\S*[\w.+-]@[\w-]+\.\w\S*|https?://\S*|www\.\S*|\+?\(?\d[\d ()/.-]{5,}", re.IGNORECASE)
ANSWERS = "re|aw|antw|antwort|antwoord|sv|vs|odp|rif|ref|res|r|fw|fwd|wg|tr|rv|enc|i|doorst|pd"
MARK = r"\[(?:(?:[\w.-]{1,30} ?)?#\d{1,12}|ext(?:ern(?:al|e|o|a)?)?)\]"
"""What a desk or a gateway puts before a subject: "[#12]", "[EXTERNAL]". People say something in brackets, too."""
PREFIX = re.compile(rf"(?:\s|{MARK}|\b(?:{ANSWERS})(?:\[\d{{1,3}}\])?\s?[:：])*", re.IGNORECASE)
NOTICES = ("confidential", "vertraulich", "confidentiel", "confidencial", "riservat", "vertrouwelijk", "poufn")
READERS = (
    "recipient",
    "empfänger",
    "adressat",
    "destinatair",
    "destinatari",
    "destinatári",
    "geadresseerde",
    "adresat",
)
Phrases = dict[str, list[tuple[str, ...]]]


def is_only_thanks(words: Words, names: Iterable[str] = ()) -> bool:
    """Whether these words thank us, in one of eight languages, and say nothing else at all.

    Greetings, praise, wishes, a signature, quoted mail and friendly signs may stand around it, and `names`, which are
    those of the people who talk here. A file, a digit, a question, or a word that is not known makes it no thanks.
    """
    own = words.own_text
    if words.attachments or words.shows_more or len(own) > LONGEST or not own.strip():
        return False
    known_names = _named(names)
    signed = (words.text[start:end] for start, end, kind in words.folds if kind == "signature")
    return all(_is_signature(text, known_names) for text in signed) and _thanks(own, known_names)


def is_same_subject(subject: str, others: Iterable[str]) -> bool:
    """Whether this subject is none, or only answers one of the others: "Re: AW: [#7] Fire" is "Fire"."""
    bare = _bare_subject(subject)
    return not bare or bare in {_bare_subject(other) for other in others}


def _bare_subject(subject: str) -> str:
    text = " ".join(subject.split())
    return text[PREFIX.match(text).end() :].casefold().strip()


def _thanks(text: str, names: Collection[str]) -> bool:
    thanked, signed, lines = False, False, [line.strip() for line in text.splitlines() if line.strip()]
    for place, line in enumerate(lines):
        if line in ("--", "—") or RULER.fullmatch(line):
            below = lines[place + 1 :]
            return thanked and _is_card(below) and any(CONTACT.search(one) or _is_name(one, names) for one in below)
        said = _read(line, names)
        if said is None:
            return thanked and signed and _is_card(lines[place:]) and any(map(CONTACT.search, lines[place:]))
        thanked, signed = thanked or "thanks" in said, signed or said == {"name"}
    return thanked


RULER = re.compile(r"[_—─=*-]{3,}")


def _read(line: str, names: Collection[str]) -> set[str] | None:
    """What kinds of things the line says; None where it says anything else."""
    words = _words(line)
    if words is None:
        return None
    if _is_device_line(words):
        return {"device"}
    kinds, place, said = set(), 0, ""
    while place < len(words):
        length, said = _next(words, place, names, said)
        if not length:
            return None
        place += length
        kinds.add(said)
    return kinds


def _next(words: list[str], place: int, names: Collection[str], before: str) -> tuple[int, str]:
    """How many words from `place` on say one thing, and what kind of thing; 0 for what is not known."""
    found = max((_longest(words, place, phrases), kind) for kind, phrases in _phrases().items())
    if before == "thanks" and (length := _for(words, place)) > found[0]:
        return length, "for"
    if found[0]:
        return found
    if words[place] in _set("EVERYBODY"):
        return 1, "polite"
    return (1, "name") if words[place] in names else (0, "")


def _longest(words: list[str], place: int, phrases: Phrases) -> int:
    for phrase in phrases.get(words[place], ()):
        if tuple(words[place : place + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def _for(words: list[str], place: int) -> int:
    """How long "for your quick help" is, where it names what it was for; else 0."""
    if words[place] not in _set("FOR"):
        return 0
    end, named = place + 1, False
    while end < len(words) and (words[end] in _set("KIND") or words[end] in _set("HELP")):
        named = named or words[end] in _set("HELP")
        end += 1
    return end - place if named else 0


def _words(line: str) -> list[str] | None:
    """The words of the line as they are compared; None where it holds any sign that is more than punctuation."""
    line = "".join(sign for sign in line if unicodedata.category(sign) != "Cf" and sign not in "\ufe0e\ufe0f")
    if STRUCK in line:
        return None
    line = SMILEY.sub(" ", line)
    line = "".join(" " if sign in known.FRIENDLY or "🏻" <= sign <= "🏿" else sign for sign in line)
    if any(not (sign in APART or sign.isspace()) for sign in WORD.sub("", unicodedata.normalize("NFC", line))):
        return None
    return [_plain(word) for word in WORD.findall(unicodedata.normalize("NFC", line))]


def _plain(word: str) -> str:
    """Without case and accents, which people leave out."""
    word = word.casefold().replace("’", "'").replace("ł", "l")
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))


def _is_device_line(words: list[str]) -> bool:
    """ "Sent from my iPhone": nothing but the words of such lines, and a device among them."""
    devices = _set("DEVICE_NAMES")
    return 2 <= len(words) <= 8 and all(word in _set("DEVICE") for word in words) and any(w in devices for w in words)


def _is_name(line: str, names: Collection[str]) -> bool:
    return _read(line, names) == {"name"}


def _is_signature(text: str, names: Collection[str]) -> bool:
    """Whether nobody says anything in what was folded away, line by line. What lawyers wrote there is not looked at."""
    paragraphs = [one for one in re.split(r"\n\s*\n", text) if not _is_notice(one)]
    lines = [line.strip() for one in paragraphs for line in one.splitlines() if line.strip()]
    return len(lines) <= MOST_SIGNATURE_LINES and all(
        line in ("--", "—") or RULER.fullmatch(line) or _is_card_line(line) or _read(line, names) is not None
        for line in lines
    )


def _is_card(lines: list[str]) -> bool:
    """Below a name: an address, a number, a firm. A line in which somebody says something makes it none."""
    return len(lines) <= MOST_CARD_LINES and all(map(_is_card_line, lines))


def _is_card_line(line: str) -> bool:
    if len(line) > LONGEST_CARD_LINE or "?" in line or "!" in line or not _is_quiet(line):
        return False
    if _is_device_line(_words(line) or []):
        return True
    words = WORD.findall(CONTACT.sub(" ", line))
    if not CONTACT.search(line):
        return 0 < len(words) <= LONGEST_CARD_NAME and not line.endswith((".", "…")) and all(map(_is_named, words))
    return all(_is_named(word) or _plain(word) in _set("LABELS") for word in words)


def _is_named(word: str) -> bool:
    """Written as a name is: with a capital, or a small word that stands between such."""
    return not word[0].islower() or _plain(word) in _set("BETWEEN")


def _is_quiet(line: str) -> bool:
    """Whether a line of a signature says nothing that wants an ear."""
    doubts = _set("DOUBTS").intersection(map(_plain, WORD.findall(line)))
    return not doubts and not any(sign in line for sign in "?？¿")


def _is_notice(paragraph: str) -> bool:
    """What a company's lawyers wrote: it claims something, and asks something of whoever reads it in error."""
    said = paragraph.casefold()
    found = (any(stem in said for stem in stems) for stems in (NOTICES, READERS))
    return len(paragraph) >= SHORTEST_NOTICE and all(found) and "?" not in said


def _named(names: Iterable[str]) -> frozenset[str]:
    return frozenset(_plain(word) for name in names for word in WORD.findall(name)) - _set("DOUBTS")


@cache
def _phrases() -> dict[str, Phrases]:
    """The phrases of each kind by their first word, the longest first."""
    return {"polite": _by_first_word(known.POLITE), "thanks": _by_first_word(known.THANKS)}


def _by_first_word(languages: dict[str, str]) -> Phrases:
    found: Phrases = {}
    for phrase in {tuple(_split(phrase)) for text in languages.values() for phrase in re.split(r"[|\n]", text)}:
        if phrase:
            found.setdefault(phrase[0], []).append(phrase)
    return {word: sorted(phrases, key=len, reverse=True) for word, phrases in found.items()}


@cache
def _set(name: str) -> frozenset[str]:
    words = getattr(known, name)
    return frozenset(_split(words if isinstance(words, str) else " ".join(words.values())))


def _split(text: str) -> Iterator[str]:
    return (_plain(word) for word in WORD.findall(text))
