"""A ticket on paper: its words and facts, without the desk around them. Notes only where they are asked for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from transom.people.actor import Actor
from transom.tickets.history import OF_TICKET
from transom.web.access import agent_page
from transom.web.agent import history
from transom.web.agent.desk import open_desk
from transom.web.agent.thread import messages_of, thread
from transom.web.agent.ticket import Found, find
from transom.web.clock.card import clocks_card


@agent_page
def printed(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    found = find(actor, number)
    notes = request.GET.get("notes") == "1"
    return render(request, "agent/printed.html", paper(actor, found, notes))


def paper(actor: Actor, found: Found, notes: bool) -> dict:
    """Held mail is left out: nobody has decided about it. So are the lines between the words, unless notes are asked for."""
    row = found.ticket
    desk = open_desk(actor, visible=found.visible, ticket=row, alone=True)
    small, told = desk.small, history.told(OF_TICKET.objects(ticket=row.pk), found.visible)
    items = thread(row, messages_of(row), told, small)
    kinds = {"message", "note", "line"} if notes else {"message"}
    return {
        "ticket": row,
        "items": [item for item in items if item["is"] in kinds],
        "notes": notes,
        "has_notes": any(item["is"] == "note" for item in items),
        "due": clocks_card(row, desk.standing.rules, told, timezone.now())["chip"],
        "tags": [tag.label for tag in small["tag"]],
        "address": next((one.label for one in small["address"]), ""),
        "printed_at": timezone.now(),
        "printed_by": actor.label,
    }
