"""Fills a desk: `python -m bench.fill COUNT SEED` in the desk's own environment.

Makes its people where there are none, and tickets until there are COUNT. Prints as JSON what a visitor needs: the
cookie of a signed-in agent, and numbers of tickets to look at.
"""

import json
import sys
from datetime import timedelta

import django
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.utils import timezone

django.setup()

from bench.mails import MAILBOX  # noqa: E402
from bench.past import Historian  # noqa: E402
from bench.words import Writer  # noqa: E402
from transom.customers.models import Contact, ContactAddress, Customer, CustomerDomain  # noqa: E402
from transom.mail.models import Delivery, InboundEmail, OutboundEmail, OutboundKind, Outcome  # noqa: E402
from transom.people.mailboxes import Mailbox  # noqa: E402
from transom.people.models import User  # noqa: E402
from transom.people.roles import Role  # noqa: E402
from transom.tickets.loading import load  # noqa: E402
from transom.tickets.messages import Message, Trust  # noqa: E402
from transom.tickets.models import Ticket, TicketNumber  # noqa: E402

BATCH = 500
AGENTS = 12
CUSTOMERS, CONTACTS = 400, 4000
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LONG = 10  # messages of the tickets that the page is measured with


def people(seed: int) -> None:
    writer = Writer(seed)
    Mailbox.objects.create(address=MAILBOX, name="Support")
    for number in range(AGENTS):
        roles = [Role.SUPPORTER, Role.QUEUE_MANAGER] if number == 0 else [Role.SUPPORTER]
        User.objects.create_user(f"agent{number}@desk.example", f"{writer.name()} {writer.name()}", roles=roles)
    customers = Customer.objects.bulk_create(Customer(name=f"{writer.name()} {n}") for n in range(CUSTOMERS))
    CustomerDomain.objects.bulk_create(
        CustomerDomain(domain=f"customer{number}.example", customer=row) for number, row in enumerate(customers)
    )
    contacts = Contact.objects.bulk_create(
        Contact(name=f"{writer.name()} {writer.name()}", customer=writer.random.choice(customers))
        for _ in range(CONTACTS)
    )
    ContactAddress.objects.bulk_create(
        ContactAddress(address=f"contact{number}@customer{number % CUSTOMERS}.example", contact=row)
        for number, row in enumerate(contacts)
    )


def tickets(count: int, seed: int) -> None:
    """Load tickets until there are so many."""
    have = Ticket.objects.count()
    contacts = list(Contact.objects.select_related("customer"))
    agents = list(User.objects.prefetch_related("roles_held").order_by("pk"))
    historian = Historian(seed + have, agents, contacts, Mailbox.objects.get(address=MAILBOX))
    for begin in range(have, count, BATCH):
        pasts = [list(historian.past(number)) for number in range(begin, min(count, begin + BATCH))]
        load(pasts)
        mail([step.said for past in pasts for step in past if isinstance(step.said, Message)])


def mail(messages: list[Message]) -> None:
    """The mails that brought these words and carried them, without their bytes: no page reads those."""
    InboundEmail.objects.bulk_create(
        InboundEmail(
            sha256="", size=0, road="smtp", received_at=row.at, due_at=row.at, settled_at=row.at, attempts=1,
            message_id_header=row.message_id, outcome=Outcome.MESSAGE, ticket_id=row.ticket_id, message=row,
        )
        for row in messages
        if row.trust != Trust.OURS
    )  # fmt: skip
    OutboundEmail.objects.bulk_create(
        OutboundEmail(
            ticket_id=row.ticket_id, message=row, kind=OutboundKind.ANSWER, state=Delivery.SENT, attempts=1,
            message_id_header=row.message_id, created_at=row.at, due_at=row.at, settled_at=row.at + timedelta(seconds=5),
        )
        for row in messages
        if row.trust == Trust.OURS
    )  # fmt: skip


def to_visit() -> dict:
    """What a visitor needs. The tickets to look at have the length that the target names, or the longest there are."""
    client = Client()
    client.force_login(User.objects.order_by("pk").first(), backend=BACKEND)
    counted = Ticket.objects.order_by("-pk").values_list("number", "version", "category")[:3000]
    lengths = dict.fromkeys(number for number, _version, _category in counted)
    for number in lengths:
        lengths[number] = Message.objects.filter(ticket__number=number).count()
    nearest = sorted(lengths, key=lambda number: abs(lengths[number] - LONG))
    return {
        "cookie": client.cookies["sessionid"].value,
        "tickets": nearest[:20],
        "longest": _longest(),
        "open": [[number, version] for number, version, category in counted if category != "closed"],
        "count": Ticket.objects.count(),
        "messages": Message.objects.count(),
        "at": timezone.now().isoformat(),
    }


def _longest() -> int | None:
    counted = Message.objects.values_list("ticket__number").annotate(words=Count("pk"))
    number, _words = counted.order_by("-words").first() or (None, 0)
    return number


if __name__ == "__main__":
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")  # a fill that is cut short is begun anew
    if not User.objects.exists():
        people(int(sys.argv[2]))
    if Ticket.objects.count() < int(sys.argv[1]):
        tickets(int(sys.argv[1]), int(sys.argv[2]))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    json.dump(to_visit() | {"numbers": TicketNumber.objects.count()}, sys.stdout)
