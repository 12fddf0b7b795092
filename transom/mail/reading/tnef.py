"""winmail.dat: what Outlook packs its attachments into (TNEF, by the open specification MS-OXTNEF).

Only what a reader of mail needs is read: attachments, and a plain or HTML body. Compressed RTF bodies are left alone,
since the mail around them nearly always carries the same words as text.
"""

import struct
from dataclasses import dataclass, field

from transom.mail.reading.charset import decode
from transom.mail.reading.mapi import (
    ATTACH_CONTENT_ID,
    ATTACH_DATA,
    ATTACH_FILENAME,
    ATTACH_LONG_FILENAME,
    ATTACH_MIME_TAG,
    BODY,
    BODY_HTML,
    SUBJECT,
    MapiError,
    read_properties,
)

SIGNATURE = b"\x78\x9f\x3e\x22"
MOST_ATTRIBUTES = 10_000
DEEPEST_NESTING = 5  # messages attached to messages
# Attribute ids without their type (MS-OXTNEF 2.1.3.2).
MESSAGE_BODY = 0x800C
MESSAGE_PROPERTIES = 0x9003
ATTACHMENT_START = 0x9002
ATTACHMENT_TITLE = 0x8010
ATTACHMENT_DATA = 0x800F
ATTACHMENT_PROPERTIES = 0x9005
CODE_PAGE = 0x9007
INTERFACE_ID_LENGTH = 16  # stands before the data of an embedded object


class TnefError(ValueError):
    """The bytes are no TNEF, or break off before anything could be read."""


@dataclass(frozen=True)
class TnefAttachment:
    """`name` and `content_type` are as declared, and may be empty."""

    name: str
    content_type: str
    content: bytes
    content_id: str = ""


@dataclass
class TnefMessage:
    """`truncated` says that the data broke off; what was read before stands."""

    attachments: list[TnefAttachment] = field(default_factory=list)
    text: str = ""
    html: str = ""
    subject: str = ""
    truncated: bool = False


@dataclass
class PendingAttachment:
    title: str = ""
    content: bytes = b""
    properties: dict = field(default_factory=dict)


def read_tnef(content: bytes, *, depth: int = 0) -> TnefMessage:
    """What is packed in `content`. Raises `TnefError`, and nothing else; time is linear in the length."""
    if not content.startswith(SIGNATURE) or len(content) < 6:
        raise TnefError("It does not start as TNEF does.")
    message = TnefMessage()
    charset = "cp1252"
    pending: list[PendingAttachment] = []
    position = 6  # the signature and a key of two bytes
    for _ in range(MOST_ATTRIBUTES):
        if position >= len(content):
            break
        if position + 9 > len(content):
            message.truncated = True
            break
        _level, attribute, _type, length = struct.unpack_from("<BHHI", content, position)
        data = content[position + 9 : position + 9 + length]
        if len(data) < length:
            message.truncated = True
            break
        position += 9 + length + 2  # two bytes of checksum, which Outlook itself does not always get right
        if attribute == CODE_PAGE and length >= 4:
            charset = f"cp{struct.unpack_from('<I', data)[0]}"
        elif attribute == MESSAGE_BODY:
            message.text = decode(data.rstrip(b"\0"), charset).text
        elif attribute == MESSAGE_PROPERTIES:
            read_body(message, properties_of(data, charset), charset)
        elif attribute == ATTACHMENT_START:
            pending.append(PendingAttachment())
        elif pending and attribute == ATTACHMENT_TITLE:
            pending[-1].title = decode(data.rstrip(b"\0"), charset).text
        elif pending and attribute == ATTACHMENT_DATA:
            pending[-1].content = data
        elif pending and attribute == ATTACHMENT_PROPERTIES:
            pending[-1].properties = properties_of(data, charset)
    for attachment in pending:
        message.attachments += finished(attachment, depth)
    return message


def properties_of(data: bytes, charset: str) -> dict[int, str | bytes]:
    try:
        return read_properties(data, charset)
    except MapiError as error:
        return error.read_so_far


def read_body(message: TnefMessage, properties: dict[int, str | bytes], charset: str) -> None:
    message.subject = as_text(properties.get(SUBJECT, ""), charset)
    message.text = message.text or as_text(properties.get(BODY, ""), charset)
    message.html = as_text(properties.get(BODY_HTML, ""), charset)


def as_text(value: str | bytes, charset: str) -> str:
    return decode(value.rstrip(b"\0"), charset).text if isinstance(value, bytes) else value


def finished(pending: PendingAttachment, depth: int) -> list[TnefAttachment]:
    """The attachment; where it is a message with its own attachments, those, and its words as a text file."""
    properties = pending.properties
    name = properties.get(ATTACH_LONG_FILENAME) or properties.get(ATTACH_FILENAME) or pending.title
    embedded = properties.get(ATTACH_DATA, b"")
    inner = embedded[INTERFACE_ID_LENGTH:] if isinstance(embedded, bytes) else b""
    if inner.startswith(SIGNATURE) and depth < DEEPEST_NESTING:
        message = read_tnef(inner, depth=depth + 1)
        title = as_text(name, "") or message.subject or "message"
        body = message.html or message.text
        kind = "text/html" if message.html else "text/plain"
        extension = ".html" if message.html else ".txt"
        return [TnefAttachment(title + extension, kind, body.encode("utf-8", "replace"))] * bool(
            body
        ) + message.attachments
    content = pending.content or inner
    if not content and not name:
        return []
    content_type = as_text(properties.get(ATTACH_MIME_TAG, ""), "")
    return [
        TnefAttachment(as_text(name, ""), content_type, content, as_text(properties.get(ATTACH_CONTENT_ID, ""), ""))
    ]
