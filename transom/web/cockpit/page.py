"""The cockpit: what is owed and by when, and one key for each decision about the next of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from transom.cockpit import runs
from transom.cockpit.owed import by_deadline
from transom.people.actor import Actor
from transom.tickets.models import Ticket
from transom.web.access import agent_page
from transom.web.agent.desk import open_desk
from transom.web.cockpit.aside import aside
from transom.web.cockpit.heading import greeting, heading
from transom.web.cockpit.looking import Look, card, decisions, look, table
from transom.web.cockpit.strip import strip

PAGE = 50


@agent_page
def cockpit(request: HttpRequest, actor: Actor) -> HttpResponse:
    """`?page=` turns the table, `?figures=1` brings the column with the figures at once, for who has no script."""
    now, desk = timezone.now(), open_desk(actor, "cockpit")
    found = look(actor, desk.visible, now)
    context = desk.frame | decisions(actor) | _table(request, found, now)
    context |= {
        "greeting": greeting(actor.label, now),
        "heading": heading(found.rows, found.more, now),
        "strip": strip(found.rows, now),
        "run": runs.current(actor),
        "card": card(found.proposals[0]) if found.proposals else None,
        "count": len(found.proposals),
        "aside": aside(actor, desk.visible, now) if request.GET.get("figures") == "1" else None,
    }
    return render(request, "cockpit/page.html", context)


def _table(request: HttpRequest, found: Look, now) -> dict:
    """A page of at most `PAGE` of the rows that are looked at."""
    said = request.GET.get("page", "")
    page = max(1, int(said)) if said.isascii() and said.isdecimal() and len(said) < 4 else 1
    rows, url = by_deadline(found.rows), reverse("cockpit")
    shown = rows[(page - 1) * PAGE : page * PAGE]
    return {
        "tickets": table(shown, now),
        "more": found.more,
        "next_url": f"{url}?page={page + 1}#by-deadline" if len(rows) > page * PAGE else "",
        "previous_url": f"{url}?page={page - 1}#by-deadline" if page > 1 else "",
    }


@agent_page
def figures(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The column beside it, which a window fetches when it has the rest."""
    found = aside(actor, Ticket.objects.visible_to(actor), timezone.now())
    return render(request, "cockpit/aside.html", {"aside": found})
