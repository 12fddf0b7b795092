"""The Jinja2 environment of our pages: the few globals and filters that templates may use."""

from datetime import datetime, tzinfo
from functools import lru_cache

from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext as _
from jinja2 import Environment, StrictUndefined
from lucide.jinja import lucide
from markupsafe import Markup, escape

from transom.mail.compose import render_markdown
from transom.web.live.hub import HUB
from transom.web.plain_text import LONGEST, linked

MINUTE, HOUR, DAY = 60, 3600, 86400
REMEMBERED = 4000
"""Letters of a text that is kept rendered, for pages show the same words again and again; what is longer is rare."""
BEGIN, END = "\ue001", "\ue002"
"""Around a mention while its text is made HTML: letters that nobody types (Unicode's private use)."""
MARKS = dict.fromkeys(map(ord, (BEGIN, END)))


def environment(**options) -> Environment:
    options["undefined"] = StrictUndefined
    made = Environment(extensions=["jinja2.ext.i18n"], **options)  # noqa: S701, Django passes autoescape
    made.install_gettext_callables(gettext, ngettext, newstyle=True)
    made.globals |= {"live_newest": lambda: HUB.newest, "static": static, "url": reverse, "drawing": drawing}
    made.filters |= {"moment": moment, "relative": relative, "exact": exact, "file_size": file_size, "linked": linked}
    made.filters |= {"markdown": markdown, "said": said}
    return made


@lru_cache
def drawing(name: str) -> Markup:
    """The icon of that name of lucide, which says nothing aloud. A page has dozens of the same few."""
    return lucide(name, size=16, stroke_width=1.75, **{"class": "icon", "aria-hidden": "true"})


def markdown(text: str) -> Markup:
    """Our Markdown as a mail would show it. An overlong text is shown as it is."""
    if len(text) > LONGEST:
        return linked(text)
    return _remembered(text) if len(text) <= REMEMBERED else _rendered(text)


def _rendered(text: str) -> Markup:
    return Markup(render_markdown(text))  # noqa: S704, cleaned by nh3


_remembered = lru_cache(maxsize=500)(_rendered)


def said(part: dict) -> Markup:
    """Words of ours in the thread: Markdown, with whom they mention marked."""
    pieces = part.get("pieces") or []
    if not any(piece["people"] for piece in pieces):
        return markdown(part["text"])
    clean = [(piece["people"], piece["text"].translate(MARKS)) for piece in pieces]
    html = str(markdown("".join(f"{BEGIN}{text}{END}" if people else text for people, text in clean)))
    for people, _text in clean:
        if people:
            html = html.replace(BEGIN, f'<span class="mention" title="{escape(people)}">', 1)
    return Markup(html.replace(END, "</span>"))  # noqa: S704, of cleaned HTML and of what is escaped here


def moment(at: datetime) -> Markup:
    """A time on the page: words for the eye, the exact moment on hover and for machines."""
    exactly, words = escape(exact(at)), escape(relative(at))
    return Markup(f'<time datetime="{at.isoformat()}" title="{exactly}">{words}</time>')  # noqa: S704, all escaped


def relative(at: datetime, now: datetime | None = None) -> str:
    """How long ago, in the words of a person who is busy: "now", "25 min", "3 h", "2 d", then the date."""
    seconds = ((now or timezone.now()) - at).total_seconds()
    if seconds < MINUTE:
        return _("just now")
    if seconds < HOUR:
        return _("%(count)d min ago") % {"count": seconds // MINUTE}
    if seconds < DAY:
        return _("%(count)d h ago") % {"count": seconds // HOUR}
    if seconds < 14 * DAY:
        return _("%(count)d d ago") % {"count": seconds // DAY}
    return _local(at, "j M Y", get_language(), timezone.get_current_timezone())


def exact(at: datetime) -> str:
    """The moment itself, in the reader's zone, for the title of a relative time."""
    return _local(at, "D j M Y, H:i T", get_language(), timezone.get_current_timezone())


@lru_cache(maxsize=10_000)
def _local(at: datetime, wanted: str, language: str | None, zone: tzinfo) -> str:
    """A page has up to a hundred moments, the same as the page before it. `language` is the current one."""
    return date_format(at.astimezone(zone), wanted)


def file_size(size: int) -> str:
    if size < 1000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{size / 1000:.0f} kB"
    return f"{size / 1_000_000:.1f} MB"


def one_token(request: HttpRequest) -> dict:
    """`csrf_input` for every form of a page, made once where the first one asks; Django makes another for each."""
    return {"csrf_input": SimpleLazyObject(lambda: csrf_input(request))}
