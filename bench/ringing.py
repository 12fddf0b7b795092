"""Lets the clock of a desk ring: `python -m bench.ringing TICKETS WAITING DUE,DUE…` in the desk's own environment.

Fills the desk with so many tickets, of which `WAITING` wait for the customer and were followed up before, and prints as JSON
what a tick costs with nothing due, what a look at everything costs, and what it costs to ring for so many words.
"""

import json
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import django
from django.core.management.color import no_style
from django.db import connection

django.setup()

from bench.cost import ran_ms  # noqa: E402
from bench.fill import people  # noqa: E402
from bench.mails import MAILBOX  # noqa: E402
from transom.clock.due import skip_what_is_due  # noqa: E402
from transom.clock.models import ClockMark, TimerFired  # noqa: E402
from transom.clock.tick import tick  # noqa: E402
from transom.customers.models import Contact  # noqa: E402
from transom.people.actor import contact, person  # noqa: E402
from transom.people.mailboxes import Mailbox  # noqa: E402
from transom.people.models import User  # noqa: E402
from transom.tickets.actions.moving import moved  # noqa: E402
from transom.tickets.events import MessageReceived, Ref, ReplySent, TicketOpened  # noqa: E402
from transom.tickets.loading import UNKNOWN, Step, load  # noqa: E402
from transom.tickets.messages import Message, Trust  # noqa: E402
from transom.tickets.models import Channel, Ticket, TicketNumber  # noqa: E402
from transom.timers.models import Effect, TimerStep  # noqa: E402
from transom.workflow.models import Category, Transition, Trigger, WorkflowVersion  # noqa: E402

BATCH, IDLE, REAL = 500, 40, 1_000
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


class Past:
    """Tickets of a question each: answered and closed, or answered and silent, or not answered."""

    def __init__(self):
        self.asking = list(Contact.objects.select_related("customer")[:500])
        self.agent, self.mailbox = User.objects.order_by("pk").first(), Mailbox.objects.get(address=MAILBOX)
        self.acts = person(self.agent)
        self.version = WorkflowVersion.objects.select_related("start", "ticket_type").get(ticket_type__is_default=True)
        ways = Transition.objects.filter(version=self.version).select_related("version", "from_status", "to_status")
        self.answers = ways.get(from_status=self.version.start, trigger=Trigger.OUR_WORD)
        closing = ways.filter(from_status=self.answers.to_status, to_status__category=Category.CLOSED, requires=[])
        self.closes = closing.first()
        self.made = 0

    def load(self, count: int, kind: str, at: datetime, apart: timedelta) -> None:
        """So many tickets, each `apart` from the one before; `kind` is "closed", "silent" or "asked"."""
        for begin in range(0, count, BATCH):
            load([list(self._past(kind, at + apart * n)) for n in range(begin, min(begin + BATCH, count))])

    def _past(self, kind: str, at: datetime) -> Iterator[Step]:
        self.made += 1
        asking = self.asking[self.made % len(self.asking)]
        yield Step(contact(asking), at, (self._opened(asking),))
        row = self._said(at, contact=asking, author_label=asking.label, trust=Trust.PARTICIPANT)
        event = MessageReceived(message=UNKNOWN, author=asking.label, trust=row.trust, snippet="It is broken.")
        yield Step(contact(asking), at, (event,), row)
        if kind != "asked":
            row = self._said(at, user=self.agent, author_label=self.agent.label, trust=Trust.OURS)
            event = ReplySent(message=UNKNOWN, to=(asking.label,), snippet="Try this.")
            yield Step(self.acts, at, (event, moved(self.answers)), row)
        if kind == "closed":
            yield Step(self.acts, at, (moved(self.closes),))

    def _said(self, at: datetime, **author) -> Message:
        return Message(at=at, text="It is broken.", message_id=f"ring.{self.made}.{len(author)}@desk.example", **author)

    def _opened(self, asking: Contact) -> TicketOpened:
        start = self.version.start
        return TicketOpened(
            number=UNKNOWN,
            subject="The printer",
            ticket_type=Ref.to(self.version.ticket_type),
            status=Ref.to(start),
            category=start.category,
            silence_counts=start.silence_counts,
            workflow_version=self.version.number,
            requester=Ref.to(asking),
            channel=Channel.MAIL,
            customer=Ref.maybe(asking.customer),
            mailbox=Ref.to(self.mailbox),
        )


