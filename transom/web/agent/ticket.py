"""The page of one ticket."""

from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from transom.foundation.kept import STAND_IN, Kept
from transom.people.actor import Actor
from transom.tickets.history import OF_TICKET
from transom.tickets.models import Ticket, TicketQuerySet
from transom.tickets.queues import Queue, status_queue
from transom.web.access import agent_page
from transom.web.agent import history
from transom.web.agent.composing import came_in, composer, stopped_words
from transom.web.agent.desk import Desk, open_desk, queue_url
from transom.web.agent.earlier import shortened
from transom.web.agent.forms import NoteForm, VerbForm
from transom.web.agent.moves import moves_of
from transom.web.agent.panel import panel
from transom.web.agent.rows import rows
from transom.web.agent.show import ticket_url
from transom.web.agent.thread import messages_of, thread
from transom.web.find.lists import named
from transom.web.fragments import is_piece
from transom.web.live.lost_race import both_sides
from transom.web.redirects import see

SHOWN_WITH = ("status", "ticket_type", "requester", "customer", "assignee", "team", "mailbox", "merged_into")

BESIDE = 25
"""Tickets in the list beside the one that is read; its head leads to the whole list."""


class Found(NamedTuple):
    ticket: Ticket
    visible: TicketQuerySet


def _numbered(hidden: tuple[int, ...], *, number: int) -> TicketQuerySet:
    return Ticket.objects.outside(hidden).select_related(*SHOWN_WITH).filter(number=number)


TICKET = Kept(_numbered)


def find(actor: Actor, number: int) -> Found:
    """The ticket of that number, if `actor` may know of it; 404 else. `visible` is what else they may see."""
    visible = Ticket.objects.visible_to(actor)
    found = TICKET.objects(visible.hidden, number=number) if number < STAND_IN else []
    if not found:
        raise Http404
    return Found(found[0], visible)


@agent_page
def ticket(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    found = find(actor, number)
    if found.ticket.merged_into:
        if found.ticket.merged_into.mailbox_id in (found.visible.hidden or ()):
            raise Http404
        return see(ticket_url(found.ticket.merged_into.number, queue_of(request)))
    return ticket_page(request, actor, found)


def ticket_page(
    request: HttpRequest, actor: Actor, found: Found, failed: VerbForm | None = None, status: int = 200
) -> HttpResponse:
    """The page, or the ticket alone where a window asks for that.

    `failed` is a form that did not go through: its words stay, and the page says what to do.
    """
    row = found.ticket
    beside, piece = _list_of(request, row), is_piece(request)
    desk = open_desk(actor, beside.slug, found.visible, row, alone=piece)
    context = {"layout": "agent/fragment.html"} if piece else _whole(desk, beside)
    context |= _said(desk, row, actor, failed)
    context["thread"] = shortened(context["thread"], request)
    context |= {"ticket": row, "query": f"?queue={beside.slug}", "queue": beside, "seen": row.version}
    context["lost_race"] = both_sides(request, failed, row)
    return render(request, "agent/ticket.html", context, status=status)


def _said(desk: Desk, row: Ticket, actor: Actor, failed: VerbForm | None) -> dict:
    told = history.told(OF_TICKET.objects(ticket=row.pk), desk.visible)
    messages, moves = messages_of(row), moves_of(row, actor)
    items = thread(row, messages, told, desk.small)
    elsewhere = failed if failed is not None and not isinstance(failed, NoteForm) else None
    return {
        "thread": items,
        "undelivered": history.undelivered(told),
        "composer": composer(row, actor, messages, desk.small, moves, failed),
        "panel": panel(row, actor, desk.small, moves, told, desk.standing.rules),
        "words_to_split": [(message.pk, message.author_label, message.at) for message in messages],
        "failed": elsewhere,
        "came_in": came_in(failed, items, desk.visible),
        "stopped_words": stopped_words(failed) if failed is not None and failed.came_in else "",
    }


def queue_of(request: HttpRequest) -> str:
    """The list that the reader came from, by its name in the address."""
    slug = request.GET.get("queue", "")
    return slug if slug.replace("-", "").isalnum() and slug.isascii() else ""


def _list_of(request: HttpRequest, row: Ticket) -> Queue:
    """The list beside the ticket: the one that the reader came from, else all that are open, or closed."""
    slug, own = queue_of(request), status_queue(row.status)
    return own if slug == own.slug else named(slug) or named("closed" if row.is_closed else "open")


def _whole(desk: Desk, beside: Queue) -> dict:
    """The frame and the list, for a window that has neither yet."""
    page = beside.page(desk.actor, desk.visible, size=BESIDE)
    return desk.frame | {
        "layout": "desk.html",
        "tickets": rows(page.tickets, beside, desk.standing.rules),
        "next_url": f"{queue_url(beside.slug)}?after={page.next}" if page.next else "",
    }
