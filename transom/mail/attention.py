"""Mail that a person has to look at: quarantined, held or turned away; let in or discarded, each by an event."""

from datetime import datetime
from typing import ClassVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from transom.mail import told
from transom.mail.models import InboundEmail, Outcome
from transom.mail.ours import OwnMailboxes
from transom.people.actor import SYSTEM, Actor
from transom.tickets.events import EventKind
from transom.tickets.log import append

STREAM = "inbound"


class MailQuarantined(EventKind):
    kind: ClassVar[str] = "mail-quarantined"

    reason: str

    def sentence(self):
        return _("quarantined this mail: %(reason)s") % {"reason": self.reason}


class MailLetIn(EventKind):
    kind: ClassVar[str] = "mail-let-in"

    was: str

    def sentence(self):
        return _("let this mail in")


class MailDiscarded(EventKind):
    kind: ClassVar[str] = "mail-discarded"

    was: str
    reason: str

    def sentence(self):
        return _("discarded this mail: %(reason)s") % {"reason": self.reason}


@transaction.atomic
def quarantine(inbound: InboundEmail, reason: str, now: datetime, **facts) -> None:
    """Stop trying, and wait for a person."""
    facts.setdefault("mailbox", OwnMailboxes.now().first_of(inbound.recipients))
    facts |= {"outcome": Outcome.QUARANTINED, "reason": reason}
    inbound.park(now, inbound.last_error or reason, **facts)
    note_event(inbound, MailQuarantined(reason=reason), actor=SYSTEM)
    told.became(inbound)


def note_event(inbound: InboundEmail, event: EventKind, *, actor: Actor) -> None:
    """Write an event into the mail's own stream. The mail must be locked or claimed."""
    append(STREAM, inbound.pk, inbound.version, event, actor=actor, at=timezone.now())
    inbound.version += 1
    InboundEmail.objects.filter(pk=inbound.pk).update(version=inbound.version)
