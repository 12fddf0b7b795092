"""Ann's words and what became of them, as the ledger has it."""

import pytest

from tests.tickets.telling import hours, said
from transom.reports.models import CustomerWord
from transom.tickets import actions
from transom.tickets.messages import Trust
from transom.worker import drain


def fates(*tickets) -> list[tuple[str, str]]:
    """(the words, their fate), in the order in which they were said; with tickets, theirs alone."""
    rows = CustomerWord.objects.select_related("message").order_by("said_at", "pk")
    if tickets:
        rows = rows.filter(ticket__in=[ticket.pk for ticket in tickets])
    return [(row.message.text if row.message else row.name.partition(":")[0], row.fate) for row in rows]


def word(text: str) -> CustomerWord:
    """The row of the word that says this."""
    return CustomerWord.objects.get(message__text=text)


@pytest.fixture
def acts(quinn, as_actor):
    return as_actor(quinn)


@pytest.fixture
def writes(ann, as_actor):
    """A customer writes on a ticket, Ann where nobody is named."""

    def say(ticket, text: str, at: float, who=None, trust=Trust.VERIFIED):
        who = who or ann
        message = actions.receive(ticket, said(text), who, trust=trust, actor=as_actor(who), at=hours(at))
        drain()
        return message

    return say


@pytest.fixture
def asked(ann, as_actor, writes):
    """A ticket that Ann began with a word."""

    def ask(text: str = "It is broken.", at: float = 0, subject: str = "The printer"):
        ticket = actions.open_ticket(subject, ann, actor=as_actor(ann), at=hours(at))
        writes(ticket, text, at)
        return ticket

    return ask
