"""Signing in, by allauth. An admin makes the accounts, so nobody signs themselves up."""

import logging
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.urls import reverse

from transom.foundation.counters import SIGN_INS_FAILED
from transom.mail.transport import of as transport_of
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
        """Hand the mail to the desk's way out at once. A stranger's address, or a desk without a way out, gets none.

        It does not wait in the queue of sent mail: that page would show its link to others.
        """
        transport, mailbox = transport_of(settings.SMTP_URL), Mailbox.objects.first()
        if template_prefix in SILENT or transport is None or mailbox is None:
            return
        mail = self.render_mail(template_prefix, email, {"email": email} | context)
        mail.from_email = mailbox.as_address().header()
        transport.send(mailbox.address, [email], mail.message().as_bytes(linesep="\r\n"))

    def format_email_subject(self, subject):
        return subject

    def get_reset_password_from_key_url(self, key):
        """From the desk's own address and never from Host, which whoever asks can choose."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.BASE_URL + path.replace("UID-KEY", quote(key))
