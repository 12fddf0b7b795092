"""Plain text for the screen: escaped, with its addresses as links that tell the other side nothing."""

from django.utils.html import Urlizer
from markupsafe import Markup

REL = "noopener noreferrer nofollow"


class _Links(Urlizer):
    url_template = f'<a href="{{href}}" rel="{REL}">{{url}}</a>'


def linked(text: str) -> Markup:
    """`text` escaped, with web and mail addresses as links."""
    return Markup(_Links()(str(text), autoescape=True))  # noqa: S704, autoescape has escaped every word
