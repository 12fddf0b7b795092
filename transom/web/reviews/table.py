"""The table: one ticket in large type, what can be decided about it, and who sits there. An ended review is its minutes."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from transom.people.actor import Actor
from transom.reviews import clock
from transom.reviews.models import Review, ReviewItem, ReviewItemQuerySet, ReviewPerson, Standing
from transom.reviews.spans import clock_words
from transom.tickets.history import Event
from transom.tickets.models import Ticket, TicketQuerySet
from transom.tickets.reasons import reason_words, wants_words
from transom.web.access import agent_page
from transom.web.agent.around import agents
from transom.web.agent.forms import VerbForm
from transom.web.agent.history import told, words
from transom.web.agent.moves import moves_of
from transom.web.agent.small_rows import count_words
from transom.web.agent.ticket import SHOWN_WITH
from transom.web.redirects import see
from transom.web.reviews.minutes import minutes_page
from transom.web.reviews.story import story
from transom.workflow import rules

PIECE = "X-Piece"
"""A window that has the table asks with this header for what changes on it, and is sent no frame."""


class Found(NamedTuple):
    review: Review
    visible: TicketQuerySet


def find(actor: Actor, pk: int) -> Found:
    """The review, if `actor` may know of it; 404 else. `visible` are the tickets that they may see."""
    visible = Ticket.objects.visible_to(actor)
    rows = Review.objects.outside(visible.hidden).select_related("began_by", "ended_by")
    return Found(get_object_or_404(rows, pk=pk), visible)


@agent_page
def review(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    found = find(actor, pk)
    if found.review.is_on or PIECE in request.headers:
        return table_page(request, actor, found)
    return minutes_page(request, actor, found.review)


def after(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """What an act on the table leads to: the table as it is now."""
    if PIECE in request.headers:
        return table_page(request, actor, find(actor, pk))
    return see(reverse("review", args=[pk]))


def table_page(
    request: HttpRequest, actor: Actor, found: Found, failed: VerbForm | None = None, status: int = 200
) -> HttpResponse:
    """The table, or what changes on it. `failed` is a form about the ticket that did not go through."""
    template = "reviews/piece.html" if PIECE in request.headers else "reviews/table.html"
    context = {"review": found.review, "wall": request.GET.get("wall") == "1", "me": actor.id}
    if found.review.is_on:
        context |= _table(actor, found.review, found.visible, request.GET.get("agenda") == "1", timezone.now())
        context |= {"failed": failed, "came_in": _came_in(failed, found.visible)}
    return render(request, template, context, status=status)


def _table(actor: Actor, found: Review, visible: TicketQuerySet, whole: bool, now: datetime) -> dict:
    """`whole` where the list of all tickets is asked for: it is long, and mostly nobody looks at it."""
    people = list(found.people.select_related("person"))
    rows = found.items.outside(visible.hidden)
    brief = list(rows.values_list("standing", "seconds", named=True))
    here = rows.filter(place=found.place).first() if found.place is not None else None
    stands = Counter(row.standing for row in brief)
    return {
        "here": here,
        "count": len(brief),
        "left_out": count_words(found.left_out),
        "done": len(brief) - stands[Standing.WAITING],
        "stands": {str(standing): stands[standing] for standing in Standing},
        "items": _items(rows, found) if whole else [],
        "later": _items(rows.filter(standing=Standing.LATER), found) if here is None else [],
        "people": _present(people, now),
        "left_since": clock.last_sign(found, people) if clock.is_left(found, people, now) else None,
        "clocks": _clocks(found, brief, people, now),
        **(_ticket(actor, here, visible, now) if here else {}),
    }


def _clocks(found: Review, items: Iterable, people: list[ReviewPerson], now: datetime) -> dict:
    this = clock.elapsed(found, people, now)
    whole = clock.total(items) + this
    running = found.place is not None and not clock.is_left(found, people, now)
    return {"this": this, "this_words": clock_words(this), "all": whole, "all_words": clock_words(whole)} | {
        "running": running
    }


def _present(people: list[ReviewPerson], now: datetime) -> list[dict]:
    """Everyone who was there, those who are there now first."""
    told = [{"name": one.person.label, "here": now - one.seen_at < clock.HERE} for one in people]
    return sorted(told, key=lambda one: not one["here"])


def _items(rows: ReviewItemQuerySet, found: Review) -> list[dict]:
    return [_item(item, found) for item in rows.select_related("ticket__status", "ticket__assignee")]


def _item(item: ReviewItem, found: Review) -> dict:
    ticket = item.ticket
    return {
        "place": item.place,
        "number": ticket.number,
        "subject": ticket.subject,
        "urgent": ticket.is_urgent and not ticket.is_closed,
        "status": ticket.status,
        "assignee": ticket.assignee.label if ticket.assignee else "",
        "standing": item.standing,
        "standing_words": item.get_standing_display(),
        "time": clock_words(item.seconds) if item.seconds else "",
        "here": item.place == found.place,
    }


def _ticket(actor: Actor, here: ReviewItem, visible: TicketQuerySet, now: datetime) -> dict:
    row = visible.select_related(*SHOWN_WITH).get(pk=here.ticket_id)
    step = rules.step_of(row.position())
    days = (now - row.status_since).days
    limit = step.dwell_limit_days if step else None
    return {
        "ticket": row,
        "story": story(row, visible, now),
        "moves": moves_of(row, actor),
        "assignees": [(user.pk, user.label) for user in sorted(agents(), key=lambda user: user.label.lower())],
        "reasons": [{"value": one, "wants_words": wants_words(one)} for one in step.reasons] if step else [],
        "delay": reason_words(row.delay_reason, row.delay_detail) if row.delay_reason else "",
        "too_long": limit if limit is not None and days > limit else None,
        "went_into": row.merged_into if row.merged_into and row.merged_into.mailbox_id not in visible.hidden else None,
    }


def _came_in(failed: VerbForm | None, visible: TicketQuerySet) -> list[dict]:
    """What stopped the form, in words."""
    rows: list[Event] = list(failed.came_in) if failed is not None else []
    return [{"actor": one.row.actor_label, "words": words(one)} for one in told(rows, visible)]
