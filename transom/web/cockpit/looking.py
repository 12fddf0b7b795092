"""What the cockpit looks at: everything that waits for our word, what of it can be answered at once, and the decisions."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from transom.cockpit.models import Decision
from transom.cockpit.owed import Owed, owed
from transom.cockpit.proposing import Proposal, proposals
from transom.people.actor import Actor
from transom.people.models import Team
from transom.tickets.models import TicketQuerySet
from transom.timers.rules import rules
from transom.web.agent.show import ticket_url
from transom.web.clock.chips import due_chip

QUEUE = "owed"
"""The list that stands beside a ticket which is opened from here."""


class Look(NamedTuple):
    """`more` where more wait than are looked at."""

    rows: list[Owed]
    more: bool
    proposals: list[Proposal]


def look(actor: Actor, visible: TicketQuerySet, now: datetime) -> Look:
    """Four queries."""
    rows, more = owed(visible, rules(), actor=actor, now=now)
    return Look(rows, more, proposals(rows, actor=actor))


def decisions(actor: Actor) -> dict:
    """The keys, and the teams where one of them asks for a team. At most two queries."""
    found = list(Decision.objects.visible_to(actor))
    asks = any(one.asks_team for one in found)
    return {"decisions": found, "teams": list(Team.objects.order_by("name").values_list("pk", "name")) if asks else []}


def card(proposal: Proposal) -> dict:
    """The proposal that is shown."""
    ticket = proposal.owed.ticket
    return {
        "number": ticket.number,
        "version": ticket.version,
        "subject": ticket.subject,
        "snippet": ticket.snippet,
        "who": ", ".join(filter(None, (ticket.requester, ticket.customer))),
        "since": ticket.awaiting_us_since,
        "urgent": proposal.owed.is_urgent,
        "url": f"{ticket_url(ticket.number, QUEUE)}#latest",
        "reason": proposal.reason,
    }


def table(rows: Iterable[Owed], now: datetime) -> list[dict]:
    """The rows of "By deadline"."""
    return [
        {
            "number": row.ticket.number,
            "subject": row.ticket.subject,
            "url": f"{ticket_url(row.ticket.number, QUEUE)}#latest",
            "urgent": row.is_urgent,
            "quick": row.ticket.is_quick,
            "held": row.held,
            "customer": row.ticket.customer or row.ticket.requester,
            "owner": row.ticket.assignee or row.ticket.assignee_email or "",
            "status": {"name": row.ticket.status, "category": row.ticket.category},
            "chip": due_chip(row.by, now) if row.by else None,
        }
        for row in rows
    ]
