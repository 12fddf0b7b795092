"""A review of an hour ago, so that there are minutes to read. What is said in it is made up, like all of this company."""

from datetime import timedelta

from django.utils import timezone

from transom.people.actor import person
from transom.people.models import User
from transom.reviews import meeting
from transom.reviews.meeting import Turn
from transom.reviews.models import Review
from transom.tickets import actions
from transom.tickets.models import TicketQuerySet
from transom.tickets.words import Words
from transom.workflow.models import Category

WAYS = (Turn.NEXT, Turn.NEXT, Turn.SKIP, Turn.LATER, Turn.NEXT, Turn.NEXT)
SAID = {
    Category.WAITING: "Ask once more on Thursday, and call where nothing comes.",
    Category.OPEN: "It is on the list for the next build.",
}
MINUTE = timedelta(minutes=1)


def sit(people: dict[str, User]) -> None:
    """Quinn, Tess and Dev look at what somebody works on or waits for."""
    quinn, at = person(people["quinn"]), timezone.now() - 55 * MINUTE
    review = meeting.begin("Weekly look", [_in_work], actor=quinn, now=at)
    for name in ("tess", "dev"):
        meeting.sit_down(review, actor=person(people[name]), now=at)
    for way in WAYS:
        review = Review.objects.get(pk=review.pk)
        if review.place is None:
            break
        here = review.items.select_related("ticket").get(place=review.place)
        if way == Turn.NEXT:
            actions.note(here.ticket, Words(text=SAID[here.ticket.category]), actor=quinn, at=at + MINUTE)
        at += 2 * MINUTE
        meeting.turn(review, way, shown=review.place, actor=quinn, now=at)
    meeting.end(review, actor=quinn, now=at + MINUTE)


def _in_work(visible: TicketQuerySet) -> TicketQuerySet:
    return visible.exclude(category__in=[Category.NEW, Category.CLOSED])
