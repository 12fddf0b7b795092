"""Who wrote a mail, and how sure we are: the trust that its words come with, decided once."""

from dataclasses import dataclass

import authres

from transom.customers.models import Contact
from transom.foundation.addresses import Address, parse_addresses
from transom.mail.ours import OwnMailboxes
from transom.mail.reading.parsed import ParsedEmail
from transom.mail.thread import FoundBy, Thread
from transom.people.actor import person
from transom.people.mailboxes import Mailbox
from transom.people.models import User
from transom.tickets.messages import Message, Trust
from transom.tickets.models import Ticket, Watcher

NOBODY_READS = ("noreply", "no-reply", "no_reply", "donotreply", "do-not-reply")
LONGEST_RESULTS = 4_000  # characters of Authentication-Results; servers state a few hundred, and reading more is dear
TAKING_PART = (Trust.VERIFIED, Trust.PARTICIPANT, Trust.COLLEAGUE, Trust.OURS)


@dataclass(frozen=True)
class Sender:
    """Who a mail is from. `agent` is the person of the desk who has this address; `verified` is the last hop's DMARC word.

    `in_from` is False where Reply-To or the envelope named them: whoever has the signed address could name anybody there.
    """

    address: Address
    verified: bool
    agent: User | None = None
    in_from: bool = True


NOBODY = Sender(Address("", "nobody@invalid.invalid"), verified=False, in_from=False)  # RFC 2606: never deliverable


def find(mail: ParsedEmail, envelope_sender: str, mailbox: Mailbox | None, own: OwnMailboxes) -> Sender | None:
    """The sender of `mail`, or None where there is nobody to answer.

    Where From is an address that nobody reads, or one of ours (a form on a web site sends so), Reply-To counts.
    """
    address = mail.sender or next(iter(parse_addresses(envelope_sender)), None)
    ours = address is not None and own.receiving(address.address) is not None
    silent = address is not None and address.address.partition("@")[0] in NOBODY_READS
    if ours or silent:
        others = [other for other in mail.reply_to if not own.receiving(other.address)]
        address = others[0] if others else None if ours else address
        return Sender(address, verified=False, in_from=address == mail.sender) if address else None
    if address is None:
        return None
    agent = User.objects.filter(email=address.address, is_active=True).first()
    agent = agent if agent and person(agent).is_agent else None
    return Sender(address, passes_dmarc(mail, mailbox, address), agent, in_from=address == mail.sender)


def passes_dmarc(mail: ParsedEmail, mailbox: Mailbox | None, address: Address) -> bool:
    """Did the server before us, the one that the admin named, say that DMARC passed for the domain in From?

    Only the topmost header counts (RFC 8601, 5): a server adds its own above what the sender wrote there.
    """
    stated = mail.header("Authentication-Results")
    if mailbox is None or not mailbox.trusted_hop or not 0 < len(stated) <= LONGEST_RESULTS:
        return False
    try:
        header = authres.AuthenticationResultsHeader.parse_value(stated)
    except (authres.AuthResError, RecursionError):  # it reads nested comments by recursion
        return False
    if header.authserv_id.lower() != mailbox.trusted_hop.lower():
        return False
    return any(
        result.method == "dmarc" and result.result == "pass" and _stated_domain(result) == address.domain
        for result in header.results
    )


def _stated_domain(result) -> str:
    """The domain that DMARC looked at: `header.from=` of the result."""
    for prop in result.properties:
        if prop.type == "header" and prop.name == "from":
            return prop.value.rpartition("@")[2].lower()
    return ""


def trust(sender: Sender, contact: Contact, thread: Thread) -> Trust:
    """How far the words of `contact` on the thread's ticket, or on a new one, can be taken for theirs."""
    if thread.ticket is None:
        return Trust.VERIFIED if sender.verified else Trust.PARTICIPANT
    if _takes_part(contact, thread.ticket):
        surely = sender.verified or (thread.found_by == FoundBy.TOKEN and sender.in_from)
        return Trust.VERIFIED if surely else Trust.PARTICIPANT
    if _is_colleague(sender, contact, thread.ticket):
        return Trust.COLLEAGUE
    return Trust.THIRD_PARTY


def _takes_part(contact: Contact, ticket: Ticket) -> bool:
    return contact.pk == ticket.requester_id or Watcher.objects.filter(ticket=ticket, contact=contact).exists()


def _is_colleague(sender: Sender, contact: Contact, ticket: Ticket) -> bool:
    """Of the same customer, let in by an agent before, or put in To or Cc by someone who takes part."""
    if contact.customer_id and contact.customer_id == ticket.customer_id:
        return True
    if Message.objects.filter(ticket=ticket, contact=contact).exclude(trust=Trust.AUTOMATED).exists():
        return True  # an automatic answer joins a ticket without anybody letting it in
    heard = Message.objects.filter(ticket=ticket, trust__in=TAKING_PART).values_list("to", "cc")
    return any(
        sender.address.address == named.address
        for to, cc in heard
        for header in (*to, *cc)
        for named in parse_addresses(header)
    )
