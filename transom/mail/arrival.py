"""A mail on its way through the desk: the stored row, what it says, and what we found out about it so far."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from transom.customers.models import Contact
from transom.mail import senders, thread
from transom.mail.body_hash import body_hash
from transom.mail.links import quoted
from transom.mail.models import InboundEmail
from transom.mail.ours import OwnMailboxes
from transom.mail.reading.automatic import Automatic, AutomaticKind, recognise
from transom.mail.reading.parsed import Forwarded, ParsedEmail, Reading
from transom.mail.receive import IMAP, PIPE
from transom.people.mailboxes import Mailbox
from transom.tickets.models import Ticket
from transom.tickets.words import NewAttachment, Words, reference_key

UNSTEADY = str.maketrans("", "", ' \t\r\n"')  # what servers add to a header, or take away


@dataclass(frozen=True)
class Arrival:
    """One mail and the questions that the filters ask of it, each answered once. Its files are stored already.

    `decided` is the ticket that a person lets it into, whatever its headers say.
    """

    inbound: InboundEmail
    reading: Reading
    files: tuple[NewAttachment, ...] = ()
    decided: Ticket | None = None

    @property
    def mail(self) -> ParsedEmail:
        return self.reading.mail

    @cached_property
    def mailbox(self) -> Mailbox | None:
        """The mailbox it came to: of several the first; None where all are gone since."""
        return self.ours.first_of(self.inbound.recipients)

    @cached_property
    def automatic(self) -> Automatic | None:
        """What says that no person wrote it. Of a mail that could not be read nobody knows."""
        if not self.mail.headers:
            return None
        unknown = self.inbound.road in (PIPE, IMAP) and not self.inbound.envelope_sender
        return recognise(self.mail, None if unknown else self.inbound.envelope_sender, list(self.ours.by_address))

    @cached_property
    def ours(self) -> OwnMailboxes:
        return OwnMailboxes.now()

    @cached_property
    def sender(self) -> senders.Sender | None:
        return senders.find(self.mail, self.inbound.envelope_sender, self.mailbox, self.ours)

    @cached_property
    def author(self) -> senders.Sender:
        """The sender, or nobody: a name that no answer can reach, and that says so."""
        return self.sender or senders.NOBODY

    @cached_property
    def contact(self) -> Contact:
        """The contact who wrote it, made where there is none yet."""
        return Contact.objects.find_or_make(self.author.address)

    @cached_property
    def thread(self) -> thread.Thread:
        if self.decided:
            return thread.Thread(self.decided, thread.FoundBy.PERSON)
        return thread.find(self.mail, self.inbound.recipients)

    @cached_property
    def message_ids(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.mail.message_id, *self.mail.in_reply_to, *self.mail.references)))

    @property
    def _is_auto_reply(self) -> bool:
        return self.automatic is not None and self.automatic.kind == AutomaticKind.AUTO_REPLY

    @cached_property
    def fingerprint(self) -> str:
        """The same for two copies of one mail, by whatever road: Message-ID, From, and the bytes of the body.

        Servers on the way change line ends and add lines to the head, so neither counts, but for what decides how the
        body reads: else whoever saw a mail first could send its bytes in disguise and have the mail dropped. Without a
        Message-ID the date and the subject stand in for it.
        """
        mail = self.mail
        identity = mail.message_id or f"{mail.header('date')}|{mail.subject}"
        read_as = (mail.header("content-type"), mail.header("content-transfer-encoding"), self._is_auto_reply)
        identity += "".join(f"|{part}" for part in read_as).translate(UNSTEADY).lower()
        digest = hashlib.sha256(f"{identity}|{mail.sender.address if mail.sender else ''}|".encode())
        digest.update(body_hash(self.inbound.raw))
        return digest.hexdigest()

    def words(self, forwarded: Forwarded | None = None) -> Words:
        """What it says, for the verbs: all of it, or what the mail that it passes on says."""
        said = forwarded or self.mail
        return Words(
            text=quoted(said.text),
            folds=tuple((fold.start, fold.end, str(fold.kind)) for fold in (forwarded or self.reading).folds),
            html="" if forwarded else quoted(self.mail.html),
            attachments=self.files,
            message_id=reference_key(self.mail.message_id),
            references=(*self.mail.in_reply_to, *self.mail.references),
            author_address=self.author.address.address,
            subject=said.subject,
            to=tuple(address.header() for address in self.mail.to),
            cc=tuple(address.header() for address in self.mail.cc),
        )
