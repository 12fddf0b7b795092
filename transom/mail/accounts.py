"""Mails about people's own accounts. Their links are secrets, so they are no sent mail: no page, no ticket, no export has them.

Such a mail waits in a row of its own, like any other work, and the row goes as soon as the mail is sent or of no use.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models

from transom.foundation.claims import Work
from transom.foundation.pauses import Pause, Paused
from transom.mail.transport import Transport, Unavailable

log = logging.getLogger("transom.mail")
LEASE = timedelta(minutes=10)
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30))
OF_USE = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
"""How long its link works; after that it is not sent."""
MOST = 3
"""So many wait for one person, the latest: anybody may ask for them, as often as they like."""


class AccountEmail(Work):
    """One mail to one person about signing in, its bytes frozen."""

    recipient = models.CharField(max_length=320)
    envelope_sender = models.CharField(max_length=320)
    mime = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        app_label = "transom"

    def __str__(self):
        return f"mail {self.pk} about an account"

    def remove(self) -> None:
        """If it is still ours: another worker may have it, when our lease ran out."""
        AccountEmail.objects.filter(pk=self.pk, attempts=self.attempts).delete()


def send_later(mime: bytes, sender: str, recipient: str, now: datetime) -> None:
    """Have the worker send it."""
    AccountEmail.objects.create(recipient=recipient, envelope_sender=sender, mime=mime, created_at=now, due_at=now)
    waiting = AccountEmail.objects.filter(recipient=recipient).order_by("-pk").values_list("pk", flat=True)
    AccountEmail.objects.filter(pk__in=list(waiting[MOST:])).delete()


def send_next(transport: Transport, now: datetime) -> bool:
    """Send the next mail about an account that is due. False where none is, and while sending is paused."""
    if not AccountEmail.objects.ready(now).exists() or Pause.objects.holds(Paused.SENDING):
        return False
    mail = AccountEmail.objects.claim(now, LEASE)
    if mail is None:
        return False
    trouble = _trouble(mail, transport) if now - mail.created_at < OF_USE else ""
    if trouble:
        mail.retry(now, WAITS[min(mail.attempts, len(WAITS)) - 1], trouble)
        log.warning("%s could not be sent at attempt %d: %s", mail, mail.attempts, trouble)
    else:
        mail.remove()
    return True


def _trouble(mail: AccountEmail, transport: Transport) -> str:
    """Hand it over once; gives why it must be tried again, and nothing where it need not or would be of no use."""
    try:
        refused = transport.send(mail.envelope_sender, [mail.recipient], bytes(mail.mime))
    except Unavailable as error:
        refused = {mail.recipient: (error.permanent, str(error))}
    except Exception as error:  # a fault of ours, which ends with the link
        log.exception("%s could not be handed over", mail)
        refused = {mail.recipient: (False, type(error).__name__)}
    for permanent, words in refused.values():
        if not permanent:
            return words
        log.warning("%s was refused for good: %s", mail, words)
    return ""
