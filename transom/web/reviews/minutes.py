"""The minutes of a review on the screen, and on paper."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.reviews.minutes import Minutes, minutes
from transom.reviews.models import Review
from transom.reviews.spans import clock_words
from transom.web.access import agent_page
from transom.web.agent.desk import open_desk


def minutes_page(request: HttpRequest, actor: Actor, review: Review) -> HttpResponse:
    frame = open_desk(actor, "reviews").frame
    return render(request, "reviews/minutes.html", frame | shown(minutes(review, actor)))


@agent_page
def printed(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Without the desk around them."""
    review = get_object_or_404(Review.objects.visible_to(actor).select_related("began_by", "ended_by"), pk=pk)
    if review.is_on:
        raise Http404
    who = {"printed_at": timezone.now(), "printed_by": actor.label}
    return render(request, "reviews/printed.html", shown(minutes(review, actor)) | who)


def shown(said: Minutes) -> dict:
    parts = [
        (_("Looked at"), said.looked, True),
        (_("Left for later"), said.later, True),
        (_("Skipped"), said.skipped, True),
        (_("Not reached"), said.waiting, False),
    ]
    return {
        "review": said.review,
        "people": said.people,
        "time": clock_words(said.seconds),
        "count": said.count,
        "changed": sum(bool(entry.lines) for entry in said.looked + said.later + said.skipped),
        "parts": [
            {"heading": heading, "told": told, "entries": [_entry(one) for one in entries]}
            for heading, entries, told in parts
            if entries
        ],
    }


def _entry(entry) -> dict:
    return {"ticket": entry.item.ticket, "time": clock_words(entry.item.seconds), "lines": entry.lines}
