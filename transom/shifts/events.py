"""What happens around a role that exactly one person holds, in the stream "shift": one stream for each such role."""

from datetime import datetime
from typing import ClassVar

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.people.roles import Role
from transom.tickets.events.base import EventKind, Ref

STREAM = "shift"
OF_ROLE = {Role.QUEUE_MANAGER: 1, Role.SUPPORT_DEVELOPER: 2}
"""The `stream_id` of each role."""


def time_words(at: datetime) -> str:
    return date_format(localtime(at), "D j M, H:i")


class ShiftPlanned(EventKind):
    """`count` shifts, the first of them from `starts_at` until `ends_at`; the last one ends at `until`."""

    kind: ClassVar[str] = "shift-planned"

    person: Ref
    deputy: Ref | None
    starts_at: datetime
    ends_at: datetime
    count: int = 1
    until: datetime | None = None

    def sentence(self):
        words = {"person": self.person.label, "from": time_words(self.starts_at), "count": self.count}
        return (
            ngettext(
                "planned %(person)s for %(from)s",
                "planned %(person)s for %(count)d shifts, from %(from)s on",
                self.count,
            )
            % words
        )


class ShiftRemoved(EventKind):
    """It was taken off the plan; one that had begun ends when this happened."""

    kind: ClassVar[str] = "shift-removed"

    person: Ref
    starts_at: datetime
    ends_at: datetime
    count: int = 1

    def sentence(self):
        words = {"person": self.person.label, "from": time_words(self.starts_at), "count": self.count}
        return (
            ngettext(
                "took the shift of %(person)s on %(from)s off the plan",
                "took %(count)d shifts of %(person)s off the plan, from %(from)s on",
                self.count,
            )
            % words
        )


class AbsencePlanned(EventKind):
    kind: ClassVar[str] = "absence-planned"

    person: Ref
    starts_at: datetime
    ends_at: datetime

    def sentence(self):
        words = {"person": self.person.label, "from": time_words(self.starts_at), "until": time_words(self.ends_at)}
        return _("wrote down that %(person)s is away from %(from)s until %(until)s") % words


class AbsenceEnded(EventKind):
    kind: ClassVar[str] = "absence-ended"

    person: Ref

    def sentence(self):
        return _("wrote down that %(person)s is not away after all") % {"person": self.person.label}


class ShiftBegan(EventKind):
    """Their shift began and they hold it. `relieved` is who held it before, where that was somebody else."""

    kind: ClassVar[str] = "shift-began"

    person: Ref
    relieved: Ref | None = None

    def sentence(self):
        return _("%(person)s answers for the queue: their shift began") % {"person": self.person.label}


class StoodIn(EventKind):
    """`person` stands in for somebody who is away or cannot hold it."""

    kind: ClassVar[str] = "stood-in"

    person: Ref
    absent: Ref | None = None

    def sentence(self):
        words = {"person": self.person.label, "absent": self.absent.label if self.absent else ""}
        if self.absent is None:
            return _("%(person)s answers for the queue: nobody else can") % words
        return _("%(person)s answers for the queue as deputy of %(absent)s") % words


class TookOver(EventKind):
    kind: ClassVar[str] = "took-over"

    person: Ref
    relieved: Ref | None = None

    def sentence(self):
        if self.relieved is None:
            return _("took over the queue")
        return _("took over the queue from %(who)s") % {"who": self.relieved.label}


class HandOverOffered(EventKind):
    """`taker` is nobody where any queue manager may take it. `offer` is the key of the hand-over."""

    kind: ClassVar[str] = "hand-over-offered"

    offer: int
    giver: Ref
    taker: Ref | None
    note: str = ""

    def sentence(self):
        if self.taker is None:
            return _("offered the queue to whoever takes it")
        return _("offered the queue to %(who)s") % {"who": self.taker.label}


class HandOverAccepted(EventKind):
    kind: ClassVar[str] = "hand-over-accepted"

    offer: int
    giver: Ref
    taker: Ref

    def sentence(self):
        return _("accepted the queue from %(who)s") % {"who": self.giver.label}


class HandOverWithdrawn(EventKind):
    """The giver keeps it: they withdrew it, or the taker said no."""

    kind: ClassVar[str] = "hand-over-withdrawn"

    offer: int
    giver: Ref
    taker: Ref | None

    def sentence(self):
        return _("withdrew the hand-over")

    def sentence_by(self, person):
        if person == self.giver.id:
            return self.sentence()
        return _("did not accept the queue from %(who)s") % {"who": self.giver.label}


class NobodyThere(EventKind):
    """Nobody holds it; `before` is who did. Recorded anew each day until somebody does."""

    kind: ClassVar[str] = "nobody-there"

    since: datetime
    before: Ref | None = None

    def sentence(self):
        return _("nobody answers for the queue since %(at)s") % {"at": time_words(self.since)}


class NobodyPlanned(EventKind):
    """Working hours, and no shift covers them: `person`, whose shift has ended, still holds it."""

    kind: ClassVar[str] = "nobody-planned"

    person: Ref
    ended_at: datetime

    def sentence(self):
        words = {"person": self.person.label, "at": time_words(self.ended_at)}
        return _("nobody is planned: %(person)s, whose shift ended at %(at)s, still answers for the queue") % words
