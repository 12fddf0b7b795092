"""Rows: the table where a team goes through tickets, and its minutes."""

from django.utils import timezone

from tests.web.matrix.kinds import Kind
from tests.web.matrix.rows import form, page, verb
from tests.web.matrix.things import Things
from transom.people.actor import person
from transom.people.models import User
from transom.reviews import meeting
from transom.reviews.models import Review
from transom.tickets.models import Ticket

REVIEW = {"pk": "review"}

ROWS = {
    "reviews": page(),
    "new_review": form(),
    "review": page(**REVIEW),
    "review_printed": page(pk="minutes"),
    **dict.fromkeys(["review_here", "review_turn", "review_end"], verb(REVIEW)),
    "review_act": verb({"number": "ticket", "what": "act"} | REVIEW),
}


def review_of(ticket: Ticket, who: User, name: str, over: bool = False) -> int:
    """A review of that name, of this ticket alone; it is on, and anew where somebody has ended it."""
    found = Review.objects.filter(name=name, ended_at__isnull=not over).first()
    if found is None:
        lists = [lambda visible: visible.filter(pk=ticket.pk)]
        found = meeting.begin(name, lists, actor=person(who), now=timezone.now())
        if over:
            meeting.end(found, actor=person(who), now=timezone.now())
    return found.pk


def on(all: Things, me: User) -> int:
    return review_of(all.open.ticket, all.insider, "Monday")


def hidden(all: Things, me: User) -> int:
    return review_of(all.hidden.ticket, all.insider, "Board")


KINDS = {
    "review": Kind(on, hidden),
    "minutes": Kind(
        lambda all, me: review_of(all.open.ticket, all.insider, "Tuesday", over=True),
        lambda all, me: review_of(all.hidden.ticket, all.insider, "Past", over=True),
    ),
    "act": Kind(lambda all, me: "note"),
}
