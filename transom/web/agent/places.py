"""What the status of a ticket means, and why it cannot go to each of the others: told on request."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from transom.people.actor import Actor
from transom.tickets.dwelling import usual
from transom.tickets.models import Ticket
from transom.web.access import agent_page
from transom.web.agent.desk import open_desk
from transom.web.agent.spans import span
from transom.web.agent.ticket import find
from transom.workflow import explaining


@agent_page
def places(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Into the panel where a window has the ticket already, else as a page."""
    found = find(actor, number)
    context = {"ticket": found.ticket, **_told(found.ticket, actor)}
    if request.htmx:
        return render(request, "agent/places.html", context)
    return render(request, "agent/places_page.html", open_desk(actor).frame | context)


def _told(ticket: Ticket, actor: Actor) -> dict:
    here, others = explaining.places(ticket.position(), actor.roles)
    stay = usual(ticket.ticket_type_id, ticket.status_id)
    return {
        "usual": span(stay) if stay is not None else "",
        "entering": here.entering if here else "",
        "to_leave": here.leaving if here else "",
        "others": [
            {
                "status": place.status,
                "label": place.way.label if place.way and not place.why else "",
                "why": place.why,
            }
            for place in others
        ],
    }
