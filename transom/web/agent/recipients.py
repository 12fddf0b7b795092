"""Who gets an answer: who takes part already, and who would be new in the conversation."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.customers.models import ContactAddress
from transom.foundation.addresses import Address, parse_addresses, split_tag
from transom.people.mailboxes import Mailbox
from transom.people.models import User
from transom.tickets.messages import Message
from transom.tickets.models import Ticket, Watcher


def taking_part(ticket: Ticket) -> set[str]:
    """Every address that a word on this ticket came from or went to, of its requester and watchers, and our own."""
    watching = Watcher.objects.filter(ticket=ticket).exclude(contact=None).values("contact")
    known = set(ContactAddress.objects.filter(contact=ticket.requester_id).values_list("address", flat=True))
    known |= set(ContactAddress.objects.filter(contact__in=watching).values_list("address", flat=True))
    known |= set(User.objects.filter(is_active=True).values_list("email", flat=True))
    known |= set(Mailbox.objects.values_list("address", flat=True))
    for author, *lines in Message.objects.filter(ticket=ticket).values_list("author_address", "to", "cc", "bcc"):
        known |= {author, *addresses_in(header for line in lines for header in line)}
    return known | {split_tag(address)[0] for address in known if "+" in address}


def addresses_in(headers: Iterable[str]) -> set[str]:
    return {found.address for header in headers for found in parse_addresses(header)}


def new_words(people: Iterable[Address]) -> str:
    """A warning before somebody gets the whole conversation who never took part in it."""
    names = [person.label for person in people]
    return ngettext(
        "%(who)s was not part of this conversation yet. Send anyway?",
        "%(who)s were not part of this conversation yet. Send anyway?",
        len(names),
    ) % {"who": _(", ").join(names)}
