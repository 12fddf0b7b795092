"""A move as an arrow of the map: its label, which is that of its button, and what is told of it on request."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from transom.web.process.lettering import lines, width
from transom.web.process.map_lines import curve, head
from transom.web.process.map_marks import Mark, mark_words, place
from transom.web.process.shown import requires_words
from transom.workflow.document import Move
from transom.workflow.layout import Rect, Route
from transom.workflow.models import Trigger
from transom.workflow.rules import role_words

SIZE, LINE, INSET, SIGN = 11.5, 14, 9, 15
ROOM = 148
TIP_WIDTH, TIP_INSET, TIP_LINE = 244, 10, 15
ICONS = {
    Trigger.CUSTOMER_WORD: "mail",
    Trigger.OUR_WORD: "reply",
    Trigger.CONFIRMS: "check",
    Trigger.OBJECTS: "x",
    Trigger.APPROVES: "check",
    Trigger.DECLINES: "x",
}
"""What stands before a label whose move takes itself."""


@dataclass(frozen=True)
class DrawnMove:
    """`rect` is that of its label, and `line` and `head` are its arrow; None and empty where it is told in words alone."""

    origin: str
    to: str
    origin_name: str
    to_name: str
    label: str
    who: str
    requires: str
    trigger: str
    icon: str
    mark: Mark
    mark_words: str
    url: str
    words: tuple[str, ...]
    tip: tuple[str, ...]
    width: int
    height: int
    rect: Rect | None = None
    line: str = ""
    head: str = ""
    back: bool = False
    on_spine: bool = False
    tip_at: Rect | None = None
    is_stop: bool = False

    @property
    def key(self) -> str:
        return f"{self.origin} {self.to}"

    @property
    def place(self) -> str:
        """Its id in the table."""
        return place(self.origin, self.to)

    @property
    def told(self) -> str:
        """All of it in one sentence, for who does not see it."""
        return f"{self.label}: {', '.join(filter(None, (self.mark_words, *self.tip_parts)))}."

    @property
    def tip_parts(self) -> tuple[str, ...]:
        asks = _("asks for %(what)s") % {"what": self.requires} if self.requires else ""
        way = _("%(origin)s to %(to)s") % {"origin": self.origin_name, "to": self.to_name}
        return tuple(filter(None, (way, self.who, asks, self.trigger)))

    @property
    def lines(self) -> list[tuple[str, float, float]]:
        """Each line of the label with the middle of its words and its baseline."""
        x = self.rect.middle + (SIGN / 2 if self.icon else 0)
        top = self.rect.y + (self.height - LINE * len(self.words)) / 2
        return [(words, round(x, 1), round(top + LINE * number + 10.6, 1)) for number, words in enumerate(self.words)]

    @property
    def icon_at(self) -> tuple[float, float]:
        return round(self.rect.x + INSET - 2, 1), round(self.rect.y + self.height / 2 - 6, 1)

    @property
    def tip_lines(self) -> list[tuple[str, float, float]]:
        x = self.tip_at.x + TIP_INSET
        return [(words, x, round(self.tip_at.y + 19 + TIP_LINE * number, 1)) for number, words in enumerate(self.tip)]

    def along(self, route: Route, shift: float, wide: float, on_spine: bool) -> "DrawnMove":
        """The same with its arrow; what is told on request stands above its label, inside the drawing."""
        points = [(x + shift, y) for x, y in route.points]
        rect = replace(route.label, x=route.label.x + shift)
        height = TIP_LINE * len(self.tip) + 14
        x = min(max(rect.middle - TIP_WIDTH / 2, 2), wide - TIP_WIDTH - 2)
        tip_at = Rect(round(x, 1), max(rect.y - height - 5, -TIP_INSET), TIP_WIDTH, height)
        return replace(
            self, rect=rect, line=curve(points), head=head(points), back=route.back, on_spine=on_spine, tip_at=tip_at
        )


def drawn(move: Move, mark: Mark, names: Mapping[str, str], links) -> DrawnMove:
    """The label of a move, and its words; it has no place yet."""
    words = lines(f"{SIGNS[mark]}{move.label}", ROOM, SIZE)
    icon = ICONS.get(move.trigger, "zap" if move.trigger else "")
    made = DrawnMove(
        origin=move.origin,
        to=move.to,
        origin_name=names.get(move.origin, move.origin),
        to_name=names.get(move.to, move.to),
        label=move.label,
        who=role_words(list(move.roles)),
        requires=requires_words(move),
        trigger=str(Trigger(move.trigger).label) if move.trigger in Trigger.values and move.trigger else "",
        icon=icon,
        mark=mark,
        mark_words=mark_words(mark),
        url=links.move(move.origin, move.to),
        words=words,
        tip=(),
        width=round(max(width(line, SIZE) for line in words) + 2 * INSET + (SIGN if icon else 0)),
        height=LINE * len(words) + 10,
    )
    return replace(
        made,
        tip=tuple(line for part in made.tip_parts for line in lines(part, TIP_WIDTH - 2 * TIP_INSET, SIZE, most=3)),
    )


SIGNS = {Mark.SAME: "", Mark.ADDED: "+ ", Mark.CHANGED: "± ", Mark.REMOVED: "− "}
"""Before the label of a move that a draft touches, so that it is not colour alone."""
