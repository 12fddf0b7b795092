"""A status as a box of the map: its lines of words, what they mean, and how large it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.tickets.dwelling import Figures
from transom.web.agent.spans import span
from transom.web.process.lettering import lines, width
from transom.web.process.map_marks import Mark, mark_words, place
from transom.web.process.shown import category_words, owner_words
from transom.workflow.document import Stop
from transom.workflow.layout import Rect

WIDTH, INSET = 216, 16
NAME, SMALL = 13.5, 11.5
NAME_LINE, SMALL_LINE, AROUND = 18, 16, 11
SEPARATOR = " · "


@dataclass(frozen=True)
class Line:
    """One line of a box: `y` is its baseline. `kind`: name, late, what a draft made of it, or empty."""

    words: str
    y: float
    kind: str = ""


@dataclass(frozen=True)
class DrawnStop:
    """`told` is all of it in one sentence, for who does not see it. `rect` is None until it has its place."""

    slug: str
    name: str
    category: str
    category_words: str
    owner: str
    tickets: str
    count: str
    usual: str
    usual_time: str
    longest: str
    longest_time: str
    limit: str
    limit_time: str
    is_late: bool
    mark: Mark
    mark_words: str
    url: str
    tickets_url: str
    words: tuple[tuple[str, str], ...]
    height: int
    aside: str = ""
    rect: Rect | None = None
    is_stop: bool = True
    width: int = WIDTH

    @property
    def place(self) -> str:
        """Its id in the table."""
        return place(self.slug)

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
        for kind, words in self.words:
            step = NAME_LINE if kind == "name" else SMALL_LINE
            y += step
            made.append(Line(words, round(y - step * 0.28, 1), kind))
        return made

    def at(self, rect: Rect, shift: float) -> "DrawnStop":
        return replace(self, rect=replace(rect, x=rect.x + shift))

    def put(self, x: float, y: float) -> "DrawnStop":
        return replace(self, rect=Rect(x, y, self.width, self.height))

    def beside(self, words: str, ways_out: Sequence[str]) -> "DrawnStop":
        """The same, standing aside: `words` say from where it is reached, `ways_out` are its moves."""
        more = tuple(("", line) for part in (words, *ways_out) for line in lines(part, WIDTH - 2 * INSET, SMALL))
        return replace(self, aside=words, words=self.words + more, height=self.height + SMALL_LINE * len(more))


def drawn(stop: Stop, mark: Mark, here: Figures | None, people: Mapping[str, str], links) -> DrawnStop:
    """The box of a status; where it has figures it says them."""
    category, owner = category_words(stop.category), owner_words(stop.owner, people) if stop.owner else ""
    limit = timedelta(days=stop.days) if stop.days else None
    limit_words = (
        ngettext("%(days)d day at most", "%(days)d days at most", stop.days) % {"days": stop.days} if limit else ""
    )
    tickets = _tickets(here) if here else ""
    usual_time, longest_time = _span(here and here.usual), _span(here and here.longest)
    usual = _("usually %(time)s") % {"time": usual_time} if usual_time else ""
    longest = _("longest %(time)s") % {"time": longest_time} if longest_time else ""
    room = WIDTH - 2 * INSET
    tickets_url = links.tickets(stop.status) if here and here.count and links.tickets else ""
    words = [("name", line) for line in lines(stop.name, room - 10, NAME, bold=True)]
    words += [("", line) for line in _in_a_row((category, owner), room)]
    if tickets:
        words.append((_late(here.longest, limit), SEPARATOR.join(filter(None, (tickets, longest)))))
    if usual or limit_words:
        words.append((_late(here and here.usual, limit), SEPARATOR.join(filter(None, (usual, limit_words)))))
    if mark:
        words.append((mark.value, mark_words(mark)))
    names = sum(kind == "name" for kind, _words in words)
    return DrawnStop(
        slug=stop.status,
        name=stop.name,
        category=stop.category,
        category_words=category,
        owner=owner,
        tickets=tickets,
        count=f"{here.count}{'+' if here.is_more else ''}" if here else "",
        usual=usual,
        usual_time=usual_time,
        longest=longest,
        longest_time=longest_time,
        limit=limit_words,
        limit_time=_("%(count)d d") % {"count": stop.days} if limit else "",
        is_late=bool(here and _late(here.longest, limit)),
        mark=mark,
        mark_words=mark_words(mark),
        url=links.stop(stop.status),
        tickets_url=tickets_url,
        words=tuple(words),
        height=2 * AROUND + NAME_LINE * names + SMALL_LINE * (len(words) - names),
    )


def _in_a_row(parts: Iterable[str], room: float) -> list[str]:
    """The parts in one line where they fit, else each in its own."""
    told = [part for part in parts if part]
    joined = SEPARATOR.join(told)
    return [joined] if width(joined, SMALL) <= room else [line for part in told for line in lines(part, room, SMALL)]


def _late(span: timedelta | None, limit: timedelta | None) -> str:
    """The kind of a line that tells of too long a time."""
    return "late" if span and limit and span > limit else ""


def _span(passed: timedelta | None) -> str:
    return span(passed) if passed is not None else ""


def _tickets(here: Figures) -> str:
    if not here.count:
        return _("no tickets")
    if here.is_more:
        return _("%(count)d+ tickets") % {"count": here.count}
    return ngettext("%(count)d ticket", "%(count)d tickets", here.count) % {"count": here.count}
