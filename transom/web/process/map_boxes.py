"""A status as a box of the map: its lines of words, what they mean, and how large it is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.tickets.dwelling import Figures
from transom.web.agent.spans import span
from transom.web.process.lettering import lines
from transom.web.process.map_marks import Mark, mark_words
from transom.web.process.shown import category_words, owner_words
from transom.workflow.document import Stop
from transom.workflow.layout import Rect

WIDTH, INSET = 216, 16
NAME, SMALL = 13.5, 11.5
NAME_LINE, SMALL_LINE, AROUND = 18, 16, 11


@dataclass(frozen=True)
class Line:
    """One line of a box: `y` is its baseline. `kind`: name, "" or late; `url` where it leads somewhere of its own."""

    words: str
    y: float
    kind: str = ""
    url: str = ""


@dataclass(frozen=True)
class DrawnStop:
    """`told` is all of it in one sentence, for who does not see it. `rect` is None until it has its place."""

    slug: str
    name: str
    category: str
    category_words: str
    owner: str
    tickets: str
    usual: str
    longest: str
    limit: str
    is_late: bool
    mark: Mark
    mark_words: str
    url: str
    tickets_url: str
    words: tuple[tuple[str, str, str], ...]
    height: int
    aside: str = ""
    rect: Rect | None = None
    is_stop: bool = True
    width: int = WIDTH

    @property
    def told(self) -> str:
        parts = (
            self.mark_words,
            self.category_words,
            self.owner,
            self.aside,
            self.tickets,
            self.longest,
            self.usual,
            self.limit,
        )
        return f"{self.name}. {', '.join(filter(None, parts))}."

    @property
    def lines(self) -> list[Line]:
        """Its words with their places on the drawing."""
        made, y = [], self.rect.y + AROUND
        for kind, words, url in self.words:
            step = NAME_LINE if kind == "name" else SMALL_LINE
            y += step
            made.append(Line(words, round(y - step * 0.28, 1), kind, url))
        return made

    def at(self, rect: Rect, shift: float) -> "DrawnStop":
        return replace(self, rect=replace(rect, x=rect.x + shift))

    def put(self, x: float, y: float) -> "DrawnStop":
        return replace(self, rect=Rect(x, y, self.width, self.height))

    def reached(self, words: str) -> "DrawnStop":
        """The same, standing aside: `words` say from where it is reached."""
        more = tuple(("", line, "") for line in lines(words, WIDTH - 2 * INSET, SMALL))
        return replace(self, aside=words, words=self.words + more, height=self.height + SMALL_LINE * len(more))


def drawn(stop: Stop, mark: Mark, here: Figures | None, people: Mapping[str, str], links) -> DrawnStop:
    """The box of a status; where it has figures it says them."""
    category, owner = category_words(stop.category), owner_words(stop.owner, people) if stop.owner else ""
    limit = timedelta(days=stop.days) if stop.days else None
    limit_words = (
        ngettext("%(days)d day at most", "%(days)d days at most", stop.days) % {"days": stop.days} if limit else ""
    )
    tickets = _tickets(here) if here else ""
    usual = _("usually %(time)s") % {"time": span(here.usual)} if here and here.usual is not None else ""
    longest = _("longest %(time)s") % {"time": span(here.longest)} if here and here.longest is not None else ""
    late = bool(limit and here and max(here.longest or timedelta(), here.usual or timedelta()) > limit)
    room = WIDTH - 2 * INSET
    tickets_url = links.tickets(stop.status) if here and here.count and links.tickets else ""
    words = [("name", line, "") for line in lines(stop.name, room - 10, NAME, bold=True)]
    words += [("", line, "") for line in lines(" · ".join(filter(None, (category, owner))), room, SMALL, most=1)]
    if tickets:
        words.append(("late" if late and longest else "", " · ".join(filter(None, (tickets, longest))), tickets_url))
    if usual or limit_words:
        words.append(("", " · ".join(filter(None, (usual, limit_words))), ""))
    if mark:
        words.append((mark.value, mark_words(mark), ""))
    names = sum(kind == "name" for kind, _words, _url in words)
    return DrawnStop(
        slug=stop.status,
        name=stop.name,
        category=stop.category,
        category_words=category,
        owner=owner,
        tickets=tickets,
        usual=usual,
        longest=longest,
        limit=limit_words,
        is_late=late,
        mark=mark,
        mark_words=mark_words(mark),
        url=links.stop(stop.status),
        tickets_url=tickets_url,
        words=tuple(words),
        height=2 * AROUND + NAME_LINE * names + SMALL_LINE * (len(words) - names),
    )


def _tickets(here: Figures) -> str:
    if here.is_more:
        return _("%(count)d+ tickets") % {"count": here.count}
    return ngettext("%(count)d ticket", "%(count)d tickets", here.count) % {"count": here.count}
