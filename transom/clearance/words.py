"""Which words the desk writes by itself to a silent customer: for the ticket's type, in the customer's language."""

from collections.abc import Iterator
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from transom.clearance.models import ClockWords, WordsKind
from transom.clearance.shipped import SHIPPED
from transom.composing.variables import BY_ITSELF, Variable, fill_by_itself
from transom.people.mailboxes import Mailbox
from transom.tickets.models import Ticket
from transom.workflow.models import TicketType

WAY_BACK = Variable(
    "way back", _("The link by which they come back"), lambda about: "", _("It is made when it leaves.")
)
NAMES = {WordsKind.FOLLOW_UP: BY_ITSELF, WordsKind.FAREWELL: (*BY_ITSELF, WAY_BACK)}
"""What each kind of words may name."""
OWN = ""
"""How a row says that it is in the desk's own language."""


class Chosen(NamedTuple):
    """`language` is the one that it is in; `row` is None for words that ship."""

    text: str
    language: str
    row: ClockWords | None


def for_ticket(kind: str, ticket: Ticket) -> str:
    """The words for this ticket, filled in. What a closing message has for its link (`WAY_BACK`) still stands in it."""
    mailbox = ticket.mailbox or Mailbox.objects.of_the_desk()
    return fill_by_itself(chosen(kind, ticket.ticket_type, languages(ticket)).text, ticket, mailbox)


def chosen(kind: str, ticket_type: TicketType | None, wanted: list[str]) -> Chosen:
    """The first of these languages in which there are words; in it those for the type before those for any."""
    key = ticket_type.pk if ticket_type else None
    rows = ClockWords.objects.filter(Q(ticket_type=None) | Q(ticket_type=key), kind=kind)
    known = {(row.language, row.ticket_type_id): row for row in rows}
    own = base(settings.LANGUAGE_CODE)
    for language in [*wanted, own, "en"]:
        places = [language, OWN] if language == own else [language]
        for place in [(name, only) for only in dict.fromkeys((key, None)) for name in places]:
            if row := known.get(place):
                return Chosen(row.text, language, row)
        if text := SHIPPED[kind].get(language):
            return Chosen(text, language, None)
    raise AssertionError("words in English ship")


def languages(ticket: Ticket) -> list[str]:
    """In which we write to the requester, the best first: theirs, else their customer's, where we know it."""
    spoken = [ticket.requester.language, ticket.customer.language if ticket.customer else ""]
    return list(dict.fromkeys(name for one in spoken for name in _spellings(one)))


def base(language: str) -> str:
    """Of "pt-BR": pt."""
    return normal(language).partition("-")[0]


def normal(language: str) -> str:
    """How a language is stored here: "pt-br" for "pt_BR"."""
    return language.strip().lower().replace("_", "-")


def _spellings(language: str) -> Iterator[str]:
    if language.strip():
        yield normal(language)
        yield base(language)
