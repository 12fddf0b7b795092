"""Open pages hear by number that a review has moved on, and only those of people who may see it."""

from django.utils import timezone

from tests.reviews.conftest import OPEN
from transom.people.mailboxes import Mailbox
from transom.people.models import Team
from transom.reviews import meeting
from transom.reviews.meeting import Turn
from transom.web.live import following
from transom.web.live.admission import Guest
from transom.web.live.listener import Listener


def test_beginning_turning_sitting_down_and_ending_are_heard_once_each(tickets, quinn, sue, as_actor):
    now, me = timezone.now(), as_actor(quinn)
    reviews = following.OpenReviews()
    assert reviews.look() == set()
    begun = meeting.begin("Monday", OPEN, actor=me, now=now)
    assert (reviews.look(), reviews.look()) == ({begun.pk}, set())
    meeting.turn(begun, Turn.NEXT, shown=1, actor=me, now=now)
    assert (reviews.look(), reviews.look()) == ({begun.pk}, set())
    meeting.sit_down(begun, actor=as_actor(sue), now=now)
    assert reviews.look() == {begun.pk}
    meeting.sit_down(begun, actor=as_actor(sue), now=now)
    assert reviews.look() == set()
    meeting.end(begun, actor=me, now=now)
    assert (reviews.look(), reviews.look()) == ({begun.pk}, set())


def test_who_may_not_see_it_hears_nothing(begun, sue, quinn, as_actor):
    team = Team.objects.create(name="Board")
    team.members.add(quinn)
    Mailbox.objects.update(team=team, restricted=True)
    theirs = following.reviews_for([as_actor(quinn), as_actor(sue)], [begun.pk])
    assert theirs == {quinn.pk: {begun.pk}, sue.pk: set()}


def test_a_page_is_told_numbers_and_no_words(begun, quinn, as_actor):
    listener = Listener(Guest("x", as_actor(quinn)), "w")
    listener.tell_reviews({begun.pk})
    assert listener.take().decode() == f'event: review\ndata: {{"keys": [{begun.pk}]}}\n\n'
    assert listener.take() == b""