def copied(count: int, seconds: int) -> None:
    """So many more tickets like the last `REAL` ones, as rows alone: a tick reads no event of what is not due. Each lot is so
    many seconds younger than the one before."""
    names = [field.column for field in Ticket._meta.concrete_fields]
    moments = {field.column for field in Ticket._meta.concrete_fields if field.get_internal_type() == "DateTimeField"}
    first = Ticket.objects.order_by("-pk").values_list("pk", flat=True)[min(REAL, Ticket.objects.count()) - 1]
    for lot in range(1, -(-count // REAL) + 1):
        shift = lot * REAL
        told = {name: f'"{name}" + {shift}' for name in ("id", "number")}
        told |= {name: _younger(name, seconds * lot) for name in moments}
        told["sort_key"] = f"sort_key + {shift}"
        columns = ", ".join(f'"{name}"' for name in names)
        chosen = ", ".join(told.get(name, f'"{name}"') for name in names)
        most = min(REAL, count - (lot - 1) * REAL)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO transom_ticket ({columns}) SELECT {chosen} FROM transom_ticket "
                f"WHERE id >= {first} AND id < {first + most}"
            )
            cursor.execute(
                f"INSERT INTO transom_ticketnumber (id) SELECT number FROM transom_ticket WHERE id >= {first + shift} "
                "AND number NOT IN (SELECT id FROM transom_ticketnumber)"
            )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [Ticket, TicketNumber]):
                cursor.execute(statement)


def _younger(name: str, seconds: int) -> str:
    if connection.vendor == "postgresql":
        return f"\"{name}\" + interval '{seconds} seconds'"
    return f"CASE WHEN \"{name}\" IS NULL THEN NULL ELSE strftime('%Y-%m-%d %H:%M:%S', \"{name}\", '+{seconds} seconds') END"


class Asked:
    """How often the database was asked, and what its answers cost it, in milliseconds of CPU: in this process, or in its own."""

    def __init__(self):
        self.queries, self.inside = 0, 0.0
        self.backend = connection.connection.info.backend_pid if connection.vendor == "postgresql" else None
        self.before = ran_ms(self.backend) if self.backend else 0.0

    def __call__(self, execute, sql, params, many, context):
        began = time.thread_time()
        try:
            return execute(sql, params, many, context)
        finally:
            self.inside += (time.thread_time() - began) * 1000
            self.queries += 1

    @property
    def cost(self) -> float:
        return ran_ms(self.backend) - self.before if self.backend else self.inside


def ticked(now: datetime) -> dict:
    """All that is due then: how much it was, and what it cost in milliseconds."""
    before = TimerFired.objects.count()
    asked = Asked()
    wall, cpu = time.perf_counter(), time.process_time()
    with connection.execute_wrapper(asked):
        while tick(now):
            pass
    wall, cpu, cost = time.perf_counter() - wall, time.process_time() - cpu, asked.cost
    rang = TimerFired.objects.count() - before
    costs = {"wall": wall * 1000, "cpu": cpu * 1000, "database": cost}
    return costs | {"queries": asked.queries, "rang": rang}


def middle(found: list[dict]) -> dict:
    return {name: statistics.median(one[name] for one in found) for name in found[0]}


def main(tickets: int, waiting: int, due: list[int]) -> dict:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")  # while it is filled
    people(1)
    past, second = Past(), timedelta(seconds=1)
    for count, kind, days in ((tickets - waiting, "closed", 300), (waiting, "silent", 60)):
        real = min(count, REAL)
        past.load(real, kind, NOW - timedelta(days=days), second)
        if count > real:
            copied(count - real, 1000)
    # Only what is owed rings below: the silent ones have rung, or a mail for each would be what is measured.
    TimerStep.objects.filter(effect=Effect.SEND_FOLLOW_UP).update(effect=Effect.HOLD_FOLLOW_UP)
    skip_what_is_due(NOW)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
    else:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    ticked(NOW)
    found = {"idle": middle([ticked(NOW + second * 5 * n) for n in range(1, IDLE + 1)])}
    found["fired before"] = TimerFired.objects.count()
    ClockMark.objects.update(swept_at=NOW - timedelta(days=1))
    found["sweep"] = ticked(NOW + timedelta(minutes=10))
    found["due"], at = {}, NOW + timedelta(hours=1)
    for count in due:  # each lot is owed at its own hour, so that only the step before the deadline rings for it
        past.load(count, "asked", at - timedelta(hours=22), timedelta(0))
        found["due"][count] = ticked(at)
        at += timedelta(minutes=20)
    found["tickets"] = Ticket.objects.count()
    return found


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]), [int(part) for part in sys.argv[3].split(",")])))
