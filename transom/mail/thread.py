"""Which ticket a mail belongs to. Threading says *where*; who may speak there is for `senders` to say."""

import re
from dataclasses import dataclass
from enum import StrEnum

from transom.foundation import addresses, tokens
from transom.foundation.addresses import with_tag
from transom.mail.models import InboundEmail, NoticeEmail, OutboundEmail
from transom.mail.reading.parsed import ParsedEmail
from transom.people.mailboxes import Mailbox
from transom.tickets.models import ThreadReference, Ticket
from transom.tickets.words import reference_key

PURPOSE, NOTICE = "reply-address", "notice-address"
NAMED = re.compile(r"\[#(\d{1,12})\]")


class FoundBy(StrEnum):
    TOKEN = "token"  # noqa: S105, a word and no secret
    REFERENCE = "reference"
    AWAITED = "awaited answer"
    PERSON = "person"


@dataclass(frozen=True)
class Thread:
    """The ticket that a mail belongs to and how we know; `suggested` is one that its subject merely names.

    `person` is the key of whom of us the signed address was made for: it stood in a mail to them alone.
    """

    ticket: Ticket | None = None
    found_by: FoundBy | None = None
    suggested: Ticket | None = None
    person: int | None = None


def signed_address(mailbox: Mailbox, ticket: Ticket) -> str:
    """The address that leads back to `ticket`: `support+17-<16 letters>@…`, or the plain one where tags do not arrive."""
    if not mailbox.signed_addresses:
        return mailbox.address
    return with_tag(mailbox.address, f"{ticket.number}-{tokens.mark(PURPOSE, str(ticket.number))}")


def signed_address_of(mailbox: Mailbox, ticket: Ticket, person: int) -> str:
    """As `signed_address`, for a mail that tells one of us of the ticket: what comes back to it is theirs."""
    if not mailbox.signed_addresses:
        return mailbox.address
    told = f"{ticket.number}-p{person}"
    return with_tag(mailbox.address, f"{told}-{tokens.mark(NOTICE, told)}")


def find(mail: ParsedEmail, recipients: list[str]) -> Thread:
    """By a signed address among the recipients, else by the nearest Message-ID that a ticket knows.

    Last, where an answer to this mail came before it; that is only what somebody else wrote into their own mail.
    """
    addressed = [*recipients, *(address.address for address in (*mail.to, *mail.cc))]
    if ticket := _by_token(addressed):
        return Thread(successor(ticket), FoundBy.TOKEN)
    if noticed := _by_notice(addressed):
        ticket, person = noticed
        return Thread(successor(ticket), FoundBy.TOKEN, person=person)
    if ticket := _by_reference([*mail.in_reply_to, *reversed(mail.references)]):
        return Thread(successor(ticket), FoundBy.REFERENCE)
    if ticket := _awaited(mail.message_id):
        return Thread(successor(ticket), FoundBy.AWAITED)
    return Thread(suggested=_named(mail.subject))


def ticket_of_token(tag: str) -> Ticket | None:
    number, _, mark = tag.partition("-")
    if not (_is_key(number) and tokens.is_mark(PURPOSE, number, mark)):
        return None
    return Ticket.objects.filter(number=int(number)).first()


def _by_notice(recipients: list[str]) -> tuple[Ticket, int] | None:
    for recipient in recipients:
        told, _, mark = addresses.split_tag(recipient)[1].rpartition("-")
        number, _, person = told.partition("-p")
        if all(_is_key(part) for part in (number, person)) and tokens.is_mark(NOTICE, told, mark):
            ticket = Ticket.objects.filter(number=int(number)).first()
            if ticket is not None:
                return ticket, int(person)
    return None


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18


def _by_token(recipients: list[str]) -> Ticket | None:
    tags = (addresses.split_tag(recipient)[1] for recipient in recipients)
    return next((ticket for tag in tags if tag and (ticket := ticket_of_token(tag))), None)


def _by_reference(message_ids: list[str]) -> Ticket | None:
    """`message_ids` are nearest first. Several tickets may be referred to: the nearest has it, and none are joined."""
    keys = [reference_key(message_id) for message_id in message_ids]
    rows = ThreadReference.objects.filter(message_id__in=keys).select_related("ticket") if keys else []
    by_key = {row.message_id: row.ticket for row in rows}
    if keys and not by_key:  # an acknowledgement is no word on the ticket, but people answer it
        rows = OutboundEmail.objects.filter(message_id_header__in=keys).select_related("ticket")
        by_key = {row.message_id_header: row.ticket for row in rows}
    if keys and not by_key:
        rows = NoticeEmail.objects.filter(message_id_header__in=keys, ticket__isnull=False).select_related("ticket")
        by_key = {row.message_id_header: row.ticket for row in rows}
    return next((by_key[key] for key in keys if key in by_key), None)


def _awaited(message_id: str) -> Ticket | None:
    """The ticket where an answer to this very mail arrived before it.

    Some programs give every mail the same Message-ID, so it counts only for the first mail that bears it.
    """
    key = reference_key(message_id)
    known = ThreadReference.objects.filter(message_id=key).select_related("ticket").first() if key else None
    if known is None or InboundEmail.objects.filter(message_id_header=key).exists():
        return None
    return known.ticket


def _named(subject: str) -> Ticket | None:
    match = NAMED.search(subject)
    return Ticket.objects.filter(number=int(match.group(1))).first() if match else None


def successor(ticket: Ticket) -> Ticket:
    """The ticket that `ticket` was merged into, however often; itself where it was not."""
    while ticket.merged_into_id:
        ticket = ticket.merged_into
    return ticket
