"""Before two tickets become one: what the result will be."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.tickets.actions.joining import merging_way, watchers_brought
from transom.tickets.actions.scope import Refused
from transom.tickets.collections import COLLECTIONS, watcher_name
from transom.tickets.messages import Message, Note
from transom.tickets.models import Ticket
from transom.tickets.owed import owed_without
from transom.tickets.words import snippet
from transom.web.access import agent_page
from transom.web.agent.desk import open_desk
from transom.web.agent.naming import asked, no_such, numbered
from transom.web.agent.others import matching
from transom.web.agent.ticket import SHOWN_WITH, Found, find
from transom.web.agent.watching_names import names_of
from transom.workflow.rules import TransitionDenied

OUTLINE = 40
"""So many words of the joined thread are shown, the latest; all are counted."""


@agent_page
def merging(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    found = find(actor, number)
    said = asked(request, "into")
    into = numbered(said, found.visible.select_related(*SHOWN_WITH))
    context = {"ticket": found.ticket, "into": into, "asked": said, "offered": [], "problem": ""}
    if into is None:
        context |= _choosing(found, said, actor)
    else:
        context |= preview(found.ticket, into, actor)
    return render(request, "agent/merging.html", open_desk(actor, visible=found.visible).frame | context)


def _choosing(found: Found, said: str, actor: Actor) -> dict:
    offered = matching(said, found.ticket, actor, found.visible)
    return {"offered": offered, "problem": no_such(said) if said and not offered else ""}


def preview(source: Ticket, target: Ticket, actor: Actor) -> dict:
    """What `source` brings to `target`, and why it cannot, if so."""
    brought, there = watchers_brought(source, target), COLLECTIONS["watchers"].read(target)
    copies = names_of({name for name in brought | there if name.startswith("contact:")}, target.requester_id)
    owed = min(filter(None, (source.awaiting_us_since, target.awaiting_us_since)), default=None)
    return {
        "problem": _refusal(source, target, actor),
        "moving": {name: len(COLLECTIONS[name].read(source)) for name in ("messages", "notes")},
        "held": sum(word.startswith("mail:") for word in owed_without(source).words),
        "copies": copies,
        "newly": names_of(brought - {watcher_name(None, source.requester_id)}, target.requester_id),
        "left_tags": [tag.name for tag in source.tags.all()],
        "owed": owed,
    } | outline(source, target)


def outline(source: Ticket, target: Ticket) -> dict:
    """The words of both in the order of time: whose, when, how they begin, and which of them join."""
    words = Message.objects.filter(ticket__in=(source, target)).defer("html")
    notes = Note.objects.filter(ticket__in=(source, target))
    rows = sorted([*words, *notes], key=lambda row: (row.at, row.pk))
    return {
        "count": len(rows),
        "outline": [
            {
                "author": row.author_label,
                "at": row.at,
                "snippet": snippet(row.text, getattr(row, "folds", [])),
                "joins": row.ticket_id == source.pk,
                "note": isinstance(row, Note),
            }
            for row in rows[-OUTLINE:]
        ],
    }


def _refusal(source: Ticket, target: Ticket, actor: Actor) -> str:
    """The sentence with which the merge would be refused now; empty where it would not."""
    if source.pk == target.pk:
        return _("A ticket cannot be merged into itself. Name another one.")
    for ended in (source, target):
        if ended.merged_into_id:
            return _("%(ticket)s was merged into another one already.") % {"ticket": ended}
    try:
        merging_way(source, target, actor)
    except (Refused, TransitionDenied) as refusal:
        return str(refusal)
    return ""
