"""Where a mailbox's mail lies, if it has to be fetched, and how far we have read there."""

from django.db import models
from django.utils.translation import gettext_lazy as _

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

    class Meta:
        app_label = "transom"
        ordering = ["mailbox__address"]

    def __str__(self):
        return f"{self.login} at {self.host}"
