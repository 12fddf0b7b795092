"""Signing in, by allauth. An admin makes the accounts, so nobody signs themselves up."""

import logging
import uuid
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from transom.foundation.counters import SIGN_INS_FAILED
from transom.mail import accounts
from transom.people.mailboxes import Mailbox

log = logging.getLogger("transom.web")
SILENT = ("account/email/unknown_account", "account/email/account_already_exists")


class DeskAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def authentication_failed(self, request, **credentials):
        """Nothing of what was typed is logged: people type passwords into the wrong field."""
        SIGN_INS_FAILED.inc()
        peer = request.META.get("REMOTE_ADDR", "")
        log.warning("a sign-in from %s failed", peer, extra={"peer": peer})

    def send_mail(self, template_prefix, email, context):
        """Leave the mail to the worker. A stranger's address, or a desk without a way out, gets none."""
        mailbox = Mailbox.objects.of_the_desk()
        if template_prefix in SILENT or not settings.SMTP_URL or mailbox is None:
            return
        mail = self.render_mail(template_prefix, email, {"email": email} | context)
        mail.from_email = mailbox.as_address().header()
        # One of our own: Django's would ask the network for this machine's name.
        mail.extra_headers["Message-ID"] = f"<{uuid.uuid4().hex}@{mailbox.address.rpartition('@')[2]}>"
        accounts.send_later(mail.message().as_bytes(linesep="\r\n"), mailbox.address, email, timezone.now())

    def format_email_subject(self, subject):
        return subject

    def get_reset_password_from_key_url(self, key):
        """From the desk's own address and never from Host, which whoever asks can choose."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.BASE_URL + path.replace("UID-KEY", quote(key))
