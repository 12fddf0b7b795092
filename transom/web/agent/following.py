"""Where work goes on when a ticket is done with: the ticket behind it in the list, else the list."""

from transom.people.actor import Actor
from transom.tickets.models import Ticket, TicketQuerySet
from transom.web.agent.desk import queue_url
from transom.web.agent.show import ticket_url
from transom.web.find.lists import named

NEXT = "next"
"""What a button says with `name="then"`: open the next ticket when this went through."""


def next_url(actor: Actor, visible: TicketQuerySet, ticket: Ticket, slug: str) -> str:
    """Asked before the verb acts, since what it does may take the ticket out of the list. Empty where there is no list."""
    queue = named(slug)
    if queue is None:
        return ""
    behind = queue.page(actor, visible, after=ticket.pk, size=1).tickets
    return f"{ticket_url(behind[0].number, slug)}#latest" if behind else queue_url(slug)
