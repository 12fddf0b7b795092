"""What happened to the rules of time and their calendars, in one stream: who changed what, and how it was before."""

from typing import ClassVar

from django.utils.translation import gettext as _

from transom.clock.documents import CalendarDocument, RuleDocument
from transom.tickets.events.base import EventKind, Ref

STREAM, ONLY = "clock", 1
"""There is one clock, so its stream has one number."""


class RuleSet(EventKind):
    """A rule was made (`before` is None), changed, or removed (`after` is None)."""

    kind: ClassVar[str] = "clock-rule-set"

    rule: Ref
    before: RuleDocument | None = None
    after: RuleDocument | None = None

    def sentence(self):
        words = {"name": self.rule.label}
        if self.before is None:
            return _("made the rule “%(name)s”") % words
        if self.after is None:
            return _("removed the rule “%(name)s”") % words
        if self.before.is_active != self.after.is_active:
            if self.after.is_active:
                return _("switched the rule “%(name)s” on") % words
            return _("switched the rule “%(name)s” off") % words
        return _("changed the rule “%(name)s”") % words


class RulesOrdered(EventKind):
    """`before` and `after` are the keys of all rules of one kind, in their order."""

    kind: ClassVar[str] = "clock-rules-ordered"

    rule: Ref
    watches: str
    before: tuple[int, ...]
    after: tuple[int, ...]

    def sentence(self):
        if self.rule.id not in self.after:
            return _("changed the order of the rules")
        words = {"name": self.rule.label, "place": self.after.index(self.rule.id) + 1}
        return _("put the rule “%(name)s” in place %(place)d") % words


class CalendarSet(EventKind):
    """A calendar was made (`before` is None), changed, or removed (`after` is None)."""

    kind: ClassVar[str] = "clock-calendar-set"

    calendar: Ref
    before: CalendarDocument | None = None
    after: CalendarDocument | None = None

    def sentence(self):
        words = {"name": self.calendar.label}
        if self.before is None:
            return _("made the calendar “%(name)s”") % words
        if self.after is None:
            return _("removed the calendar “%(name)s”") % words
        return _("changed the calendar “%(name)s”") % words


class TimesSet(EventKind):
    """When the clearance and the digest come, and for how long a word reopens, by the columns of `ProcessSettings`."""

    kind: ClassVar[str] = "clock-times-set"

    before: dict[str, int]
    after: dict[str, int]

    def sentence(self):
        return _("changed when clearance and digest come, or for how long a word reopens")
