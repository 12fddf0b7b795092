"""How wide words are where they are drawn. The reader's own face is not known, so this is a cautious guess."""

from functools import lru_cache
from unicodedata import east_asian_width

NARROW, WIDE = frozenset("iljtfrI.,:;'|!()[]·- “”‘’"), frozenset("mwMW@%…—")
BOLD = 1.08


@lru_cache(maxsize=2000)
def width(text: str, size: float, bold: bool = False) -> float:
    """In pixels, for letters of `size` pixels."""
    return sum(map(_share, text)) * size * (BOLD if bold else 1)


def _share(letter: str) -> float:
    if letter in NARROW:
        return 0.36
    if letter in WIDE or east_asian_width(letter) in "WF":
        return 1.0
    return 0.72 if letter.isupper() else 0.6


def lines(text: str, room: float, size: float, *, bold: bool = False, most: int = 2) -> tuple[str, ...]:
    """The text broken between words, in at most so many lines; what does not fit ends in an ellipsis."""
    made = [""]
    for word in text.split():
        longer = f"{made[-1]} {word}".strip()
        if not made[-1] or width(longer, size, bold) <= room:
            made[-1] = longer
        else:
            made.append(word)
    if len(made) > most:
        made[most - 1 :] = [" ".join(made[most - 1 :])]
    return tuple(_cut(line, room, size, bold) for line in made)


def _cut(line: str, room: float, size: float, bold: bool) -> str:
    if width(line, size, bold) <= room:
        return line
    while line and width(f"{line}…", size, bold) > room:
        line = line[:-1]
    return f"{line.rstrip()}…"
