"""Mutated mails through the whole road: taken in, read, answered, shown. Nothing may fail, and nothing may vanish."""

import hashlib
import logging
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.fuzz.mutations import mutated
from transom.customers.models import Contact
from transom.foundation.addresses import parse_addresses
from transom.mail import receive
from transom.mail.models import InboundEmail, OutboundEmail, Outcome
from transom.mail.thread import signed_address
from transom.people.actor import person
from transom.people.mailboxes import Mailbox
from transom.people.models import User
from transom.people.roles import Role
from transom.tickets.history import Event, MissedHearing
from transom.tickets.log import assert_replays
from transom.tickets.messages import Message
from transom.tickets.models import Ticket
from transom.worker import drain
from transom.workflow import defaults

BATCH = 100
PAGES = 0.01  # of the mails, and of the tickets
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ROADS = (receive.SMTP, receive.LMTP, receive.PIPE)
SENDERS = ("ann@acme.example", "", "x@y.example", "support@desk.example", "sue@desk.example", "not an address")
ENDS = set(Outcome) - {Outcome.WAITING, Outcome.DISCARDED}
ON_A_TICKET = {Outcome.TICKET, Outcome.MESSAGE, Outcome.NOTE, Outcome.HELD}
SAYS = {Outcome.TICKET, Outcome.MESSAGE}


@dataclass
class Found:
    """What a run saw. `wrong` is empty where the desk kept its promise."""

    mails: int = 0
    outcomes: Counter = field(default_factory=Counter)
    not_read: Counter = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    tickets: int = 0
    pages: int = 0

    def check(self, holds: bool, words: str) -> None:
        if not holds:
            self.wrong.append(words)


class Errors(logging.Handler):
    """Whatever the desk logs as an error is a stumble, though it went on."""

    def __init__(self, found: Found):
        super().__init__(logging.ERROR)
        self.found = found

    def emit(self, record: logging.LogRecord) -> None:
        self.found.wrong.append(self.format(record))


def build() -> User:
    """A desk with a mailbox that trusts the server before it, an agent and an admin; gives the admin."""
    defaults.install()
    Mailbox.objects.create(address="support@desk.example", name="Support", trusted_hop="mx.example")
    User.objects.create_user("sue@desk.example", "Sue Lindqvist", "x", roles=[Role.SUPPORTER])
    [address] = parse_addresses("Ann Meyer <ann@acme.example>")
    Contact.objects.find_or_make(address)
    return User.objects.create_user("ada@desk.example", "Ada Winter", "x", roles=[Role.ADMIN])


def run(
    seeds: list[bytes], admin: User, seed: int, count: int, said: Callable[[int], None] = lambda done: None
) -> Found:
    """Send `count` mails that `seed` makes of `seeds` through the desk, which must be empty but for `build`."""
    found, chance = Found(), Random(seed)
    handler = Errors(found)
    logging.getLogger("transom").addHandler(handler)
    logging.getLogger("django").addHandler(handler)
    try:
        while found.mails < count:
            raws = [mutated(seeds, chance) for _ in range(min(BATCH, count - found.mails))]
            batch(raws, found, chance, admin)
            said(found.mails)
        check_tickets(found, chance, admin)
    finally:
        logging.getLogger("transom").removeHandler(handler)
        logging.getLogger("django").removeHandler(handler)
    return found


def batch(raws: list[bytes], found: Found, chance: Random, admin: User) -> None:
    rows = [
        receive.accept(raw, ["support@desk.example"], envelope_sender=chance.choice(SENDERS), road=chance.choice(ROADS))
        for raw in raws
    ]
    drain()
    drain(lambda: timezone.now() + timedelta(hours=1))  # what failed once comes again
    client = signed_in(admin)
    seen = InboundEmail.objects.visible_to(person(admin)).in_bulk([row.pk for row in rows])
    for raw, row in zip(raws, rows, strict=True):
        found.mails += 1
        check_mail(found, raw, seen.get(row.pk), f"mail {found.mails}")
        if chance.random() < PAGES:
            get(found, client, reverse("mail", args=[row.pk]))


def any_of(rows: QuerySet, chance: Random):
    """One of the rows, the same for the same chance; None where there are none."""
    last = rows.order_by("-pk").first()
    return last and rows.filter(pk__lte=chance.randint(1, last.pk)).order_by("-pk").first()


def recipient(chance: Random) -> str:
    """The mailbox; now and then the signed address of a ticket."""
    ticket = any_of(Ticket.objects.all(), chance) if chance.random() < 0.15 else None
    return signed_address(ticket.mailbox, ticket) if ticket else "support@desk.example"


def about_us(raw: bytes, chance: Random) -> bytes:
    """The mail with the Message-IDs that it names made one that we sent: it answers us, or came back."""
    sent = any_of(OutboundEmail.objects.all(), chance)
    ours = b"<%s>" % sent.message_id_header.encode() if sent else b""
    return (
        re.sub(rb"(?im)^((?!message-id)[ >a-z-]*:?[^<\n]*)<[^<>@\s]+@[^<>\s]+>", rb"\g<1>" + ours, raw) if ours else raw
    )


def check_mail(found: Found, raw: bytes, row: InboundEmail | None, name: str) -> None:
    """It has one end, with a reason and the rows that belong to it, and somebody can see it."""
    if row is None:
        found.wrong.append(f"{name} is invisible")
        return
    found.outcomes[row.outcome] += 1
    found.check(row.sha256 == hashlib.sha256(raw).hexdigest() and bytes(row.raw) == raw, f"{name} is not as it came")
    found.check(row.outcome in ENDS and bool(row.reason), f"{name} has no end: {row.outcome!r} {row.last_error}")
    found.check(bool(row.settled_at) != bool(row.parked_at), f"{name} is neither settled nor parked, or both")
    found.check(row.attempts == 1, f"{name} took {row.attempts} attempts: {row.last_error} {row.reason}")
    found.check(row.ticket_id is not None or row.outcome not in ON_A_TICKET, f"{name} has no ticket: {row.outcome}")
    found.check((row.message_id is not None) or row.outcome not in SAYS, f"{name} has no words: {row.outcome}")
    if "It could not be read:" in row.reason:
        found.not_read[row.reason.partition("It could not be read: ")[2]] += 1


def check_tickets(found: Found, chance: Random, admin: User) -> None:
    client = signed_in(admin)
    visible = Ticket.objects.visible_to(person(admin))
    for ticket in visible.order_by("pk").iterator():
        found.tickets += 1
        try:
            assert_replays(ticket)
        except Exception as error:  # noqa: BLE001, it is told with the rest
            found.wrong.append(f"{ticket} does not replay: {error}")
        if chance.random() < PAGES * 3:
            get(found, client, reverse("ticket", args=[ticket.number]))
            said = Message.objects.filter(ticket=ticket).exclude(html="").first()
            if said:
                get(found, client, reverse("formatted", args=[said.pk]))
    found.check(found.tickets == Ticket.objects.count(), "some tickets are seen by nobody")
    found.check(
        not MissedHearing.objects.exists(), f"hearers failed: {MissedHearing.objects.values_list('last_error')}"
    )
    found.check(not Event.objects.undispatched().exists(), "events were left undispatched")


def signed_in(admin: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(admin, backend=BACKEND)
    return client


def get(found: Found, client: Client, url: str) -> None:
    found.pages += 1
    status = client.get(url).status_code
    found.check(status == 200, f"{url} answers {status}")
