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

SAID = (
    (Turn.NEXT, "Sue rings Nordbau up again tomorrow."),
    (Turn.NEXT, "The new driver comes on Thursday; Dev begins then."),
    (Turn.NEXT, "Pia asks whether they still want the training."),
    (Turn.NEXT, "Nobody saw it a second time. Ask once more for the tablet's version."),
    (Turn.SKIP, ""),
    (Turn.LATER, ""),
    (Turn.NEXT, ""),
)
MINUTE = timedelta(minutes=1)


def sit(people: dict[str, User]) -> None:
    """Quinn, Tess and Dev look at what somebody works on or waits for."""
    quinn, at = person(people["quinn"]), timezone.now() - 55 * MINUTE
    review = meeting.begin("Weekly look", [_in_work], actor=quinn, now=at)
    for name in ("tess", "dev"):
        meeting.sit_down(review, actor=person(people[name]), now=at)
    for way, words in SAID:
        review = Review.objects.get(pk=review.pk)
        if review.place is None:
            break
        here = review.items.select_related("ticket").get(place=review.place)
        if words:
            actions.note(here.ticket, Words(text=words), actor=quinn, at=at + MINUTE)
        at += 2 * MINUTE
        meeting.turn(review, way, shown=review.place, actor=quinn, now=at)
    meeting.end(review, actor=quinn, now=at + MINUTE)


def _in_work(visible: TicketQuerySet) -> TicketQuerySet:
    return visible.exclude(category__in=[Category.NEW, Category.CLOSED])
