"""Somebody else's words inside our Markdown: they are read as they were written, and never become a link or a picture."""

JOINER = "\u2060"
"""WORD JOINER: takes no room and is not seen. Behind it neither Markdown nor a mail program takes an address for one."""
ALWAYS = frozenset("`*<")
AT_THE_START = frozenset("#>(-+=~|")
PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


def plain(text: str) -> str:
    """`text` on one line, for a place in Markdown. A letter is marked only where it would not stand for itself.

    So "Export [v2] fails" stays as it is, which matters where the Markdown is read as plain text too.
    """
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return "".join(_letter(text, place) for place in range(len(text)))


def _letter(text: str, place: int) -> str:
    letter, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if letter == "@":
        return JOINER + letter
    if letter == before == "{":  # two of them would begin a name of ours
        return JOINER + letter
    if letter == ":" and after == "/":
        return letter + JOINER
    if letter == "." and text[:place].lower().endswith("www"):
        return JOINER + letter
    return f"\\{letter}" if _has_a_meaning(letter, before, after) else letter


def _has_a_meaning(letter: str, before: str, after: str) -> bool:
    if letter in ALWAYS or (not before and letter in AT_THE_START):
        return True
    if letter == "_":
        return not (before.isalnum() and after.isalnum())
    if letter == "~":  # what cannot end a crossing out, begins none
        return bool(before) and not before.isspace()
    if letter == "\\":
        return not after or after in PUNCTUATION
    if letter == "&":
        return after == "#" or after.isalpha()
    if letter in ".)":  # "1." begins a list, where it stands first
        return before.isdecimal() and after in ("", " ")
    return letter == "]" and after in ("", "(", "[", ":")
