"""Taking a mail in: it is on the disk before its sender hears that we have it. Nothing is read before that."""

import hashlib
from datetime import datetime
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone

from transom.foundation import addresses, faults
from transom.mail import told
from transom.mail.models import InboundEmail, InboundSource
from transom.people.mailboxes import Mailbox

SMTP, LMTP, PIPE, IMAP = "smtp", "lmtp", "pipe", "imap"


class Incoming(NamedTuple):
    """A mail as it was handed over. `recipients` are the envelope's, with their tokens; no sender is the null path."""

    raw: bytes
    recipients: list[str]
    envelope_sender: str


class UnknownMailbox(Exception):
    """No mailbox of this desk has that address. Refuse the recipient; do not take the mail."""


class AlreadyStored(Exception):
    """The mail that was fetched is here already, as `inbound`. Nothing was stored; it may be marked there as fetched."""

    def __init__(self, inbound: InboundEmail):
        super().__init__(str(inbound))
        self.inbound = inbound


def check_recipient(address: str) -> Mailbox:
    """The mailbox that mail to `address` reaches. Raises `UnknownMailbox`."""
    mailbox = Mailbox.objects.receiving(address).first()
    if mailbox is None:
        raise UnknownMailbox(address)
    return mailbox


def accept(
    raw: bytes,
    recipients: list[str],
    *,
    envelope_sender: str,
    road: str,
    at: datetime | None = None,
    fetched_as: str | None = None,
) -> InboundEmail:
    """Store one mail, whoever it is for, in one fsync. When this returns, the mail is ours.

    `recipients` are the envelope's, with their tokens; `envelope_sender` is empty or `<>` for the null path. `fetched_as` names
    the mail where we fetched it; storing the same again raises `AlreadyStored`. Any database error goes through to the
    caller, who must then not acknowledge.
    """
    mail = Incoming(raw, recipients, envelope_sender)
    inbound = _row(mail, road, at or timezone.now(), fetched_as)
    try:
        with transaction.atomic():
            inbound.save(force_insert=True)
            InboundSource.objects.bulk_create([InboundSource(inbound=inbound, raw=raw)])
            faults.point("accept.before-commit")
    except IntegrityError as error:  # no other column of a mail that nobody has read can collide
        if known := fetched_as and InboundEmail.objects.filter(fetched_as=fetched_as).first():
            raise AlreadyStored(known) from error
        raise
    faults.point("accept.after-commit")
    told.stored(inbound)
    return inbound


def accept_together(mails: list[Incoming], road: str) -> list[InboundEmail]:
    """Store several mails in one fsync: all of them or, where anything goes wrong, none."""
    at = timezone.now()
    rows = [_row(mail, road, at) for mail in mails]
    with transaction.atomic():
        InboundEmail.objects.bulk_create(rows)
        InboundSource.objects.bulk_create(
            InboundSource(inbound=row, raw=mail.raw) for row, mail in zip(rows, mails, strict=True)
        )
        faults.point("accept.before-commit")
    faults.point("accept.after-commit")
    for row in rows:
        told.stored(row)
    return rows


def _row(mail: Incoming, road: str, at: datetime, fetched_as: str | None = None) -> InboundEmail:
    return InboundEmail(
        sha256=hashlib.sha256(mail.raw).hexdigest(),
        size=len(mail.raw),
        road=road,
        envelope_sender=addresses.normalise(mail.envelope_sender)[:320],
        recipients=[addresses.normalise(recipient) for recipient in mail.recipients],
        received_at=at,
        due_at=at,
        fetched_as=fetched_as,
    )
