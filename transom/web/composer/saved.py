"""Saved replies and macros in the composer: what the menu offers, how one reads here, and its words to be put in."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from transom.composing.doing import Names, acts, gone
from transom.composing.macros import Macro
from transom.composing.models import Kind
from transom.composing.saved import SavedReply
from transom.composing.shared import Shared, SharedQuerySet
from transom.composing.variables import fill, why_unfilled
from transom.people.actor import Actor
from transom.tickets.models import Ticket
from transom.web.access import agent_page
from transom.web.agent.desk import open_desk
from transom.web.agent.ticket import find
from transom.web.composer.put import keep_first, put

MOST = 300
"""Of each kind in the menu, the usual ones first; who keeps more finds the rest on their page."""
KINDS: dict[str, type[Shared]] = {"replies": SavedReply, "macros": Macro}
FIRST_WORDS = 90


@agent_page
def menu(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """The menu: everything that this person may use here, to be searched where it is shown."""
    ticket = find(actor, number).ticket
    names = Names.read()
    context = {"rows": [_row(row, kind, ticket, names) for kind, row in usable(actor)]}
    return render(request, "composer/saved_menu.html", context)


def usable(actor: Actor) -> list[tuple[str, Shared]]:
    """What `actor` may use, of both kinds, what is used most first."""
    found = [(kind, row) for kind in KINDS for row in rows_of(kind, actor).usual_first()[:MOST]]
    return sorted(found, key=lambda pair: -pair[1].uses)


def _row(row: Shared, kind: str, ticket: Ticket, names: Names) -> dict:
    is_macro = kind == "macros"
    text = row.words if is_macro else row.body
    return {
        "key": f"{kind}-{row.pk}",
        "name": row.name,
        "first": " ".join(text.split())[:FIRST_WORDS],
        "then": acts(row.changes, names) if is_macro else [],
        "is_macro": is_macro,
        "gone": bool(is_macro and gone(row.changes, names)),
        "url": reverse("use_words", args=[ticket.number, kind, row.pk]),
    }


@agent_page
def choose(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """The menu as a page, for a composer without a script: what that holds is kept first, as a draft."""
    found = find(actor, number)
    if request.method == "POST":
        return keep_first(request, actor, found)
    names = Names.read()
    rows = [_row(row, kind, found.ticket, names) for kind, row in usable(actor) if kind == "replies" or row.words]
    speaks = Kind.NOTE if request.GET.get("kind") == Kind.NOTE else Kind.REPLY
    context = open_desk(actor).frame | {"rows": rows, "ticket": found.ticket, "speaks": speaks}
    return render(request, "composer/saved_choice.html", context)


@agent_page
def use(request: HttpRequest, actor: Actor, number: int, kind: str, pk: int) -> HttpResponse:
    """One of them for this ticket: GET shows how it reads, POST gives its words to the composer and counts the use.

    Where no script takes them, `put` says so, and they are put into the draft.
    """
    ticket = find(actor, number).ticket
    row = get_object_or_404(rows_of(kind, actor), pk=pk)
    found = filled(row, ticket, request.user)
    if request.method != "POST":
        return render(request, "composer/saved_preview.html", found)
    if not found["gone"]:
        rows_of(kind, actor).filter(pk=pk).used(timezone.now())
    return put(request, actor, ticket, found) if "put" in request.POST else _taken(request, found)


def rows_of(kind: str, actor: Actor) -> SharedQuerySet:
    """What this person may use of a kind by its name in the address; 404 for a name that is none."""
    if kind not in KINDS:
        raise Http404
    return KINDS[kind].objects.visible_to(actor).in_use()


def _taken(request: HttpRequest, found: dict) -> JsonResponse:
    told = render_to_string("composer/saved_told.html", found, request)
    taken = ("words", "speaks", "changes") if not found["gone"] else ()
    return JsonResponse({"told": told} | {name: found[name] for name in taken})


def filled(row: Shared, ticket: Ticket, person) -> dict:
    """What the composer takes: the words, what is not known in them, and of a macro what it will do."""
    is_macro, names = isinstance(row, Macro), Names.read()
    words = fill(row.words if is_macro else row.body, ticket, person)
    changes = row.changes if is_macro else None
    return {
        "name": row.name,
        "words": words,
        "missing": why_unfilled(words),
        "speaks": row.speaks if is_macro and row.words else "",
        "changes": changes.as_json() if changes else None,
        "then": acts(changes, names) if changes else [],
        "gone": gone(changes, names) if changes else [],
    }
