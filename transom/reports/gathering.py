"""What the ledger asks of the database: the events that move words, who said what by which way, and what stands already."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from django.db.models import Min, QuerySet

from transom.customers.models import Customer
from transom.foundation.kept import Kept
from transom.mail.models import InboundEmail
from transom.reports.folding import Fold, Word
from transom.reports.models import CustomerWord
from transom.tickets.events import REGISTRY, CustomerSet, MergedIn, SplitFrom, TeamAssigned, TicketEvent, TicketOpened
from transom.tickets.events.facts import MAIL, message_word
from transom.tickets.history import Event
from transom.tickets.log import STREAM, event_of
from transom.tickets.messages import Message
from transom.tickets.models import Channel
from transom.tickets.undoing import Told

MOVING = ("brings", "answers", "takes")
"""What a kind of event says where it moves words."""
PLACING = (TicketOpened, TeamAssigned, CustomerSet)
"""Kinds that move none, and say whose the ticket is."""
TELLING = {"category", "undoes"}
"""Fields of kinds that put a ticket into a status, or undo what was."""


def _matters(kind: type) -> bool:
    if not issubclass(kind, TicketEvent):
        return False
    moves = any(getattr(kind, name) is not getattr(TicketEvent, name) for name in MOVING)
    return moves or kind in PLACING or not TELLING.isdisjoint(kind.__struct_fields__)


KINDS = tuple(sorted(name for name, kind in REGISTRY.items() if _matters(kind)))
"""Whatever may bring, answer or take a word, or put the ticket into a status, which may be a closed one."""


def _events(tickets: Iterable[int]) -> QuerySet[Event]:
    rows = Event.objects.filter(stream=STREAM, stream_id__in=tickets, kind__in=KINDS)
    return rows.order_by("stream_id", "sequence")


ONE = Kept(lambda *, ticket: Event.objects.of_ticket(ticket).filter(kind__in=KINDS))


def told_of(tickets: list[int]) -> dict[int, list[Told]]:
    """By the key of each ticket: the events that matter, in order."""
    found: dict[int, list[Told]] = {key: [] for key in tickets}
    rows = ONE.objects(ticket=tickets[0]) if len(tickets) == 1 else _events(tickets)
    for row in rows:
        found[row.stream_id].append((row, event_of(row)))
    return found


def brought(told: Iterable[Told]) -> set[str]:
    """The names of the words that these events bring from other tickets."""
    return {name for _row, event in told if isinstance(event, MergedIn | SplitFrom) for name in event.owed}


def said_elsewhere(told: Mapping[int, list[Told]]) -> dict[str, Word]:
    """What is known of words that came from other tickets: those are asked, and those from which they had them."""
    wanted = {name for events in told.values() for name in brought(events)}
    known, seen, left = {}, set(told), told
    while wanted - known.keys():
        origins = {_origin(event) for events in left.values() for _row, event in events} - {None} - seen
        if not origins:
            break
        seen |= origins
        left = told_of(sorted(origins))
        for key, events in left.items():
            known |= Fold(key, events, {}).said
    return known


def _origin(event: TicketEvent) -> int | None:
    if isinstance(event, MergedIn):
        return event.other.id
    return event.origin.id if isinstance(event, SplitFrom) else None


class Said(NamedTuple):
    """Who said a word, and how it came."""

    contact: int | None = None
    message: int | None = None
    inbound: int | None = None
    channel: str = Channel.PORTAL


def _messages(keys: Iterable[int]) -> QuerySet:
    rows = Message.objects.filter(pk__in=keys).order_by()
    return rows.annotate(mail=Min("inbound")).values_list("pk", "contact", "message_id", "mail")


MESSAGE = Kept(lambda *, key: _messages([key]))


def said_by(words: Iterable[Word]) -> dict[str, Said]:
    """By name, of words that are new: a message, a held mail, or neither."""
    words = list(words)
    keys = [key for word in words if (key := key_of(word.name, MESSAGE_WORD)) is not None]
    mails = {key for word in words if (key := key_of(word.name, MAIL)) is not None}
    mails = set(InboundEmail.objects.filter(pk__in=mails).values_list("pk", flat=True)) if mails else set()
    rows = MESSAGE.rows(key=keys[0]) if len(keys) == 1 else _messages(keys) if keys else []
    messages = {key: rest for key, *rest in rows}
    return {word.name: _said(word, messages, mails) for word in words}


MESSAGE_WORD = message_word(0).removesuffix("0")


def key_of(name: str, kind: str) -> int | None:
    """The key in the name of a word of this kind; None of another."""
    return int(name.removeprefix(kind)) if name.startswith(kind) else None


def _said(word: Word, messages: Mapping[int, list], mails: set[int]) -> Said:
    mail, key = key_of(word.name, MAIL), key_of(word.name, MESSAGE_WORD)
    if mail is not None:
        return Said(inbound=mail if mail in mails else None, channel=Channel.MAIL)
    contact, header, inbound = messages.get(key, (None, "", None))
    channel = Channel.DESK if word.by_us else Channel.MAIL if inbound or header else Channel.PORTAL
    return Said(contact, key if key in messages else None, inbound, channel)


def tiers(customers: Iterable[int | None]) -> Callable[[int | None], str]:
    """Of each of these customers (keys), the tier that they have today; no word for nobody's."""
    keys = {key for key in customers if key}
    rows = TIER.rows(key=min(keys)) if len(keys) == 1 else _tiers(keys) if keys else []
    found = dict(rows)
    return lambda key: found.get(key, "")


def _tiers(customers: Iterable[int]) -> QuerySet:
    return Customer.objects.filter(pk__in=customers).order_by().values_list("pk", "tier")


TIER = Kept(lambda *, key: _tiers([key]))


def rows_of(tickets: list[int], names: Iterable[str] = ()) -> dict[str, CustomerWord]:
    """The rows of these tickets, and those of these names wherever they are."""
    one = len(tickets) == 1
    rows = LISTED.objects(ticket=tickets[0]) if one else CustomerWord.objects.filter(ticket__in=tickets)
    found = {row.name: row for row in rows}
    missing = set(names) - found.keys()
    if missing:
        found |= {row.name: row for row in CustomerWord.objects.filter(name__in=missing)}
    return found


LISTED = Kept(lambda *, ticket: CustomerWord.objects.filter(ticket=ticket).order_by())


def by_ticket(rows: Iterable) -> dict[int, list]:
    found = defaultdict(list)
    for row in rows:
        found[row.ticket_id].append(row)
    return found
