"""Rows: estimates, and the customer being asked again."""

from decimal import Decimal

from tests.web.matrix.kinds import Kind
from tests.web.matrix.rows import page, verb
from tests.web.matrix.things import Things
from transom.people.actor import person
from transom.tickets import actions
from transom.tickets.estimates import Estimate
from transom.tickets.models import Ticket

TICKET = {"number": "ticket"}

ROWS = {
    **dict.fromkeys(["make_estimate", "withdraw_estimate", "ask_again"], verb(TICKET)),
    "estimate": page(place="estimate", **TICKET),
}


def estimate_on(ticket: Ticket, all: Things) -> int:
    """The number of the ticket's first estimate."""
    if not Estimate.objects.filter(ticket=ticket).exists():
        actions.make_estimate(ticket, "A day.", hours=Decimal(8), actor=person(all.insider))
    return 1


KINDS = {
    "estimate": Kind(
        lambda all, me: estimate_on(all.open.ticket, all), lambda all, me: estimate_on(all.hidden.ticket, all)
    )
}
