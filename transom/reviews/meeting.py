"""What people do at the table: begin, sit down, turn to another ticket, end. No other code writes a review.

Everybody at the table may do everything; a form says which ticket its page showed, so that two who press *Next* at
once go on by one. The review is locked first and a ticket after it.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.people.actor import Actor
from transom.reviews import clock, order
from transom.reviews.events import STREAM, ReviewBegan, ReviewEnded, ReviewJoined, ReviewTurned
from transom.reviews.models import Review, ReviewItem, ReviewPerson, Standing
from transom.tickets.actions import NotAllowed, Refused, looked_at
from transom.tickets.events import EventKind, Ref
from transom.tickets.log import append
from transom.tickets.models import Ticket, TicketQuerySet

Narrow = Callable[[TicketQuerySet], TicketQuerySet]
SIGN = timedelta(seconds=10)
"""Two signs of one person within this are one."""


class Turn(TextChoices):
    """What may be said of the ticket on the table when another takes its place."""

    NEXT = "next", gettext_lazy("Next")
    SKIP = "skip", gettext_lazy("Skip")
    LATER = "later", gettext_lazy("Talk about it later")
    BACK = "back", gettext_lazy("Back")
    ON = "on", gettext_lazy("Go on without it")
    TO = "to", gettext_lazy("Turn to it")


LEAVES = {Turn.NEXT: Standing.LOOKED, Turn.SKIP: Standing.SKIPPED, Turn.LATER: Standing.LATER}


class SomeoneWasQuicker(Exception):
    """Another ticket lies on the table than the one that the actor's page showed, or the review has ended."""


@transaction.atomic
def begin(name: str, lists: Sequence[Narrow], *, actor: Actor, now: datetime) -> Review:
    """Put on the table what these lists are, of the tickets that `actor` may see. Raises `Refused` where that is nothing.

    What others left without an end, for so long that nobody comes back, ends here.
    """
    if not actor.is_agent:
        raise NotAllowed(_("Only people of the desk may do this."))
    visible = Ticket.objects.visible_to(actor)
    found, left_out = order.chosen([narrow(visible) for narrow in lists])
    if not found:
        raise Refused(_("There is no ticket in what you chose. Choose something else."))
    _end_forgotten(actor, now)
    name = " ".join(name.split())[:120] or _("Review")
    review = Review.objects.create(
        name=name, began_by_id=actor.id, began_at=now, turned_at=now, place=1, left_out=left_out
    )
    ReviewItem.objects.bulk_create(
        ReviewItem(review=review, ticket_id=key, place=place, shown_version=version)
        for place, (key, version) in enumerate(found, 1)
    )
    _say(review, ReviewBegan(name=name, tickets=len(found)), actor=actor, now=now)
    _sign(review, actor, now)
    return review


@transaction.atomic
def sit_down(review: Review, *, actor: Actor, now: datetime) -> Review:
    """`actor` is there: from now on, or still. Where everybody had left, the clock goes on from here."""
    current = _locked(review, actor)
    if current.is_on:
        _sign(current, actor, now)
    return current


@transaction.atomic
def turn(review: Review, way: Turn, *, shown: int | None, actor: Actor, now: datetime, to: int | None = None) -> Review:
    """Say `way` of the ticket that lies on the table, and put the next one there; `to` is a place, where that is chosen.

    `shown` is the place whose ticket the actor looked at. Raises `SomeoneWasQuicker`; `NotAllowed` for what they may
    not see.
    """
    current = _locked(review, actor)
    if not current.is_on or current.place != shown:
        raise SomeoneWasQuicker
    _sign(current, actor, now)
    items = list(current.items.visible_to(actor))
    here = next((item for item in items if item.place == current.place), None)
    if here is None and way in LEAVES:
        raise NotAllowed(_("There is no such ticket."))
    if way == Turn.TO:
        goal = next((item for item in items if item.place == to), None)
        if goal is None:
            raise NotAllowed(_("There is no such ticket."))
    if way in LEAVES:
        here.standing = LEAVES[way]
        here.postponed += way == Turn.LATER
    if way == Turn.BACK:
        goal = order.before(items, here) or here
    elif way != Turn.TO:
        goal = order.following(items, here)
    _put(current, here, goal, actor=actor, now=now)
    return current


