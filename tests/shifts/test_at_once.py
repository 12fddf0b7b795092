"""Several at the same moment, each in a connection of their own: still exactly one has the queue."""

from tests.foundation.racing import race
from tests.shifts.conftest import at, shift
from transom.people.actor import person
from transom.people.shifts import HandOver, Holding, Shift
from transom.shifts import handing, planning
from transom.shifts.steps import turn
from transom.tickets.actions import Refused
from transom.tickets.history import Event


def assert_one() -> None:
    rows = list(Holding.objects.order_by("since"))
    assert [row.until for row in rows].count(None) == 1
    assert all(before.until == after.since for before, after in zip(rows, rows[1:], strict=False))


def test_two_workers_turn_a_shift_once(transactional_db, quinn, rita):
    shift(quinn, at(9), at(12))
    outcomes = race(lambda: turn(at(9)), lambda: turn(at(9)))
    assert True in outcomes
    assert Event.objects.filter(kind="shift-began").count() == 1
    assert_one()


def test_of_two_who_take_over_the_later_one_has_it_and_relieved_the_other(transactional_db, quinn, rita, ben):
    shift(quinn, at(9), at(12))
    turn(at(9))
    race(
        lambda: handing.take_over(actor=person(rita), now=at(10)),
        lambda: handing.take_over(actor=person(ben), now=at(10)),
        lambda: turn(at(10)),
    )
    rows = list(Holding.objects.order_by("since").values_list("person", flat=True))
    assert sorted(rows[-2:]) == sorted([rita.pk, ben.pk])
    assert_one()


def test_an_offer_is_taken_once(transactional_db, quinn, rita, ben):
    shift(quinn, at(9), at(12))
    offered = handing.offer(None, "", actor=person(quinn), now=at(10))
    outcomes = race(
        lambda: handing.accept(offered.pk, actor=person(rita), now=at(10)),
        lambda: handing.accept(offered.pk, actor=person(ben), now=at(10)),
    )
    assert sorted(type(outcome) is Refused for outcome in outcomes) == [False, True]
    assert HandOver.objects.filter(accepted=True).count() == 1
    assert_one()


def test_of_two_plans_that_overlap_one_is_made(transactional_db, quinn, rita):
    outcomes = race(
        lambda: planning.plan(quinn, [(at(9), at(12))], actor=person(quinn), now=at(1)),
        lambda: planning.plan(rita, [(at(11), at(14))], actor=person(rita), now=at(1)),
    )
    assert sorted(type(outcome) is Refused for outcome in outcomes) == [False, True]
    assert Shift.objects.count() == 1
    assert_one()
