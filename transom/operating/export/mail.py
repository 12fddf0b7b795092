"""Stored mail: what came in with what became of it, what went out, and what stands still."""

import hashlib
from typing import Annotated

from django.db.models import F
from msgspec import Meta

from transom.foundation.pauses import Pause
from transom.mail.models import InboundEmail, InboundSource, OutboundEmail
from transom.operating.export.base import Kind, Row, Time, row_of

MAILS_AT_ONCE = 2  # of up to 50 MB each


class ExportedInbound(Row):
    id: Annotated[int, Meta(description="The mail's key.")]
    sha256: Annotated[str, Meta(description="Of the raw bytes, which are in raw/ under this name.")]
    size: Annotated[int, Meta(description="Bytes.")]
    message_id: Annotated[str, Meta(description="Its Message-ID, once it was read; empty where it had none.")]
    fingerprint: Annotated[str | None, Meta(description="What makes two copies one mail; null where it did not count.")]
    road: Annotated[str, Meta(description="smtp, lmtp, pipe or imap.")]
    envelope_sender: Annotated[str, Meta(description="Empty for the null path.")]
    recipients: Annotated[list[str], Meta(description="The envelope's, with their tokens.")]
    received_at: Annotated[Time, Meta(description="When it was stored, before its sender heard that we have it.")]
    fetched_as: Annotated[str | None, Meta(description="Account, UIDVALIDITY and UID of a fetched mail.")]
    mailbox: Annotated[int | None, Meta(description="The key of the mailbox that it came to, once it was read.")]
    sender: Annotated[str, Meta(description="Its From, once it was read.")]
    subject: Annotated[str, Meta(description="Its Subject, once it was read.")]
    automatic: Annotated[str, Meta(description="What kind of automatic mail it is; empty for a person's.")]
    outcome: Annotated[
        str,
        Meta(
            description="What became of it: ticket, message, note, bounce, duplicate, ignored, held, quarantined or "
            "discarded; empty while it waits to be read."
        ),
    ]
    reason: Annotated[str, Meta(description="Why, in words.")]
    ticket: Annotated[int | None, Meta(description="The number of the ticket that it reached.")]
    message: Annotated[int | None, Meta(description="The key of the message that it became.")]
    version: Annotated[int, Meta(description="The sequence of its last event, in the stream inbound.")]
    attempts: Annotated[int, Meta(description="How often reading was begun.")]
    due_at: Annotated[Time, Meta(description="When it is read, or read again.")]
    settled_at: Annotated[Time | None, Meta(description="When that was done.")]
    parked_at: Annotated[Time | None, Meta(description="When it was given up and left to a person.")]
    last_error: Annotated[str, Meta(description="What went wrong last.")]


class ExportedOutbound(Row):
    id: Annotated[int, Meta(description="The mail's key.")]
    message_id: Annotated[str, Meta(description="Its Message-ID. Unique.")]
    kind: Annotated[str, Meta(description="answer, acknowledgement or question.")]
    state: Annotated[str, Meta(description="queued, sent or failed.")]
    ticket: Annotated[int, Meta(description="The ticket's number.")]
    message: Annotated[int | None, Meta(description="The key of the message that it carries; null for automatic mail.")]
    subject: Annotated[str, Meta(description="Its Subject.")]
    envelope_sender: Annotated[str, Meta(description="Empty for the null path.")]
    recipients: Annotated[list[str], Meta(description="Everyone it is for.")]
    pending: Annotated[list[str], Meta(description="Those that no server has answered for yet.")]
    refused: Annotated[dict[str, str], Meta(description="Those turned away for good, and why.")]
    automatic_to: Annotated[str, Meta(description="Whom an automatic mail answers; empty for a person's.")]
    sha256: Annotated[
        str | None, Meta(description="Of the frozen bytes: every try sends exactly these. Null where they are lost.")
    ]
    size: Annotated[int, Meta(description="Bytes.")]
    created_at: Annotated[Time, Meta(description="When it was frozen.")]
    attempts: Annotated[int, Meta(description="How often sending was begun.")]
    due_at: Annotated[Time, Meta(description="When it is sent, or tried again.")]
    settled_at: Annotated[Time | None, Meta(description="When it was done with, for good.")]
    parked_at: Annotated[Time | None, Meta(description="When it was set aside and left to a person.")]
    last_error: Annotated[str, Meta(description="What went wrong last.")]


class ExportedPause(Row):
    what: Annotated[str, Meta(description="sending or fetching.")]
    since: Annotated[Time, Meta(description="Since when it stands still.")]
    reason: Annotated[str, Meta(description="Why, in words.")]


def _inbound(row: InboundEmail) -> Row:
    return row_of(
        ExportedInbound,
        row,
        message_id=row.message_id_header,
        mailbox=row.mailbox_id,
        ticket=row.ticket_number,
        message=row.message_id,
    )


def _outbound(row: OutboundEmail) -> Row:
    mime = row.mime if hasattr(row, "source") else None
    return row_of(
        ExportedOutbound,
        row,
        message_id=row.message_id_header,
        ticket=row.ticket_number,
        message=row.message_id,
        sha256=None if mime is None else hashlib.sha256(mime).hexdigest(),
        size=len(mime or b""),
    )


def raw_mails():
    """The stored mails with their bytes, few at a time: (SHA-256, bytes)."""
    rows = InboundSource.objects.order_by("pk").values_list("inbound__sha256", "raw")
    return ((sha256, bytes(raw)) for sha256, raw in rows.iterator(chunk_size=MAILS_AT_ONCE))


KINDS = (
    Kind(
        "inbound",
        ExportedInbound,
        lambda: InboundEmail.objects.annotate(ticket_number=F("ticket__number")),
        _inbound,
    ),
    Kind(
        "outbound",
        ExportedOutbound,
        lambda: OutboundEmail.objects.select_related("source").annotate(ticket_number=F("ticket__number")),
        _outbound,
        MAILS_AT_ONCE,
    ),
    Kind("pauses", ExportedPause, Pause.objects.all, lambda row: row_of(ExportedPause, row)),
)
