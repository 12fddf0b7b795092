"""Naming another ticket: by its number, or found among those that are probably meant."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from transom.people.actor import Actor
from transom.tickets.models import Ticket, TicketQuerySet
from transom.web.access import agent_page
from transom.web.agent.naming import numbered
from transom.web.agent.ticket import find
from transom.workflow.models import Category

OFFERED = 8
LONGEST = 200
LOOKED_AT = 2000
"""So many of the latest tickets are looked through for words in the subject, so that it costs the same on any desk."""


def probable(ticket: Ticket, visible: TicketQuerySet) -> list[Ticket]:
    """Before anything is typed: what the same requester asked, then the same customer; open ones first, the latest first."""
    rows = visible.filter(merged_into=None).exclude(pk=ticket.pk).select_related("requester", "status")
    found: dict[int, Ticket] = {}
    whose = [Q(requester=ticket.requester_id)]
    if ticket.customer_id:
        whose.append(Q(customer=ticket.customer_id))
    for theirs in whose:
        latest = rows.filter(theirs).order_by("-pk")[: 3 * OFFERED]
        found |= {row.pk: row for row in sorted(latest, key=lambda row: row.category == Category.CLOSED)}
    return list(found.values())[:OFFERED]


def matching(question: str, ticket: Ticket, actor: Actor, visible: TicketQuerySet) -> list[Ticket]:
    """Those that `question` names or finds; the probable ones where it says nothing."""
    if not question.strip():
        return probable(ticket, visible)
    one = numbered(question, visible)
    if one is not None:
        return [one] if one.pk != ticket.pk and not one.merged_into_id else []
    latest = visible.order_by("-pk").values("pk")[:LOOKED_AT]
    rows = visible.filter(pk__in=latest, merged_into=None).exclude(pk=ticket.pk)
    said = Q(subject__icontains=question.strip()) | Q(requester__name__icontains=question.strip())
    return list(rows.filter(said).select_related("requester", "status").order_by("-pk")[:OFFERED])


@agent_page
def others(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Tickets to be offered while somebody types."""
    found = find(actor, number)
    asked = next((value for name in ("into", "other") if (value := request.GET.get(name))), "")[:LONGEST]
    offered = matching(asked, found.ticket, actor, found.visible)
    return render(request, "agent/others.html", {"tickets": offered})
