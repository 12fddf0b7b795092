"""What was said on tickets: messages and notes, with the files that came along."""

from typing import Annotated, Any

from django.db.models import F
from msgspec import Meta

from transom.operating.export.base import Kind, Row, Time, row_of
from transom.tickets.messages import Message, Note

AT_ONCE = 20  # a message may be megabytes long


class ExportedAttachment(Row):
    filename: Annotated[str, Meta(description="As it was sent. Never a path to write to.")]
    content_type: Annotated[str, Meta(description="As its sender says.")]
    content_id: Annotated[str, Meta(description="How the HTML of the mail speaks of it; may be empty.")]
    inline: Annotated[bool, Meta(description="It was part of the text.")]
    sha256: Annotated[str, Meta(description="Its content is in files/ under this name.")]
    size: Annotated[int, Meta(description="Bytes.")]


class ExportedMessage(Row):
    id: Annotated[int, Meta(description="The message's key.")]
    ticket: Annotated[int, Meta(description="The ticket's number.")]
    person: Annotated[int | None, Meta(description="The key of the person who wrote it, if one of us.")]
    contact: Annotated[int | None, Meta(description="The key of the contact who wrote it, if a customer.")]
    author_label: Annotated[str, Meta(description="The author's name of that day.")]
    author_address: Annotated[str, Meta(description="The author's address, where it came by mail.")]
    trust: Annotated[
        str, Meta(description="verified, participant, colleague, third-party, automated, or ours: how sure we are.")
    ]
    at: Annotated[Time, Meta(description="When it was said.")]
    text: Annotated[str, Meta(description="The whole of it as text.")]
    folds: Annotated[list[Any], Meta(description="[start, end, kind] ranges of the text that may be folded away.")]
    html: Annotated[str, Meta(description="As it came: not safe to show. Empty where it had none.")]
    message_id: Annotated[str, Meta(description="The mail's Message-ID.")]
    to: Annotated[list[str], Meta(description="Its recipients, as a header writes them.")]
    cc: Annotated[list[str], Meta(description="Its copies, as a header writes them.")]
    bcc: Annotated[list[str], Meta(description="Copies that nobody else was told of.")]
    attachments: Annotated[list[ExportedAttachment], Meta(description="The files with it.")]


class ExportedNote(Row):
    id: Annotated[int, Meta(description="The note's key.")]
    ticket: Annotated[int, Meta(description="The ticket's number.")]
    person: Annotated[int | None, Meta(description="The key of the person who wrote it; null for the desk itself.")]
    author_label: Annotated[str, Meta(description="The author's name of that day.")]
    at: Annotated[Time, Meta(description="When it was written.")]
    text: Annotated[str, Meta(description="For people of the desk only: no customer ever sees it.")]
    attachments: Annotated[list[ExportedAttachment], Meta(description="The files with it.")]


def _attachments(row: Message | Note) -> list[ExportedAttachment]:
    return [
        row_of(ExportedAttachment, attachment, sha256=attachment.file_id, size=attachment.file.size)
        for attachment in row.attachments.all()
    ]


def _message(row: Message) -> Row:
    return row_of(
        ExportedMessage,
        row,
        ticket=row.ticket_number,
        person=row.user_id,
        contact=row.contact_id,
        attachments=_attachments(row),
    )


def _note(row: Note) -> Row:
    return row_of(ExportedNote, row, ticket=row.ticket_number, person=row.user_id, attachments=_attachments(row))


def _said(model):
    return model.objects.annotate(ticket_number=F("ticket__number")).prefetch_related("attachments__file")


KINDS = (
    Kind("messages", ExportedMessage, lambda: _said(Message), _message, AT_ONCE),
    Kind("notes", ExportedNote, lambda: _said(Note), _note, AT_ONCE),
)
