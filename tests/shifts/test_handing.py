"""The queue passes from hand to hand: the giver answers for it until it is taken, and who takes over is told of."""

import pytest

from tests.shifts.conftest import ROLE, at, history, holder, shift
from transom.people import rota
from transom.people.actor import person
from transom.people.shifts import HandOver, Holding, How
from transom.shifts import handing, planning
from transom.tickets.actions import NotAllowed, Refused


@pytest.fixture
def quinns(quinn, rita, ben):
    """Quinn has the queue by the plan, from nine to six."""
    shift(quinn, at(9), at(18))
    holder(at(9))


def test_the_giver_answers_for_the_queue_until_it_is_accepted(quinns, quinn, rita):
    offered = handing.offer(rita, "Nordbau waits.", actor=person(quinn), now=at(10))
    assert holder(at(11)) == quinn
    handing.accept(offered.pk, actor=person(rita), now=at(12))
    assert holder(at(12)) == rita
    assert history()[-2:] == [("Quinn", at(9), at(12), How.PLANNED), ("Rita", at(12), None, How.ACCEPTED)]
    assert rota.offered(ROLE) is None
    assert rota.note_for(rota.current(ROLE)).note == "Nordbau waits."


def test_it_stays_with_who_took_it_until_the_next_shift_begins(quinns, quinn, rita, ben):
    shift(ben, at(18), at(22))
    handing.take_over(actor=person(rita), now=at(10))
    assert [holder(at(hour)) for hour in (11, 17.9, 18)] == [rita, rita, ben]


def test_somebody_else_does_not_accept_what_is_offered_to_one(quinns, quinn, rita, ben):
    offered = handing.offer(rita, "", actor=person(quinn), now=at(10))
    with pytest.raises(Refused, match="offered to Rita Holm"):
        handing.accept(offered.pk, actor=person(ben), now=at(10))
    with pytest.raises(NotAllowed):
        handing.withdraw(offered.pk, actor=person(ben), now=at(10))
    assert holder(at(11)) == quinn


def test_whoever_takes_it_may_take_what_is_offered_to_all(quinns, quinn, ben):
    offered = handing.offer(None, "", actor=person(quinn), now=at(10))
    with pytest.raises(Refused, match="You offered it yourself"):
        handing.accept(offered.pk, actor=person(quinn), now=at(10))
    handing.accept(offered.pk, actor=person(ben), now=at(10))
    assert holder(at(10)) == ben


@pytest.mark.parametrize("who", ["quinn", "rita"])
def test_the_giver_withdraws_it_and_the_taker_says_no(quinns, quinn, rita, who):
    offered = handing.offer(rita, "", actor=person(quinn), now=at(10))
    handing.withdraw(offered.pk, actor=person({"quinn": quinn, "rita": rita}[who]), now=at(11))
    with pytest.raises(Refused, match="is over"):
        handing.accept(offered.pk, actor=person(rita), now=at(12))
    assert holder(at(12)) == quinn


def test_a_second_offer_ends_the_first(quinns, quinn, rita, ben):
    first = handing.offer(rita, "", actor=person(quinn), now=at(10))
    handing.offer(ben, "", actor=person(quinn), now=at(10))
    with pytest.raises(Refused):
        handing.accept(first.pk, actor=person(rita), now=at(11))
    assert HandOver.objects.filter(settled_at=None).count() == 1


def test_an_offer_is_over_when_somebody_else_has_the_queue(quinns, quinn, rita, ben):
    offered = handing.offer(rita, "For you.", actor=person(quinn), now=at(10))
    handing.take_over(actor=person(ben), now=at(11))
    with pytest.raises(Refused):
        handing.accept(offered.pk, actor=person(rita), now=at(12))
    assert rota.note_for(rota.current(ROLE)) is None


def test_the_note_reaches_who_has_it_next_though_they_accepted_nothing(quinns, quinn, rita):
    shift(rita, at(18), at(22))
    handing.offer(rita, "For you.", actor=person(quinn), now=at(17))
    assert holder(at(18)) == rita
    assert rota.note_for(rota.current(ROLE)).note == "For you."


def test_only_who_has_it_hands_it_over_and_only_to_a_queue_manager(quinns, quinn, rita, sue):
    with pytest.raises(Refused, match="do not answer"):
        handing.offer(quinn, "", actor=person(rita), now=at(10))
    with pytest.raises(Refused, match="Sue Lindqvist is no queue manager"):
        handing.offer(sue, "", actor=person(quinn), now=at(10))
    with pytest.raises(Refused, match="already"):
        handing.offer(quinn, "", actor=person(quinn), now=at(10))


def test_only_a_queue_manager_takes_over_by_the_role_that_they_have_now(quinns, quinn, rita, sue, ada):
    stale = person(rita)
    rita.roles_held.all().delete()
    for actor in (person(sue), person(ada), stale):
        with pytest.raises(NotAllowed):
            handing.take_over(actor=actor, now=at(10))
    with pytest.raises(Refused, match="already"):
        handing.take_over(actor=person(quinn), now=at(10))


def test_who_takes_over_is_there_whatever_was_written_down(quinns, quinn, rita):
    planning.plan_absence(rita, at(9), at(20), actor=person(rita), now=at(8))
    handing.take_over(actor=person(rita), now=at(10))
    assert [holder(at(hour)) for hour in (10, 15)] == [rita, rita]


def test_after_a_clock_that_went_back_somebody_still_takes_over(quinns, quinn, rita):
    handing.take_over(actor=person(rita), now=at(8))
    assert [holder(at(hour)) for hour in (8, 9, 10)] == [rita, rita, rita]
    assert Holding.objects.filter(until=None).count() == 1
