"""Naming another ticket: by its number, or found among those that are probably meant."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from transom.people.actor import Actor
from transom.search.finding import Search
from transom.search.listing import listed
from transom.search.question import parse
from transom.tickets.models import Ticket, TicketQuerySet
from transom.web.access import agent_page
from transom.web.agent.naming import asked, numbered
from transom.web.agent.ticket import find

OFFERED = 8


def probable(ticket: Ticket, visible: TicketQuerySet) -> list[Ticket]:
    """Before anything is typed: what the same requester asked, then the same customer; open ones first, the latest first."""
    rows = visible.filter(merged_into=None).exclude(pk=ticket.pk).select_related("requester", "status")
    found: dict[int, Ticket] = {}
    whose = [Q(requester=ticket.requester_id)]
    if ticket.customer_id:
        whose.append(Q(customer=ticket.customer_id))
    for theirs in whose:
        latest = rows.filter(theirs).order_by("-pk")[: 3 * OFFERED]
        found |= {row.pk: row for row in sorted(latest, key=lambda row: (row.is_closed, not row.is_urgent))}
    return list(found.values())[:OFFERED]


def matching(question: str, ticket: Ticket, actor: Actor, visible: TicketQuerySet) -> list[Ticket]:
    """Those that `question` names or finds; the probable ones where it says nothing."""
    if not question.strip():
        return probable(ticket, visible)
    one = numbered(question, visible)
    if one is not None:
        return [one] if one.pk != ticket.pk and not one.merged_into_id else []
    keys = _found(question, actor, visible)
    rows = visible.filter(pk__in=keys, merged_into=None).exclude(pk=ticket.pk).select_related("requester", "status")
    return sorted(rows, key=lambda row: keys.index(row.pk))[:OFFERED]


def _found(question: str, actor: Actor, visible: TicketQuerySet) -> list[int]:
    """The keys of the tickets that search finds, the newest words first."""
    search = Search.of(parse(question), actor, visible)
    if search.question.asks_for_words:
        return [*search.by_words(size=2 * OFFERED).tickets]
    return [row.key for row in listed(search, size=2 * OFFERED).tickets]


@agent_page
def others(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Tickets to be offered while somebody types."""
    found = find(actor, number)
    offered = matching(asked(request, "into", "other"), found.ticket, actor, found.visible)
    return render(request, "agent/others.html", {"tickets": offered})
