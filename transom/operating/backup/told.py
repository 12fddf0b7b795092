"""What the desk's own history says of a restore: until when others may have answered in its place."""

from datetime import datetime
from typing import ClassVar

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from transom.people.actor import SYSTEM, Actor
from transom.tickets.events import EventKind
from transom.tickets.history import Event
from transom.tickets.log import append

STREAM, ONLY = "desk", 1
"""The desk's own stream; there is one desk."""


class DeskRestored(EventKind):
    kind: ClassVar[str] = "desk-restored"

    backup_made_at: datetime
    transom: str

    def sentence(self):
        when = date_format(self.backup_made_at, "j F Y, H:i")
        return _("restored the desk from a backup of %(when)s UTC") % {"when": when}


def tell(event: EventKind, now: datetime, *, actor: Actor = SYSTEM) -> None:
    """Write an event into the desk's own stream, in the caller's transaction."""
    last = Event.objects.filter(stream=STREAM, stream_id=ONLY).order_by("-sequence").first()
    append(STREAM, ONLY, last.sequence if last else 0, event, actor=actor, at=now)
