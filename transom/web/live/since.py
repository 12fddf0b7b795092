"""What came in on a ticket since its page was made."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from transom.people.actor import Actor, ActorKind
from transom.tickets.events import REGISTRY
from transom.tickets.history import Event
from transom.tickets.models import Ticket, TicketQuerySet
from transom.web.access import agent_page
from transom.web.agent import history
from transom.web.agent.show import ticket_url
from transom.web.agent.ticket import find, queue_of

MOST = 20
SHOWN = 3
LONGEST_VERSION = 9  # digits


@agent_page
def since(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Who did what behind `?seen=`, the version that the page shows; 204 where it was nobody else."""
    ticket, visible = find(actor, number)
    seen = request.GET.get("seen", "")
    known = int(seen) if seen.isdecimal() and seen.isascii() and len(seen) <= LONGEST_VERSION else ticket.version
    rows = Event.objects.of_ticket(ticket.pk).filter(sequence__gt=known).order_by("-sequence")[:MOST]
    others = [row for row in rows if not _is_by(row, actor)]
    if not others:
        return HttpResponse(status=204)
    return render(request, "agent/live_since.html", _said(others, ticket, visible, queue_of(request)))


def _is_by(row: Event, actor: Actor) -> bool:
    return row.actor_kind == ActorKind.PERSON and row.actor_id == actor.id


def _said(rows: list[Event], ticket: Ticket, visible: TicketQuerySet, queue: str) -> dict:
    """The last of them, oldest first. `interrupts` where a word among them is to be read before one is said."""
    shown = history.told(reversed(rows[:SHOWN]), visible)
    told = [{"actor": one.row.actor_label, "words": history.words(one), "at": one.row.at} for one in shown]
    more, interrupts = len(rows) - len(told), any(_interrupts(row) for row in rows)
    into = ticket.merged_into if ticket.merged_into and ticket.merged_into.mailbox_id not in visible.hidden else None
    url = ticket_url((into or ticket).number, queue)
    return {"told": told, "more": more, "interrupts": interrupts, "url": url, "version": ticket.version}


def _interrupts(row: Event) -> bool:
    return row.kind in REGISTRY and REGISTRY[row.kind].interrupts
