"""The decisions that ship: one key each for where a word of a customer goes. An admin changes them."""

from typing import NamedTuple

from transom.cockpit.models import Decision
from transom.workflow.models import Status, TicketType


class Shipped(NamedTuple):
    """`ticket_type` and `move_to` are slugs; what they name may be gone, and then the decision does not ship."""

    name: str
    key: str
    ticket_type: str = ""
    move_to: str = ""
    asks_team: bool = False
    asks_comment: bool = False


DECISIONS = (
    Shipped("Issue, to QA", "q", "issue", "in-review"),
    Shipped("Idea, to the product owner", "i", "idea"),
    Shipped("Request, to services", "p", "request", "in-review"),
    Shipped("To a team", "t", asks_team=True),
    Shipped("Not for us", "x", move_to="not-for-us", asks_comment=True),
    Shipped("Spam", "s", move_to="spam"),
)


def install() -> None:
    """Write them on a desk that has none. The process must be there: `workflow.defaults.install` comes before."""
    if Decision.objects.exists():
        return
    types = {row.slug: row for row in TicketType.objects.all()}
    statuses = {row.slug: row for row in Status.objects.all()}
    known = [row for row in DECISIONS if {row.ticket_type} <= {"", *types} and {row.move_to} <= {"", *statuses}]
    Decision.objects.bulk_create(
        Decision(
            name=row.name,
            key=row.key,
            ticket_type=types.get(row.ticket_type),
            move_to=statuses.get(row.move_to),
            asks_team=row.asks_team,
            asks_comment=row.asks_comment,
            position=position,
        )
        for position, row in enumerate(known)
    )
