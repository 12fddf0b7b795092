"""Does the HTML of a mail show more than its text says? Pure; its readers may see only one of the two."""

import re
import unicodedata
from collections import Counter

from transom.mail.reading.html_text import html_to_text

LONGEST = 300_000
"""What is longer is not read for this."""
WORD = re.compile(r"[^\W_]+")
SHOWN = re.compile(r"<(?:s|strike|del)[\s>]|line-through|<img\b[^>]{0,400}\bdata:", re.IGNORECASE)
"""What no text tells: words that are struck out, and a picture that is in the HTML itself."""


def shows_more(text: str, html: str) -> bool:
    """Whether somebody who reads the HTML reads a word, or sees a picture, that `text` has not."""
    if not html:
        return False
    if len(html) > LONGEST or SHOWN.search(html):
        return True
    return bool(_words(html_to_text(html)) - _words(text))


def _words(text: str) -> Counter[str]:
    seen = "".join(sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign) != "Cf")
    return Counter(WORD.findall(seen.casefold()))
