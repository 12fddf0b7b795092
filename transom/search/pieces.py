"""What a ticket is found by, piece by piece: its head, its messages, its notes.

The subject and who asks stand in every piece, so that words of a message are found together with theirs. Of a message, what
it quotes is left out: it stands where it was said first. Tags and addresses are in the head alone, which no customer searches.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import F, QuerySet

from transom.customers.models import ContactAddress
from transom.foundation.kept import Kept
from transom.search.asking import Piece
from transom.search.models import Kind, place
from transom.search.words import terms
from transom.tickets.messages import Attachment, Message, Note
from transom.tickets.models import Ticket, TicketTag

BETWEEN = "¶"
"""Stands between two texts, so that no phrase reaches from one into the other. Nobody can ask for it: it is no letter."""
MOST_WORDS, MOST_BYTES = 10_000, 400_000
"""Of a piece. What is longer is a log or a bomb; PostgreSQL takes a megabyte."""
QUOTED = "quote"
HEAD = {
    "s_number": F("ticket__number"),
    "s_subject": F("ticket__subject"),
    "s_requester": F("ticket__requester__name"),
    "s_customer": F("ticket__customer__name"),
}
OF_HEAD = ("s_number", "s_subject", "s_requester", "s_customer")
OF_MESSAGE = ("pk", "ticket_id", "at", "text", "folds", "author_label", "author_address")
OF_NOTE = ("pk", "ticket_id", "at", "text", "author_label")
OF_TICKET = ("pk", "opened_at", "number", "subject", "requester__name", "customer__name", "requester_id")


def of_messages(keys: Iterable[int]) -> list[Piece]:
    keys = list(keys)
    files = _files(message__in=keys)
    rows = MESSAGE.rows(key=keys[0]) if len(keys) == 1 else _messages(pk__in=keys)
    return [
        _piece(Kind.MESSAGE, key, ticket, at, _head(*head), label, address, own_words(text, folds), *files[key])
        for key, ticket, at, text, folds, label, address, *head in rows
    ]


def _messages(**which) -> QuerySet:
    return Message.objects.filter(**which).annotate(**HEAD).order_by().values_list(*OF_MESSAGE, *OF_HEAD)


MESSAGE = Kept(lambda *, key: _messages(pk=key))
"""What the worker asks for after every word."""


def of_notes(keys: Iterable[int]) -> list[Piece]:
    keys = list(keys)
    files = _files(note__in=keys)
    rows = Note.objects.filter(pk__in=keys).annotate(**HEAD).order_by().values_list(*OF_NOTE, *OF_HEAD)
    return [
        _piece(Kind.NOTE, key, ticket, at, _head(*head), label, text, *files[key])
        for key, ticket, at, text, label, *head in rows
    ]


def of_heads(keys: Iterable[int]) -> list[Piece]:
    keys = list(keys)
    rows = TICKET.rows(key=keys[0]) if len(keys) == 1 else list(_tickets(pk__in=keys))
    tags, addresses = defaultdict(list), defaultdict(list)
    for ticket, name in TicketTag.objects.filter(ticket__in=keys).values_list("ticket", "name"):
        tags[ticket].append(name)
    asking = {row[-1] for row in rows}
    for contact, address in ContactAddress.objects.filter(contact__in=asking).values_list("contact", "address"):
        addresses[contact].append(address)
    return [
        _piece(Kind.TICKET, key, key, at, _head(*head), *addresses[requester], *tags[key])
        for key, at, *head, requester in rows
    ]


def _tickets(**which) -> QuerySet:
    return Ticket.objects.filter(**which).order_by().values_list(*OF_TICKET)


TICKET = Kept(lambda *, key: _tickets(pk=key))


def of_tickets(keys: Iterable[int]) -> Iterator[Piece]:
    """All pieces of these tickets."""
    keys = list(keys)
    yield from of_heads(keys)
    yield from of_messages(Message.objects.filter(ticket__in=keys).order_by().values_list("pk", flat=True))
    yield from of_notes(Note.objects.filter(ticket__in=keys).order_by().values_list("pk", flat=True))


def own_words(text: str, folds: Iterable) -> str:
    """A message without what it quotes. Its signature stays: people look for the telephone number in it."""
    kept, position = [], 0
    for start, end, kind in folds:
        if kind == QUOTED:
            kept.append(text[position:start])
            position = max(position, end)
    return "\n".join([*kept, text[position:]])


def _head(number: int, subject: str, requester: str, customer: str | None) -> str:
    return f"{number} {BETWEEN} {subject} {BETWEEN} {requester} {BETWEEN} {customer or ''}"


def _files(**of: list[int]) -> dict[int, list[str]]:
    """The names of files, by the word that they came with."""
    names = defaultdict(list)
    [(column, keys)] = of.items()
    owner = column.removesuffix("__in")
    for key, name in Attachment.objects.filter(**{column: keys}).values_list(owner, "filename"):
        names[key].append(name)
    return names


def _piece(kind: Kind, source: int, ticket: int, at, *texts: str) -> Piece:
    found: list[str] = []
    for text in texts:
        for part in text.split(BETWEEN):
            found += [*terms(part), BETWEEN]
    return Piece(place(kind, source, at), int(kind), source, ticket, _bounded(found))


def _bounded(found: list[str]) -> list[str]:
    found, size = found[:MOST_WORDS], 0
    for count, term in enumerate(found):
        size += len(term.encode())
        if size > MOST_BYTES:
            return found[:count]
    return found
