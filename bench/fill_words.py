"""Fills a desk with words to search: `python -m bench.fill_words MESSAGES SEED` in the desk's own environment.

Tickets and messages are written as rows, without their events: only the search is measured on such a desk. What is written
is checked: the index finds what a walk through the messages finds. The index itself is filled as the worker fills it.
Prints as JSON what a visitor needs.
"""

import itertools
import json
import random
import sys
import time
from datetime import UTC, datetime, timedelta

import django
from django.db import connection, models, transaction
from django.test import Client
from django.utils import timezone

django.setup()

from bench.fill import BACKEND, people  # noqa: E402
from bench.words import LISTS, SYLLABLES  # noqa: E402
from transom.customers.models import Contact  # noqa: E402
from transom.people.actor import SYSTEM  # noqa: E402
from transom.people.mailboxes import Mailbox  # noqa: E402
from transom.people.models import User  # noqa: E402
from transom.search import backfill, engine, pieces, sqlite  # noqa: E402
from transom.search.asking import Asked, Piece  # noqa: E402
from transom.search.finding import Search  # noqa: E402
from transom.search.models import Kind, SearchProgress, place  # noqa: E402
from transom.search.question import parse  # noqa: E402
from transom.search.words import Sought, terms  # noqa: E402
from transom.tickets.events.facts import sort_key  # noqa: E402
from transom.tickets.messages import Message, Trust  # noqa: E402
from transom.tickets.models import Channel, Ticket, TicketNumber, TicketTag  # noqa: E402
from transom.workflow.models import Status, TicketType  # noqa: E402

VOCABULARY, ZIPF = 40_000, 0.95
BEGAN, LASTED = datetime(2021, 1, 4, 8, tzinfo=UTC), 5 * 365 * 86_400  # five years, in seconds
AUTHOR = "Somebody"
COLUMNS = 'id, ticket_id, author_label, author_address, trust, at, text, folds, html, message_id, "to", cc, bcc'
MARKS = ", ".join(["%s"] * 13)
END = pieces.BETWEEN
OF_AUTHOR = ["somebody", END, END]
PER_TICKET, CLOSED, ASSIGNED, TAGGED = 5, 0.9, 0.8, 0.2
LENGTH, SPREAD = 3.9, 0.7  # of the logarithm of a message's words: 50 in the middle, 63 on average
BATCH = 5000  # tickets in one transaction
JAPANESE, SENTENCE = 0.02, 6  # of the messages; phrases in the one sentence that such a message has
HASHED = 64 << 20  # bytes of words that FTS5 sorts in memory; a megabyte by itself
TAGS = ("billing", "export", "login", "printing", "wishes")


