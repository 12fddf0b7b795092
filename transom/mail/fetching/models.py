"""Where a mailbox's mail lies, if it has to be fetched, and how far we have read there."""

import ipaddress
from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from transom.foundation import secrets
from transom.people.mailboxes import Mailbox


class Security(models.TextChoices):
    TLS = "tls", _("TLS from the start (port 993)")
    STARTTLS = "starttls", _("STARTTLS (port 143)")
    NONE = "none", _("None: only for a server on this machine")


class SignIn(models.TextChoices):
    PASSWORD = "password", _("Password")
    OAUTH = "oauth", _("OAuth 2 access token")


class Afterwards(models.TextChoices):
    MOVE = "move", _("Move it to another folder")
    SEEN = "seen", _("Leave it there and mark it as read")


LEASE = timedelta(seconds=30)
"""So long after the death of the process that fetched it, another takes it over."""
SETTINGS = ("mailbox_id", "host", "port", "security", "login", "sign_in", "secret", "folder", "afterwards", "move_to")
PLACE = ("host", "port", "login", "folder")


class ImapAccountQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True).select_related("mailbox")

    def failing(self):
        return self.filter(is_active=True, failing_since__isnull=False)

    def lease(self, pk: int, owner: str, now: datetime) -> bool:
        """Take the account, or keep it, for `LEASE` from now. False where another process has it.

        A lease that ends later than any could was written before the clock was put back.
        """
        free = (
            models.Q(leased_until=None) | models.Q(leased_until__lte=now) | models.Q(leased_until__gt=now + 2 * LEASE)
        )
        mine = models.Q(leased_by=owner)
        return bool(self.filter(free | mine, pk=pk).update(leased_by=owner, leased_until=now + LEASE))

    def release(self, pk: int, owner: str) -> None:
        self.filter(pk=pk, leased_by=owner).update(leased_by="", leased_until=None)


class ImapAccount(models.Model):
    """A folder on an IMAP server whose mail comes to `mailbox`.

    `secret` is a password or an access token, encrypted (`foundation.secrets`). `uid_validity` and `last_uid` say how far
    we have read (RFC 3501, 2.3.1.1); another validity makes every UID that we know worthless.
    The lease says which process fetches it now, so that of several processes one does.
    `failing_since` and `last_error` are empty while all is well; `fetched_at` is when a look last went well.
    """

    mailbox = models.OneToOneField(Mailbox, models.CASCADE, related_name="imap")
    host = models.CharField(max_length=253)
    port = models.PositiveIntegerField(default=993)
    security = models.CharField(max_length=8, choices=Security.choices, default=Security.TLS)
    login = models.CharField(max_length=320)
    sign_in = models.CharField(max_length=8, choices=SignIn.choices, default=SignIn.PASSWORD)
    secret = models.TextField()
    folder = models.CharField(max_length=255, default="INBOX")
    afterwards = models.CharField(max_length=4, choices=Afterwards.choices, default=Afterwards.MOVE)
    move_to = models.CharField(max_length=255, default="Transom", blank=True)
    is_active = models.BooleanField(default=True)

    leased_by = models.CharField(max_length=100, blank=True)
    leased_until = models.DateTimeField(null=True)
    uid_validity = models.BigIntegerField(null=True)
    last_uid = models.BigIntegerField(default=0)
    fetched_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    objects = ImapAccountQuerySet.as_manager()

    class Meta:
        app_label = "transom"
        ordering = ["mailbox__address"]

    def __str__(self):
        return f"{self.login} at {self.host}"

    @property
    def settings(self) -> tuple:
        """What a session depends on: once it differs, the session has to be begun anew."""
        return (*(getattr(self, name) for name in SETTINGS), self.mailbox.address)

    @property
    def place(self) -> tuple:
        """Where the mail lies. UIDs count only within one place."""
        return tuple(getattr(self, name) for name in PLACE)

    def mine(self):
        """The row, as long as this process fetches it and it still is of this place: for what a thread finds out."""
        return ImapAccount.objects.filter(
            pk=self.pk, leased_by=self.leased_by, **dict(zip(PLACE, self.place, strict=True))
        )

    @property
    def moves(self) -> bool:
        return self.afterwards == Afterwards.MOVE

    def keep_secret(self, plain: str) -> None:
        self.secret = secrets.encrypt(plain)

    def read_secret(self) -> str:
        """Raises `foundation.secrets.SecretLost`."""
        return secrets.decrypt(self.secret)

    def begin_anew(self) -> None:
        """Another place, or settings to be tried at once: forget how far we have read, and what went wrong."""
        self.uid_validity, self.last_uid = None, 0
        self.fetched_at = self.failing_since = None
        self.last_error = ""


def is_this_machine(host: str) -> bool:
    """Whether what is said to `host` never leaves this machine: then alone it may go unencrypted."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
