"""Whom a ticket is for: the contact, their customer, what is pinned to them, and their other tickets."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F, QuerySet, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.customers.pinned import PinnedNote
from transom.tickets.events.facts import NORMAL_BAND
from transom.tickets.models import Ticket, TicketQuerySet
from transom.tickets.queues import COUNTED, OPEN
from transom.web.agent.small_rows import Counted, Small, count_words, small
from transom.web.agent.spans import there
from transom.workflow.models import Category

SHOWN = 5
SmallRows = dict[str, list[Small]]


def around_them(ticket: Ticket, visible: TicketQuerySet) -> Iterator[QuerySet]:
    """What the panel asks about them, for the one query of the page's frame."""
    notes = PinnedNote.objects.in_sight()
    yield small("pinned-contact", notes.filter(contact=ticket.requester_id), label=F("text"), detail=F("author_label"))
    yield from _others("theirs", ticket, visible.filter(requester=ticket.requester_id))
    if ticket.customer_id:
        of_customer = notes.filter(customer=ticket.customer_id)
        yield small("pinned-customer", of_customer, label=F("text"), detail=F("author_label"))
        yield from _others("same", ticket, visible.filter(customer=ticket.customer_id))


def _others(kind: str, ticket: Ticket, rows: TicketQuerySet) -> Iterator[QuerySet]:
    rows = rows.exclude(pk=ticket.pk)
    for state, some in (("open", rows.filter(OPEN)), ("closed", rows.filter(category=Category.CLOSED))):
        latest = Ticket.objects.filter(pk__in=some.order_by("-pk").values("pk")[:SHOWN])
        yield small(f"{kind}-{state}", latest, label=F("subject"), detail=F("status__name"), number=F("number"))
        if state == "open":
            first = Ticket.objects.filter(
                pk__in=some.filter(sort_key__lt=NORMAL_BAND).order_by("sort_key", "pk").values("pk")[:SHOWN]
            )
            yield small(f"{kind}-urgent", first, label=F("subject"), detail=F("status__name"), number=F("number"))
        here = Ticket.objects.filter(pk=ticket.pk)
        yield small(f"{kind}-{state}-count", here, key=Value(0), number=Counted(some))


def contact_facts(ticket: Ticket, rows: SmallRows, now: datetime) -> list[tuple[str, str]]:
    contact, customer = ticket.requester, ticket.customer
    addresses = [row.label for row in rows["address"] if row.label != contact.label]
    zone = contact.time_zone or (customer.time_zone if customer else "")
    return [
        (_("Address"), ", ".join(addresses)),
        (_("Phone"), contact.phone),
        (_("Time there"), there(zone, now)),
    ]


def customer_facts(ticket: Ticket) -> list[tuple[str, str]]:
    customer = ticket.customer
    return [
        (_("Tier"), customer.tier if customer else ""),
        (_("Mailbox"), ticket.mailbox.address if ticket.mailbox else ""),
    ]


def pinned(rows: SmallRows) -> list[dict]:
    """Notes in sight: the customer's first, then the contact's."""
    return [
        {"id": row.key, "text": row.label, "by": row.detail}
        for kind in ("pinned-customer", "pinned-contact")
        for row in rows[kind]
    ]


def other_tickets(rows: SmallRows, kind: str, without: frozenset[int] = frozenset()) -> dict:
    """The latest others, urgent ones and then open ones first, with how many there are. `kind` is "theirs" or "same"."""
    found: dict[int, dict] = {}
    for state in ("urgent", "open", "closed"):
        for row in sorted(rows[f"{kind}-{state}"], key=lambda row: -row.key):
            if row.number not in without and row.number not in found:
                shown = {"number": row.number, "subject": row.label, "status": row.detail}
                found[row.number] = shown | {"closed": state == "closed", "urgent": state == "urgent"}
    return {"tickets": [*found.values()][: SHOWN + 2], "words": _count_words(rows, kind)}


def _count_words(rows: SmallRows, kind: str) -> str:
    counts = {state: sum(row.number for row in rows[f"{kind}-{state}-count"]) for state in ("open", "closed")}
    words = []
    if counts["open"]:
        words.append(_("%(count)s open") % {"count": count_words(counts["open"])})
    if counts["closed"]:
        count = min(counts["closed"], COUNTED + 1)
        words.append(ngettext("%(count)s before", "%(count)s before", count) % {"count": count_words(count)})
    return ", ".join(words)
