"""What a list asks for when tickets change: those of its rows, and the counts of the rail."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from transom.people.actor import Actor
from transom.tickets.models import Ticket, TicketQuerySet
from transom.tickets.queues import COLUMNS, Listed, Queue, named
from transom.web.access import agent_page
from transom.web.agent.desk import open_desk, rail
from transom.web.agent.rows import rows as shown

MOST = 200  # rows at once
LONGEST_NUMBER = 15  # digits


@agent_page
def rows(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """Those of the tickets `?numbers=1,2` that are in this list, in its order. What is in it no more is left out.

    With `?last=`, the number of the last row that is shown, it says which of them stand behind that one.
    """
    wanted = named(slug)
    if wanted is None:
        raise Http404
    visible = Ticket.objects.visible_to(actor)
    numbers = _numbers(request.GET.get("numbers", ""))
    found = _rows(wanted, visible, actor, numbers) if numbers else []
    behind = _behind(wanted, visible, found, _numbers(request.GET.get("last", ""))) if found else []
    context = {"tickets": shown([row for row, _key in found], wanted), "behind": behind}
    return render(request, "agent/live_rows.html", context)


@agent_page
def rail_counts(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The counts of the rail by the addresses of their lists; those without one have none."""
    links = [link for group in rail(open_desk(actor)).values() for link in _links(group)]
    return JsonResponse({link["url"]: link["count"] for link in links})


def _links(group: object) -> list[dict]:
    """Those of a group of the rail, which may be one link, several, or something else."""
    found = group if isinstance(group, list) else [group]
    return [link for link in found if isinstance(link, dict) and "count" in link and "url" in link]


def _numbers(said: str) -> list[int]:
    parts = [part for part in said.split(",") if part.isdecimal() and part.isascii() and len(part) <= LONGEST_NUMBER]
    return [int(part) for part in parts[:MOST]]


def _rows(wanted: Queue, visible: TicketQuerySet, actor: Actor, numbers: list[int]) -> list[tuple[Listed, int]]:
    """Each with its place in the order of its list."""
    tickets = wanted.tickets(visible, actor).filter(number__in=numbers)
    order = ("-sort_key", "-pk") if wanted.latest_first else ("sort_key", "pk")
    return [(Listed(*row[:-1]), row[-1]) for row in tickets.order_by(*order).values_list(*COLUMNS, "sort_key")]


def _behind(wanted: Queue, visible: TicketQuerySet, found: list[tuple[Listed, int]], last: list[int]) -> list[int]:
    """The numbers of those that stand behind the last one that is shown."""
    place = visible.filter(number__in=last).values_list("sort_key", "pk").first()
    if place is None:
        return []
    sign = -1 if wanted.latest_first else 1
    return [
        row.number for row, sort_key in found if (sign * sort_key, sign * row.key) > (sign * place[0], sign * place[1])
    ]
