"""Plain text for the screen: escaped, with its addresses as links that tell the other side nothing."""

from django.utils.html import Urlizer, escape
from markupsafe import Markup

REL = "noopener noreferrer nofollow"


class _Links(Urlizer):
    url_template = f'<a href="{{href}}" rel="{REL}">{{url}}</a>'


MARKS = ("@", "://", "www.", ".com", ".edu", ".gov", ".int", ".mil", ".net", ".org")
"""Without one of these a line has no address that `Urlizer` would see, and looking word by word is what costs."""
LONGEST = 100_000  # characters; a longer text is a log or a bomb, and a page must not be kept waiting for its links
_links = _Links()


def linked(text: str) -> Markup:
    """`text` escaped, with web and mail addresses as links where it is not overlong."""
    if len(text) > LONGEST:
        return escape(text)
    pieces = (_line(line) for line in str(text).splitlines(keepends=True))
    return Markup("".join(pieces))  # noqa: S704, each line is escaped


def _line(line: str) -> str:
    small = line.lower()
    return _links(line, autoescape=True) if any(mark in small for mark in MARKS) else escape(line)
