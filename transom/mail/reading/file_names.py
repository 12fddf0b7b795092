"""The names of attachments: decoded from the several ways that mailers write them, and safe to show."""

import mimetypes
import re

from transom.mail.reading.charset import decode, printable
from transom.mail.reading.header_text import header_text
from transom.mail.reading.mime import Part

LONGEST_NAME = 150  # characters; file systems take 255 bytes
SEPARATORS = re.compile(r"[/\\:*?\"<>|]+")
EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,10}\Z")
CONTENT_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}")
# Where the standard table is odd or silent.
EXTENSIONS = {
    "application/octet-stream": ".bin",
    "application/pgp-signature": ".asc",
    "application/pkcs7-signature": ".p7s",
    "application/x-pkcs7-signature": ".p7s",
    "application/ms-tnef": ".dat",
    "audio/mpeg": ".mp3",
    "image/jpeg": ".jpg",
    "image/jpg": ".jpg",
    "message/delivery-status": ".txt",
    "message/rfc822": ".eml",
    "message/global": ".eml",
    "text/calendar": ".ics",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/rfc822-headers": ".txt",
    "text/vcard": ".vcf",
    "text/x-vcard": ".vcf",
}


def declared_name(part: Part) -> str:
    """The file name that the part declares, decoded, or the empty string.

    RFC 2231 continuations and charsets come first, then RFC 2047 words (which RFC 2231 forbids here and Outlook
    writes), then bare UTF-8 or 8-bit bytes. `filename` of Content-Disposition goes before `name` of Content-Type.
    """
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        raw = part.raw_header(header)
        if not raw:
            continue
        shell = Part()  # the library replaces bare bytes before it looks; so give it text
        shell.set_raw(header, decode(raw.encode("utf-8", "surrogateescape")).text if not raw.isascii() else raw)
        value = shell.get_param(parameter, "", header)
        if isinstance(value, tuple):
            charset, _, text = value
            value = decode((text or "").encode("latin-1", "replace"), charset or "").text
        name = header_text(value) if "=?" in value else printable(value)
        if name:
            return name
    return ""


def safe_name(name: str, content_type: str, number: int) -> str:
    """`name` as harmless metadata: no separators, no leading dots, bounded, with an extension; made up if empty."""
    name = printable(SEPARATORS.sub("_", name)).strip(". _")
    if not name:
        name = f"attachment-{number}"
    if not EXTENSION.search(name):
        name += guessed_extension(content_type)
    if len(name) > LONGEST_NAME:
        extension = EXTENSION.search(name)
        ending = extension.group() if extension else ""
        name = name[: LONGEST_NAME - len(ending)] + ending
    return name


def safe_type(content_type: str) -> str:
    """`content_type` where it is one (RFC 6838, 4.2), else that of unknown bytes."""
    content_type = content_type.lower().strip()
    return content_type if CONTENT_TYPE.fullmatch(content_type) else "application/octet-stream"


def guessed_extension(content_type: str) -> str:
    return EXTENSIONS.get(content_type) or mimetypes.guess_extension(content_type) or ".bin"
