"""Taking a mail in: it is on the disk before its sender hears that we have it. Nothing is read before that."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from transom.foundation import addresses, faults
from transom.mail.models import InboundEmail
from transom.people.mailboxes import Mailbox

SMTP, LMTP, PIPE, IMAP = "smtp", "lmtp", "pipe", "imap"


class UnknownMailbox(Exception):
    """No mailbox of this desk has that address. Refuse the recipient; do not take the mail."""


def check_recipient(address: str) -> Mailbox:
    """The mailbox that mail to `address` reaches. Raises `UnknownMailbox`."""
    mailbox = Mailbox.objects.receiving(address).first()
    if mailbox is None:
        raise UnknownMailbox(address)
    return mailbox


def accept(
    raw: bytes, recipients: list[str], *, envelope_sender: str, road: str, at: datetime | None = None
) -> InboundEmail:
    """Store one mail, whoever it is for, in one row and one fsync. When this returns, the mail is ours.

    `recipients` are the envelope's, with their tokens; `envelope_sender` is empty or `<>` for the null path. Any database error
    goes through to the caller, who must then not acknowledge.
    """
    at = at or timezone.now()
    inbound = InboundEmail(
        raw=raw,
        sha256=hashlib.sha256(raw).hexdigest(),
        size=len(raw),
        road=road,
        envelope_sender=addresses.normalise(envelope_sender)[:320],
        recipients=[addresses.normalise(recipient) for recipient in recipients],
        received_at=at,
        due_at=at,
    )
    with transaction.atomic():
        inbound.save(force_insert=True)
        faults.point("accept.before-commit")
    faults.point("accept.after-commit")
    return inbound