class Words:
    """A vocabulary whose words are as unequal as those of a language: real ones in front, made-up ones behind."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)
        real = list(dict.fromkeys(word.lower() for word in LISTS["en"].split()))
        made = (
            "".join(self.random.choices(SYLLABLES, k=self.random.choice((2, 2, 3, 3, 4)))) for _ in itertools.count()
        )
        self.known = list(dict.fromkeys(itertools.chain(real, itertools.islice(made, VOCABULARY * 2))))[:VOCABULARY]
        self.weights = list(itertools.accumulate(1 / (rank + 8) ** ZIPF for rank in range(len(self.known))))

    def texts(self, count: int) -> list[str]:
        lengths = [max(6, int(self.random.lognormvariate(LENGTH, SPREAD))) for _ in range(count)]
        words = iter(self.random.choices(self.known, cum_weights=self.weights, k=sum(lengths)))
        made = (" ".join(itertools.islice(words, length)) for length in lengths)
        return [f"{text} {self.sentence()}" if self.random.random() < JAPANESE else text for text in made]

    def sentence(self) -> str:
        """Of a script without spaces."""
        return "".join(self.random.choices(LISTS["ja"].split(), k=SENTENCE))


def fill(messages: int, words: Words) -> None:
    statuses, types = list(Status.objects.all()), list(TicketType.objects.all())
    open_ones = [status for status in statuses if not status.is_closed]
    closed = [status for status in statuses if status.is_closed]
    people_, contacts = list(User.objects.all()), list(Contact.objects.select_related("customer"))
    mailbox, choose = Mailbox.objects.first(), words.random
    total = max(1, round(messages / PER_TICKET))
    for first in range(0, total, BATCH):
        count = min(BATCH, total - first)
        with transaction.atomic():
            numbers = TicketNumber.objects.bulk_create([TicketNumber() for _ in range(count)])
            tickets = []
            for at_place, (number, text) in enumerate(zip(numbers, words.texts(count), strict=True)):
                at = BEGAN + timedelta(seconds=LASTED * (first + at_place + choose.random()) / total)
                status = choose.choice(closed if choose.random() < CLOSED else open_ones)
                contact = choose.choice(contacts)
                assignee = choose.choice(people_) if choose.random() < ASSIGNED else None
                ticket = Ticket(
                    number=number.pk, version=1, subject=" ".join(text.split()[:6]), ticket_type=choose.choice(types),
                    status=status, category=status.category, silence_counts=status.silence_counts, assignee=assignee,
                    requester=contact, customer_id=contact.customer_id, mailbox=mailbox, channel=Channel.MAIL,
                    snippet=text[:150], opened_at=at, status_since=at, last_event_at=at,
                )  # fmt: skip
                ticket.sort_key = sort_key(ticket)
                ticket.terms = [str(number.pk), END, *text.split()[:6], END, *terms(contact.name), END]
                ticket.terms += [*terms(contact.customer.name), END]
                tickets.append(ticket)
            models.QuerySet(Ticket).bulk_create(tickets)
            tagged = [ticket for ticket in tickets if choose.random() < TAGGED]
            TicketTag.objects.bulk_create(TicketTag(ticket=ticket, name=choose.choice(TAGS)) for ticket in tagged)
            share = messages * (first + count) // total - messages * first // total
            said = say(tickets, words.texts(share), choose)
            write([*pieces.of_heads(ticket.pk for ticket in tickets), *said])


def say(tickets: list[Ticket], texts: list[str], choose: random.Random) -> list[Piece]:
    """Each ticket has a message at least; the rest falls where it falls, within two weeks of the opening. Gives the pieces."""
    said = []
    for count, text in enumerate(texts):
        ticket = tickets[count] if count < len(tickets) else choose.choice(tickets)
        later = timedelta(seconds=choose.random() * 14 * 86_400 if count >= len(tickets) else 0)
        said.append((ticket, text, ticket.opened_at + later))
    first = (Message.objects.aggregate(last=models.Max("pk"))["last"] or 0) + 1
    adapt = connection.ops.adapt_datetimefield_value
    rows = [
        (key, ticket.pk, AUTHOR, "", Trust.PARTICIPANT.value, adapt(at), text, "[]", "", "", "[]", "[]", "[]")
        for key, (ticket, text, at) in enumerate(said, first)
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO transom_message ({COLUMNS}) VALUES ({MARKS})", rows)
    return [
        Piece(
            place(Kind.MESSAGE, key, at),
            int(Kind.MESSAGE),
            key,
            ticket.pk,
            [*ticket.terms, *OF_AUTHOR, *(text.split() if text.isascii() else terms(text)), END],
        )
        for key, (ticket, text, at) in enumerate(said, first)
    ]


def write(made: list[Piece]) -> None:
    """What `engine.write` does, for what was never there."""
    if connection.vendor == "postgresql":
        engine.write(made)
    else:
        made.sort(key=lambda piece: piece.key)
        with connection.cursor() as cursor:
            cursor.executemany(sqlite.INSERT, [(piece.key, " ".join(piece.terms)) for piece in made])
            cursor.executemany(sqlite.ENTRY, [piece[:4] for piece in made])


def rate() -> float:
    """Pieces in a second of CPU, as the worker makes and writes them."""
    keys = list(Message.objects.order_by("-pk").values_list("pk", flat=True)[:BATCH])
    began = time.process_time()
    for first in range(0, len(keys), backfill.BATCH):
        with transaction.atomic():
            engine.write(pieces.of_messages(keys[first : first + backfill.BATCH]))
    return len(keys) / (time.process_time() - began)


def check(words: Words) -> dict[str, str]:
    """Words of three kinds. Raises where the index is not what the worker would have written, or does not find what a walk finds."""
    for piece in pieces.of_messages(
        Message.objects.order_by("pk").values_list("pk", flat=True)[:: Message.objects.count() // 20 + 1]
    ):
        asked = Asked((Sought(tuple(piece.terms[:-1][-12:])),))
        if piece.key not in {found.key for found in engine.among([piece.key], asked)}:
            raise SystemExit(f"the index has other words of the message {piece.source} than the worker would write")
    kinds = {"common": "printer", "middle": words.known[3_000], "rare": words.known[-5]}
    for word in (kinds["rare"], words.known[20_000]):
        walked = set(Message.objects.filter(text__regex=rf"(^| ){word}( |$)").values_list("ticket", flat=True)[:500])
        walked |= set(Ticket.objects.filter(subject__regex=rf"(^| ){word}( |$)").values_list("pk", flat=True)[:500])
        found = Search.of(parse(f'"{word}"'), SYSTEM).by_words(size=1000).tickets.keys()
        if walked != found:
            raise SystemExit(f"{word}: the messages have it on {len(walked)} tickets, the index on {len(found)}")
    return kinds


def to_ask(words: Words) -> dict:
    client = Client()
    client.force_login(User.objects.order_by("pk").first(), backend=BACKEND)
    kinds = check(words)
    counts = {kind: Message.objects.filter(text__contains=word).count() for kind, word in kinds.items()}
    return {
        "cookie": client.cookies["sessionid"].value,
        "words": kinds,
        "counts": counts,
        "messages": Message.objects.count(),
        "tickets": Ticket.objects.count(),
        "number": Ticket.objects.order_by("-pk").values_list("number", flat=True)[1234 % Ticket.objects.count()],
        "customer": Ticket.objects.exclude(customer=None).order_by("-pk").first().customer.name,
    }


if __name__ == "__main__":
    vocabulary = Words(int(sys.argv[2]))
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")  # a fill that is cut short is begun anew
            cursor.execute("PRAGMA cache_size=-200000")
            cursor.execute(f"INSERT INTO {sqlite.TABLE} ({sqlite.TABLE}, rank) VALUES ('hashsize', %s)", [HASHED])
    if not User.objects.exists():
        people(int(sys.argv[2]))
    if not Ticket.objects.exists():
        fill(int(sys.argv[1]), vocabulary)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {sqlite.TABLE} ({sqlite.TABLE}, rank) VALUES ('hashsize', %s)", [1 << 20])
    backfill.begin(timezone.now())
    SearchProgress.objects.update(tickets=0, messages=0, notes=0, finished_at=timezone.now())
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    json.dump(to_ask(vocabulary) | {"rate": rate()}, sys.stdout)
