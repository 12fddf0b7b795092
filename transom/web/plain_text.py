"""Plain text for the screen: escaped, with its addresses as links that tell the other side nothing."""

import re
from collections.abc import Iterator

from django.utils.html import Urlizer, escape
from markupsafe import Markup

REL = "noopener noreferrer nofollow"


class _Links(Urlizer):
    url_template = f'<a href="{{href}}" rel="{REL}">{{url}}</a>'


MARK = re.compile(r"@|://|www\.|\.(?:com|edu|gov|int|mil|net|org)", re.IGNORECASE)
"""Without one of these a word has nothing in it that `Urlizer` would make a link, and looking at each word is what costs."""
WORD = re.compile(r"""[^\s<>"']+""")
LONGEST = 100_000  # characters; a longer text is a log or a bomb, and a page must not be kept waiting for its links
_links = _Links()


def linked(text: str) -> Markup:
    """`text` escaped, with web and mail addresses as links where it is not overlong."""
    text = str(text)
    if len(text) > LONGEST:
        return Markup(escape(text))  # noqa: S704, escaped
    return Markup("".join(_pieces(text)))  # noqa: S704, each piece is escaped


def _pieces(text: str) -> Iterator[str]:
    """What lies between two addresses, escaped in one go, and the addresses as links."""
    done, line_begins = 0, 0
    for line in text.splitlines(keepends=True):
        if MARK.search(line):
            for word in WORD.finditer(text, line_begins, line_begins + len(line)):
                if MARK.search(word[0]):
                    yield escape(text[done : word.start()])
                    yield _links.handle_word(word[0], safe_input=False, autoescape=True)
                    done = word.end()
        line_begins += len(line)
    yield escape(text[done:])
