"""How long a ticket lay on the table, without the time in which nobody was there; and how a table ends."""

from datetime import timedelta

from django.utils import timezone

from tests.reviews.conftest import OPEN
from transom.reviews import clock, meeting
from transom.reviews.meeting import Turn
from transom.reviews.models import Standing

MINUTE = timedelta(minutes=1)


def test_each_ticket_has_its_time(begun, quinn, as_actor):
    at = begun.began_at + 3 * MINUTE
    meeting.turn(begun, Turn.NEXT, shown=1, actor=as_actor(quinn), now=at)
    meeting.turn(begun, Turn.BACK, shown=2, actor=as_actor(quinn), now=at + MINUTE)
    meeting.turn(begun, Turn.NEXT, shown=1, actor=as_actor(quinn), now=at + 3 * MINUTE)
    items = list(begun.items.all())
    assert [item.seconds for item in items[:2]] == [300, 60]
    assert clock.total(items) == 360


def test_while_everybody_is_away_the_clock_stands_still(begun, quinn, as_actor):
    left = begun.began_at + 2 * MINUTE
    meeting.sit_down(begun, actor=as_actor(quinn), now=left)
    back = left + timedelta(days=1)
    begun.refresh_from_db()
    assert clock.elapsed(begun, begun.people.all(), back) == 120
    meeting.sit_down(begun, actor=as_actor(quinn), now=back)
    begun.refresh_from_db()
    assert clock.elapsed(begun, begun.people.all(), back + MINUTE) == 180


def test_the_end_takes_the_ticket_on_the_table_as_looked_at(begun, quinn, as_actor):
    review = meeting.end(begun, actor=as_actor(quinn), now=begun.began_at + MINUTE)
    assert (review.ended_at, review.place) == (begun.began_at + MINUTE, None)
    assert begun.items.get(place=1).standing == Standing.LOOKED
    again = meeting.end(begun, actor=as_actor(quinn), now=timezone.now() + timedelta(hours=1))
    assert again.ended_at == review.ended_at


def test_one_that_was_left_ends_at_the_last_sign_and_what_lay_there_was_not_looked_at(begun, sue, as_actor):
    review = meeting.end(begun, actor=as_actor(sue), now=begun.began_at + timedelta(hours=2))
    assert (review.ended_at, review.ended_by_id) == (begun.began_at, sue.pk)
    assert begun.items.get(place=1).standing == Standing.WAITING
    assert begun.items.get(place=1).ticket.reviewed_at is None
    assert not begun.people.filter(person=sue).exists()


def test_whoever_begins_another_ends_what_was_forgotten(begun, sue, as_actor):
    meeting.begin("Soon", OPEN, actor=as_actor(sue), now=begun.began_at + timedelta(hours=3))
    begun.refresh_from_db()
    assert begun.is_on
    meeting.begin("Tuesday", OPEN, actor=as_actor(sue), now=begun.began_at + timedelta(hours=20))
    begun.refresh_from_db()
    assert (begun.is_on, begun.ended_by_id) == (False, sue.pk)
