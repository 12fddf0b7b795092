"""The desk's own mailboxes, asked for once a mail: half the questions that a mail raises are about them."""

from dataclasses import dataclass

from transom.foundation.addresses import normalise, split_tag
from transom.people.mailboxes import Mailbox


@dataclass(frozen=True)
class OwnMailboxes:
    by_address: dict[str, Mailbox]

    @classmethod
    def now(cls) -> "OwnMailboxes":
        mailboxes = Mailbox.objects.select_related("team", "ticket_type")
        return cls({mailbox.address: mailbox for mailbox in mailboxes})

    def first_of(self, recipients: list[str]) -> Mailbox | None:
        """The mailbox that a mail came to: of several the first; None where all are gone since."""
        return next(filter(None, map(self.receiving, recipients)), None)

    def receiving(self, address: str) -> Mailbox | None:
        """As `Mailbox.objects.receiving`: the one that mail to `address` reaches, with or without a `+token`."""
        base, _tag = split_tag(address)
        return self.by_address.get(normalise(address)) or self.by_address.get(base)
