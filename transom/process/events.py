"""What happened to the process, in the stream of each type: who changed it, when and why."""

from typing import ClassVar

from django.utils.translation import gettext as _

from transom.tickets.events.base import EventKind

STREAM = "workflow"


class PathPublished(EventKind):
    """`differences` are what the version changed, in the words of that day."""

    kind: ClassVar[str] = "path-published"

    number: int
    why: str
    differences: tuple[str, ...] = ()

    def sentence(self):
        return _("published version %(number)d: %(why)s") % {"number": self.number, "why": self.why.rstrip(". ")}


class RunStopped(EventKind):
    kind: ClassVar[str] = "path-run-stopped"

    number: int

    def sentence(self):
        return _("stopped moving the tickets of version %(number)d") % {"number": self.number}


class RunResumed(EventKind):
    kind: ClassVar[str] = "path-run-resumed"

    number: int

    def sentence(self):
        return _("went on moving the tickets of version %(number)d") % {"number": self.number}


class RunEnded(EventKind):
    """`moved` tickets stand where the version puts them, `left` could not be moved."""

    kind: ClassVar[str] = "path-run-ended"

    number: int
    moved: int
    left: int

    def sentence(self):
        words = {"number": self.number, "moved": self.moved, "left": self.left}
        if self.left:
            return _("took %(moved)d tickets along to version %(number)d; %(left)d could not be moved") % words
        return _("took %(moved)d tickets along to version %(number)d") % words