@transaction.atomic
def end(review: Review, *, actor: Actor, now: datetime) -> Review:
    """It is over; the ticket on the table counts as looked at, unless everybody had left. Whoever comes may end it.

    One that was left ends when the last sign of anybody was given. Ending what has ended changes nothing.
    """
    current = _locked(review, actor)
    return _ended(current, actor, now) if current.is_on else current


def _ended(review: Review, actor: Actor, now: datetime) -> Review:
    people = list(review.people.all())
    left, at = clock.is_left(review, people, now), now
    if left:
        at = clock.last_sign(review, people)
    else:
        _sign(review, actor, now)
    items = review.items.visible_to(actor).select_related("ticket").filter(place=review.place)
    here = items.first() if review.place is not None else None
    if here and not left:
        here.standing = Standing.LOOKED
    _put(review, here, None, actor=actor, now=at)
    review.ended_at, review.ended_by_id = at, actor.id
    _say(review, ReviewEnded(), actor=actor, now=at)
    return review


def _end_forgotten(actor: Actor, now: datetime) -> None:
    for review in Review.objects.visible_to(actor).still_on().prefetch_related("people"):
        if now - clock.last_sign(review, review.people.all()) > clock.FORGOTTEN:
            end(review, actor=actor, now=now)


def _locked(review: Review, actor: Actor) -> Review:
    if connection.features.has_select_for_update:
        list(Review.objects.select_for_update().filter(pk=review.pk).values_list("pk"))
    current = Review.objects.visible_to(actor).filter(pk=review.pk).first()
    if current is None:
        raise NotAllowed(_("There is no such review."))
    return current


def _sign(review: Review, actor: Actor, now: datetime) -> None:
    """Write down that `actor` is there, and take the time off the clock in which nobody was."""
    people = list(review.people.all())
    mine = next((person for person in people if person.person_id == actor.id), None)
    if review.place is not None and people and clock.is_left(review, people, now):
        review.turned_at += now - max(clock.last_sign(review, people), review.turned_at)
        Review.objects.filter(pk=review.pk).update(turned_at=review.turned_at)
    if mine is None:
        ReviewPerson.objects.create(review=review, person_id=actor.id, joined_at=now, seen_at=now)
        _say(review, ReviewJoined(), actor=actor, now=now)
    elif now - mine.seen_at > SIGN:
        ReviewPerson.objects.filter(pk=mine.pk).update(seen_at=now)


def _put(review: Review, here: ReviewItem | None, goal: ReviewItem | None, *, actor: Actor, now: datetime) -> None:
    """Take `here` off the table and put `goal` there. A ticket that was looked at says so itself."""
    stayed = max(0, int((now - review.turned_at).total_seconds())) if review.place is not None else 0
    turned = {"to": goal.ticket_id if goal else None}
    if here:
        turned |= {"ticket": here.ticket_id, "since": here.shown_version}
        turned |= {"standing": here.standing, "seconds": stayed}
        here.seconds, here.left_at = here.seconds + stayed, now
        if here.standing == Standing.LOOKED and here is not goal:
            with suppress(Refused):  # it was merged meanwhile
                looked_at(here.ticket, Ref(review.pk, review.name), actor=actor, at=now)
    if goal:
        goal.shown_version = goal.ticket.version
    _save(here, goal)
    review.place, review.turned_at = (goal.place if goal else None), now
    _say(review, ReviewTurned(**turned), actor=actor, now=now)


def _save(*items: ReviewItem | None) -> None:
    changed: Iterable[ReviewItem] = {item.pk: item for item in items if item}.values()
    ReviewItem.objects.bulk_update(changed, ["standing", "postponed", "seconds", "left_at", "shown_version"])


def _say(review: Review, event: EventKind, *, actor: Actor, now: datetime) -> None:
    """Write the review, and its event behind the last one."""
    append(STREAM, review.pk, review.version, event, actor=actor, at=now)
    review.version += 1
    review.save()
