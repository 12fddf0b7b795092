"""Links that are for their reader alone: out of a mail that has gone out they are taken, so that nobody finds them later.

Who reads the desk's sent mail, a backup or an export cannot answer in a customer's place.
"""

import email
import re
from email.policy import default
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings

from transom.mail.models import OutboundEmail, OutboundKind, OutboundSource

LINK = re.compile(r"(/(?:a|back)/)[A-Za-z0-9_-]{20,}")
HIDDEN = r"\1…"
SECRET = (OutboundKind.QUESTION, OutboundKind.FAREWELL)
"""The mails that have such links."""


def in_sink() -> bool:
    """Does this desk write to nobody? Then its mail is there to be tried, links and all."""
    return settings.SMTP_URL == "sink:"


def _is_secret(mail: OutboundEmail) -> bool:
    return mail.kind in SECRET and not in_sink()


def hidden(text: str) -> str:
    """The text without what is secret in such links."""
    return LINK.sub(HIDDEN, text)


def quoted(text: str) -> str:
    """What somebody writes to us, without what is secret in links of this desk that it quotes, and as long as it was.

    Who answers a question of ours by mail mostly sends its link back; whoever reads the ticket cannot use it.
    """
    return _of_this_desk(urlsplit(settings.BASE_URL).netloc).sub(lambda found: found[1] + "…" * len(found[2]), text)


@cache
def _of_this_desk(host: str) -> re.Pattern:
    """Such a link here, also inside of another address, where some programs put those of a mail that they pass on."""
    name = re.escape(host).replace(":", "(?::|%3A)")
    return re.compile(rf"({name}(?:/|%2F)(?:a|back)(?:/|%2F))([A-Za-z0-9_-]{{20,}})", re.IGNORECASE)


def without_links(mime: bytes) -> bytes:
    """The mail without what is secret in such links. It is for reading and no longer what was sent, to the letter."""
    mail = email.message_from_bytes(mime, policy=default)
    for part in mail.walk():
        if part.get_content_maintype() == "text":
            part.set_content(hidden(part.get_content()), subtype=part.get_content_subtype(), cte="quoted-printable")
    return mail.as_bytes()


def shown(mail: OutboundEmail) -> bytes:
    """The bytes of a mail of ours, for people of the desk."""
    return without_links(mail.mime) if _is_secret(mail) else mail.mime


def forget(mail: OutboundEmail) -> None:
    """It is done with: what it asked by, only its reader has."""
    if _is_secret(mail):
        OutboundSource.objects.filter(outbound=mail).update(mime=without_links(mail.mime))
