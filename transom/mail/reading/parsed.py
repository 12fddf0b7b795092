"""What a mail says, once it is read: the plain data that parsing makes and everything behind it uses."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from transom.foundation.addresses import Address


@dataclass(frozen=True)
class ParsedAttachment:
    """A file that came with a mail. `filename` is metadata only: never a path, and never empty."""

    filename: str
    content_type: str
    content: bytes
    content_id: str = ""
    inline: bool = False


@dataclass(frozen=True)
class FailedRecipient:
    """One recipient that a delivery report speaks of. `status` is an RFC 3463 code ("5.1.1") or empty."""

    address: str
    permanent: bool
    status: str = ""
    reason: str = ""


@dataclass(frozen=True)
class DeliveryReport:
    """What a bounce, a delay notice or a feedback report (RFC 3464, RFC 5965, or a mailer's own prose) says.

    `original_message_id` is the Message-ID, without angle brackets, of the mail that it speaks of; empty where it does not say.
    """

    recipients: tuple[FailedRecipient, ...]
    original_message_id: str = ""


@dataclass(frozen=True)
class ParsedEmail:
    """A mail, decoded. Every text is `str` without NUL or lone surrogates; Message-IDs are without angle brackets.

    `text` is the whole plain text (made from the HTML where there is no plain part); `html` is the HTML as it
    came, unsafe, empty where there is none. `headers` are (lower-case name, decoded value) in the order of the mail.
    `problems` says in plain words what was wrong with the mail and how it was read all the same; `in_part` that words or
    files may be missing, so that the mail itself has to stay with them.
    """

    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    sender: Address | None = None
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    subject: str = ""
    date: datetime | None = None
    headers: tuple[tuple[str, str], ...] = ()
    text: str = ""
    html: str = ""
    attachments: tuple[ParsedAttachment, ...] = ()
    report: DeliveryReport | None = None
    problems: tuple[str, ...] = field(default=())
    in_part: bool = False

    def header(self, name: str) -> str:
        """The first value of the header of that name, or the empty string."""
        return next((value for key, value in self.headers if key == name.lower()), "")

    def header_values(self, name: str) -> tuple[str, ...]:
        return tuple(value for key, value in self.headers if key == name.lower())


@dataclass(frozen=True)
class Fold:
    """Characters `start` up to, not including, `end` of a text; always whole lines."""

    start: int
    end: int
    kind: Literal["quote", "signature"]


@dataclass(frozen=True)
class Forwarded:
    """The mail inside a forward. `date` is text as it stood there; `above` is what the forwarder wrote over it."""

    sender: Address
    subject: str
    date: str
    text: str
    above: str
    folds: tuple[Fold, ...] = ()


@dataclass(frozen=True)
class Reading:
    """All that the desk takes from the bytes of a mail: what it says, what may be folded away, whom it passes on."""

    mail: ParsedEmail
    folds: tuple[Fold, ...] = ()
    forwarded: Forwarded | None = None
