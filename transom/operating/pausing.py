"""Stopping and letting go on: what a person decides about sending and fetching, and about mail of before a restore."""

from datetime import datetime
from typing import ClassVar

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.foundation.pauses import Pause, Paused
from transom.mail.models import InboundEmail, OutboundEmail
from transom.operating.backup.told import ONLY, STREAM, DeskRestored, tell
from transom.people.actor import Actor
from transom.tickets.events import EventKind
from transom.tickets.history import Event
from transom.tickets.log import event_of

SET_ASIDE = gettext_lazy("Not sent: it may have gone out before the restore.")


class NotYet(Exception):
    """It cannot go on before something is decided or done; `str()` says what."""


class WorkPaused(EventKind):
    kind: ClassVar[str] = "work-paused"

    what: str
    reason: str

    def sentence(self):
        return _("paused %(what)s: %(reason)s") % {"what": Paused(self.what).label, "reason": self.reason}


class WorkResumed(EventKind):
    """`set_aside` mails of before a restore were not sent, `sent` were let go."""

    kind: ClassVar[str] = "work-resumed"

    what: str
    set_aside: int = 0
    sent: int = 0

    def sentence(self):
        return _("let it go on: %(what)s") % {"what": Paused(self.what).label}


def restored_from() -> datetime | None:
    """The moment of the backup that this desk was restored from, while nobody has let sending go on since."""
    kinds = (DeskRestored.kind, WorkResumed.kind)
    for row in Event.objects.filter(stream=STREAM, stream_id=ONLY, kind__in=kinds).order_by("-sequence"):
        event = event_of(row)
        if isinstance(event, DeskRestored):
            return event.backup_made_at
        if event.what == Paused.SENDING:
            return None
    return None


def doubtful() -> models.QuerySet[OutboundEmail]:
    """Mails that wait and whose reason is older than the backup: the desk that was may have sent them since."""
    made_at = restored_from()
    if made_at is None:
        return OutboundEmail.objects.none()
    older = models.Q(created_at__lte=made_at) | models.Q(message__at__lte=made_at)
    older |= models.Q(message=None, ticket__opened_at__lte=made_at)
    return OutboundEmail.objects.filter(older, settled_at=None, parked_at=None)


def is_behind() -> bool:
    """Does work of before the restore still wait for the worker? It may bring more such mails."""
    if (made_at := restored_from()) is None:
        return False
    unread = InboundEmail.objects.filter(settled_at=None, parked_at=None, received_at__lte=made_at)
    return unread.exists() or Event.objects.undispatched().filter(recorded_at__lte=made_at).exists()


@transaction.atomic
def pause(what: Paused, reason: str, now: datetime, *, actor: Actor) -> None:
    """Stop it. Where it stands still already, the first reason stays."""
    if not Pause.objects.holds(what):
        Pause.objects.begin(what, reason[:300])
        tell(WorkPaused(what=what, reason=reason), now, actor=actor)


@transaction.atomic
def resume(what: Paused, now: datetime, *, actor: Actor, send: bool | None = None) -> int:
    """Let it go on; gives how many doubtful mails there were. `send` says what becomes of those: out, or set aside.

    Raises `NotYet` where that has to be said, or where the worker has not read all mail of before the restore.
    """
    if not Pause.objects.holds(what):
        return 0
    count = doubtful().count() if what == Paused.SENDING else 0
    if what == Paused.SENDING and send is not True and is_behind():
        raise NotYet(_("Work of before the restore is not done yet. Start the desk, wait a minute, and resume then."))
    if count and send is None:
        raise NotYet(
            _("%(count)d mails wait that may have gone out before the restore. Say whether to send them.")
            % {"count": count}
        )
    if count and not send:
        OutboundEmail.objects.filter(pk__in=list(doubtful().values_list("pk", flat=True))).update(
            parked_at=now, leased_until=None, last_error=str(SET_ASIDE)
        )
    tell(WorkResumed(what=what, set_aside=0 if send else count, sent=count if send else 0), now, actor=actor)
    Pause.objects.end(what)
    return count
