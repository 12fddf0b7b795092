"""Which parts of a mail are its words and which are files (the order of RFC 8621, 4.1.4, loosened for real mailers)."""

import html as html_markup
import re
from dataclasses import dataclass, field

from transom.mail.reading.charset import clean, decode
from transom.mail.reading.file_names import declared_name, safe_name, safe_type
from transom.mail.reading.flowed import unflow
from transom.mail.reading.header_text import header_text
from transom.mail.reading.html_text import html_to_text
from transom.mail.reading.mime import Part, as_bytes, content_of, declared_charset, embedded_message
from transom.mail.reading.parsed import ParsedAttachment

TEXT_TYPES = {"text/plain", "text/html", "text/enriched", "text/richtext", "text/markdown", "text/x-markdown"}
SINGLE_TEXT_TYPES = {"application/pgp", "application/text", "text/unknown", "text/x-html"}
MEDIA = ("image/", "audio/", "video/")
MESSAGE_TYPES = ("message/rfc822", "message/global")
ENRICHED_TAG = re.compile(r"</?[A-Za-z-]{1,60}>")
META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.I)
# A plain part that only says "look at the HTML". Long ones are words, whatever they say.
STUB = re.compile(r"\bhtml\b|e-?mail client|mail reader|view (this|it) (e-?mail|message)? ?(in|online)", re.I)
LONGEST_STUB = 300


@dataclass
class Block:
    """One stretch of words: as plain text, as HTML, or as both (the two sides of a multipart/alternative)."""

    plain: str = ""
    html: str = ""


@dataclass
class Body:
    """What `gather` finds, in the order of the mail."""

    blocks: list[Block] = field(default_factory=list)
    attachments: list[ParsedAttachment] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n\n".join(filter(None, (block_text(block) for block in self.blocks)))

    @property
    def html(self) -> str:
        """The HTML parts as they came; plain parts between them are put in as `<pre>`, so that no words are lost."""
        if not any(block.html for block in self.blocks):
            return ""
        return "\n".join(
            block.html or f"<pre>{html_markup.escape(block.plain)}</pre>"
            for block in self.blocks
            if block.html or block.plain.strip()
        )


def gather(root: Part) -> Body:
    body = Body()
    body.blocks = blocks_of(root, body, in_related=False, is_first=True)
    referenced = {
        found.strip() for block in body.blocks for found in re.findall(r"cid:([^\"'\s>)]{1,300})", block.html)
    }
    body.attachments = [as_shown(attachment, referenced) for attachment in body.attachments]
    return body


def as_shown(attachment: ParsedAttachment, referenced: set[str]) -> ParsedAttachment:
    """Gmail gives every file a Content-ID; inline is only what the HTML shows, or what came as part of it."""
    if not attachment.content_id or attachment.inline or attachment.content_id not in referenced:
        return attachment
    return ParsedAttachment(
        attachment.filename, attachment.content_type, attachment.content, attachment.content_id, inline=True
    )


def blocks_of(part: Part, body: Body, *, in_related: bool, is_first: bool) -> list[Block]:
    """The words in `part`; its files go to `body` on the way."""
    kind = safe_type(part.get_content_type())
    if kind == "multipart/alternative":
        return [alternative(part, body, in_related=in_related, is_first=is_first)]
    if part.get_content_maintype() == "multipart" and part.is_multipart():
        blocks: list[Block] = []
        for number, child in enumerate(part.children()):
            related = kind == "multipart/related"
            blocks += blocks_of(child, body, in_related=related, is_first=number == 0 and (is_first or related))
        return blocks
    if is_words(part, kind, in_related=in_related, is_first=is_first):
        return [text_block(part, kind, body)]
    body.attachments.append(attachment_of(part, kind, body, in_related=in_related))
    return []


def alternative(part: Part, body: Body, *, in_related: bool, is_first: bool) -> Block:
    block = Block()
    for child in part.children():
        found = blocks_of(child, body, in_related=in_related, is_first=is_first)
        plain = "\n\n".join(inner.plain for inner in found if inner.plain)
        block.plain = block.plain or plain
        block.html = block.html or "\n".join(inner.html for inner in found if inner.html)
    return block


def is_words(part: Part, kind: str, *, in_related: bool, is_first: bool) -> bool:
    if part.get_content_maintype() == "multipart":  # one without boundaries: the library gives its text
        return True
    if part.get_content_disposition() == "attachment":
        return False
    if part.depth == 0 and (kind in SINGLE_TEXT_TYPES or kind == "text/x-unknown"):
        return True
    if kind not in TEXT_TYPES:
        return False
    return is_first or (not in_related and not declared_name(part))


def text_block(part: Part, kind: str, body: Body) -> Block:
    content, problem = content_of(part)
    charset = declared_charset(part)
    if kind in ("text/html", "text/x-html"):
        meta = META_CHARSET.search(content[:4096]) if not charset else None
        decoded = decode(content, meta.group(1).decode("ascii") if meta else charset)
    else:
        decoded = decode(content, charset)
    body.problems += filter(None, (problem, decoded.problem))
    text = clean(decoded.text)
    if kind in ("text/html", "text/x-html"):
        return Block(html=text)
    if kind in ("text/enriched", "text/richtext"):
        return Block(plain=ENRICHED_TAG.sub("", text).replace("<<", "<"))
    if str(part.get_param("format", "")).lower() == "flowed":
        text = unflow(text, delete_space=str(part.get_param("delsp", "")).lower() == "yes")
    return Block(plain=text)


def attachment_of(part: Part, kind: str, body: Body, *, in_related: bool) -> ParsedAttachment:
    if kind in MESSAGE_TYPES:
        content = embedded_message(part)
        name = declared_name(part) or subject_of_embedded(part)
    elif part.is_multipart():  # message/delivery-status, message/partial: the library has read it as mails
        content, name = embedded_parts(part), declared_name(part)
    else:
        content, problem = content_of(part)
        name = declared_name(part)
        body.problems += filter(None, (problem,))
    content_id = header_text(part.raw_header("content-id")).strip("<> ")
    inline = bool(content_id) and in_related and part.get_content_disposition() != "attachment"
    filename = safe_name(name, kind, len(body.attachments) + 1)
    if kind in MESSAGE_TYPES and not filename.lower().endswith(".eml"):
        filename += ".eml"
    return ParsedAttachment(filename, kind, content, content_id, inline and kind.startswith(MEDIA))


def subject_of_embedded(part: Part) -> str:
    """Mailers rarely name a forwarded mail; its subject is the better name."""
    inner = part.children()
    raw = inner[0].raw_header("subject") if inner else ""
    return header_text(raw)[:100]


def embedded_parts(part: Part) -> bytes:
    return b"\n".join(as_bytes(child) for child in part.children())


def block_text(block: Block) -> str:
    """The block's words: its plain side, unless that is empty or only points at the HTML."""
    plain = block.plain.strip("\n")
    if not block.html:
        return plain
    if plain.strip() and not (len(plain) <= LONGEST_STUB and STUB.search(plain)):
        return plain
    from_html = html_to_text(block.html)
    return from_html if len(from_html) > len(plain.strip()) // 2 else plain
