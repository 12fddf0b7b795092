"""Rows: follow-ups, the clearance, the words of the clock, and a ticket's silence."""

from django.utils import timezone

from tests.web.matrix.kinds import Kind
from tests.web.matrix.rows import ADMINS, LEADS_ON, MINDERS, TAKEN_OR_ASKED_AGAIN, Row, form, page, verb
from tests.web.matrix.things import Things
from transom.clearance.models import ClearanceBatch, ClearanceItem, HeldFollowUp
from transom.tickets.models import Ticket

TICKET = {"number": "ticket"}

ROWS = {
    "follow_ups": page(MINDERS),
    "follow_up_act": verb({"pk": "held follow-up", "what": "skip"}, MINDERS),
    "clearance": page(MINDERS),
    "clearance_many": Row(MINDERS, LEADS_ON, TAKEN_OR_ASKED_AGAIN),
    "clearance_act": verb({"pk": "clearance item", "what": "close"}, MINDERS),
    **dict.fromkeys(["keep", "bring_back"], verb(TICKET)),
    "clock_words": page(ADMINS),
    "preview_clock_words": page(ADMINS, query="kind=farewell"),
    "clock_words_of": form(ADMINS, kind="words kind", ticket_type="words type", language="words language"),
}


def held_on(ticket: Ticket) -> int:
    said = {"text": "Hello?", "held_at": timezone.now()}
    return HeldFollowUp.objects.get_or_create(ticket=ticket, anchor=ticket.opened_at, defaults=said)[0].pk


def item_of(ticket: Ticket) -> int:
    now = timezone.now()
    batch = ClearanceBatch.objects.get_or_create(day=now.date(), defaults={"opened_at": now})[0]
    return ClearanceItem.objects.get_or_create(batch=batch, ticket=ticket, defaults={"anchor": ticket.opened_at})[0].pk


def of_both(made) -> Kind:
    def own(all: Things, me) -> int:
        return made(all.open.ticket)

    def hidden(all: Things, me) -> int:
        return made(all.hidden.ticket)

    return Kind(own, hidden)


KINDS = {
    "held follow-up": of_both(held_on),
    "clearance item": of_both(item_of),
    "skip": Kind(lambda all, me: "skip"),
    "close": Kind(lambda all, me: "close"),
    "words kind": Kind(lambda all, me: "farewell"),
    "words type": Kind(lambda all, me: "any"),
    "words language": Kind(lambda all, me: "own"),
}
