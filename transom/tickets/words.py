"""What someone says, before it is a message or a note: the input of the verbs that talk."""

import hashlib
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from transom.tickets.files import StoredFile
from transom.tickets.messages import Attachment
from transom.tickets.models import ThreadReference, Ticket

LONGEST_REFERENCE = 200
SNIPPET = 160


@dataclass(frozen=True)
class NewAttachment:
    """A stored file under the name that it came with. The name is for people to read and never a path."""

    file: StoredFile
    filename: str
    content_type: str
    content_id: str = ""
    inline: bool = False

    def attach(self, **owner) -> Attachment:
        """The row, unsaved; `owner` is `message=` or `note=`."""
        return Attachment(
            file=self.file,
            filename=self.filename[:255],
            content_type=self.content_type[:120],
            content_id=self.content_id[:255],
            inline=self.inline,
            **owner,
        )


@dataclass(frozen=True)
class Words:
    """`text` is the whole plain text, `folds` the ranges of it that may be folded away, `html` unsafe HTML or empty.

    `message_id`, `references` and `subject` are of the mail that brought it, without angle brackets; empty for other
    channels. `shows_more`: whoever reads the HTML reads something that the text does not say.
    """

    text: str
    folds: tuple[tuple[int, int, str], ...] = ()
    html: str = ""
    shows_more: bool = False
    attachments: tuple[NewAttachment, ...] = ()
    message_id: str = ""
    references: tuple[str, ...] = ()
    author_address: str = ""
    subject: str = ""
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()

    @property
    def snippet(self) -> str:
        return snippet(self.text, self.folds)

    @property
    def own_text(self) -> str:
        """The text without what may be folded away: what its author wrote and did not quote."""
        return unfolded(self.text, self.folds)


def unfolded(text: str, folds: Iterable[tuple[int, int, str]], between: str = "\n") -> str:
    """The pieces of `text` that are the author's own."""
    kept, position = [], 0
    for start, end, _kind in folds:
        kept.append(text[position:start])
        position = max(position, end)
    kept.append(text[position:])
    return between.join(kept)


def snippet(text: str, folds: Iterable[tuple[int, int, str]]) -> str:
    """The first words of `text` that are the author's own, in one line."""
    line = " ".join(unfolded(text, folds, " ")[: SNIPPET * 8].split())
    return line if len(line) <= SNIPPET else line[: SNIPPET - 1].rstrip() + "…"


def reference_key(message_id: str) -> str:
    """How a Message-ID is stored and compared. An overlong one is compared by its hash."""
    message_id = message_id.strip().strip("<>").strip()
    if len(message_id) <= LONGEST_REFERENCE:
        return message_id
    return f"sha256:{hashlib.sha256(message_id.encode()).hexdigest()}"


def new_message_id(ticket: Ticket) -> str:
    """A Message-ID for a mail of ours (RFC 5322, 3.6.4), without angle brackets."""
    domain = ticket.mailbox.address.rpartition("@")[2] if ticket.mailbox else "transom.invalid"
    return f"{ticket.number}.{uuid.uuid4().hex}@{domain}"


def new_references(*message_ids: str) -> tuple[str, ...]:
    """Those Message-IDs that no ticket has yet, each once. The first ticket keeps an ID: references never join two."""
    keys = list(dict.fromkeys(reference_key(message_id) for message_id in message_ids if message_id.strip()))
    taken = taken_references(keys)
    return tuple(key for key in keys if key not in taken)


def taken_references(keys: Collection[str]) -> set[str]:
    """Which of these, spelt as `reference_key` does, some ticket has already."""
    if not keys:
        return set()
    return set(ThreadReference.objects.filter(message_id__in=keys).values_list("message_id", flat=True))
