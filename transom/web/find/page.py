"""The page that finds: what is asked, what was found, and how to ask."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from transom.people.actor import Actor
from transom.people.models import Team
from transom.search.finding import Search
from transom.search.models import SavedView
from transom.search.question import LONGEST, parse
from transom.tickets.models import Ticket
from transom.web.access import agent_page
from transom.web.agent.desk import open_desk
from transom.web.find.forms import ViewForm
from transom.web.find.lists import slug_of
from transom.web.find.rail import TEAM
from transom.web.find.shown import answer
from transom.web.find.words import HELP

LONGEST_KEY = 18  # digits


@agent_page
def find(request: HttpRequest, actor: Actor) -> HttpResponse:
    return find_page(request, actor, view_of(request, actor))


def find_page(
    request: HttpRequest, actor: Actor, view: SavedView | None, form: ViewForm | None = None, status: int = 200
) -> HttpResponse:
    """What the question found. `form` is one about a view that did not go through."""
    text = _asked(request, view, form)
    visible = Ticket.objects.visible_to(actor)
    question = parse(text)
    desk = open_desk(actor, f"view-{view.pk}" if view and view.question == text else slug_of(text), visible)
    teams = [Team(pk=row.key, name=row.label) for row in desk.small[TEAM]]
    search, clock = Search.of(question, actor, visible), desk.standing.rules
    found = answer(search, text, *keys_of(request), clock) if text.strip() else NOTHING
    context = {"text": text, "question": question, "view": view, "form": form or ViewForm(actor, teams, view, text)}
    context |= {
        "help": HELP,
        "may_change": view is not None and view.may_be_changed_by(actor, {team.pk for team in teams}),
        "opened": form is not None,
        "slug": slug_of(text),
    }
    return render(request, "agent/find.html", desk.frame | context | found, status=status)


def _asked(request: HttpRequest, view: SavedView | None, form: ViewForm | None) -> str:
    typed = form.data.get("question", "") if form is not None else request.GET.get("q", view.question if view else "")
    return typed[:LONGEST]


NOTHING = {"tickets": [], "next_url": "", "unread": False, "by_words": False, "by_need": False, "problems": []}


def keys_of(request: HttpRequest) -> list[int | None]:
    """Where the page begins: behind a ticket, or at a place of the index."""
    said = [request.GET.get(name, "") for name in ("after", "look")]
    return [
        int(value) if value.isascii() and value.isdecimal() and len(value) <= LONGEST_KEY else None for value in said
    ]


def view_of(request: HttpRequest, actor: Actor) -> SavedView | None:
    """The view that the address names; 404 for one that is not this person's to see."""
    key = request.GET.get("view", "")
    if not key:
        return None
    found = SavedView.objects.visible_to(actor).filter(pk=key).first() if is_key(key) else None
    if found is None:
        raise Http404
    return found


def is_key(key: str) -> bool:
    return key.isascii() and key.isdecimal() and len(key) <= LONGEST_KEY
