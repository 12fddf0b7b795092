"""What happens in a review, in the stream "review". Tickets stand there by their keys: their words stay with them."""

from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.reviews.models import Standing
from transom.tickets.events import EventKind

STREAM = "review"


class ReviewBegan(EventKind):
    kind: ClassVar[str] = "review-began"

    name: str
    tickets: int

    def sentence(self):
        return ngettext(
            "began the review “%(name)s” of %(count)d ticket",
            "began the review “%(name)s” of %(count)d tickets",
            self.tickets,
        ) % {"name": self.name, "count": self.tickets}


class ReviewJoined(EventKind):
    kind: ClassVar[str] = "review-joined"

    def sentence(self):
        return _("sat down at the table")


class ReviewTurned(EventKind):
    """A ticket left the table, or it was put there, or both. `ticket` and `to` are keys; `standing` as it is left.

    It lay there for `seconds`; when it came there, `since` was its version.
    """

    kind: ClassVar[str] = "review-turned"

    ticket: int | None = None
    standing: str = ""
    since: int = 0
    seconds: int = 0
    to: int | None = None

    def sentence(self):
        words = {
            Standing.LOOKED: _("went on"),
            Standing.SKIPPED: _("skipped a ticket"),
            Standing.LATER: _("put a ticket aside for later"),
        }
        return words.get(self.standing) or _("turned to another ticket")


class ReviewEnded(EventKind):
    kind: ClassVar[str] = "review-ended"

    def sentence(self):
        return _("ended the review")
