"""At each moment exactly one queue manager, as the plan says; or nobody, and then the desk knows."""

import pytest
from django.db import IntegrityError, transaction

from tests.shifts.conftest import ROLE, at, history, holder, manager, shift
from transom.people import rota
from transom.people.actor import person
from transom.people.shifts import Holding, How
from transom.shifts import handing, planning
from transom.shifts.steps import turn
from transom.tickets.history import Event
from transom.tickets.log import sentence


def test_the_only_queue_manager_answers_for_the_queue_without_any_plan(quinn, sue, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert rota.holder(ROLE, at(9)) == quinn


def test_nor_does_the_worker_write_anything_before_there_is_mail(quinn, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert turn(at(9)) is False
    assert not Holding.objects.exists()


def test_several_without_a_plan_are_nobody(quinn, rita):
    assert rota.holder(ROLE, at(9)) is None


def test_a_second_one_takes_nothing_from_the_first(mail, quinn):
    mail(at=at(7))
    assert holder(at(9)) == quinn
    manager("Rita Holm")
    assert holder(at(10)) == quinn


def test_at_the_start_of_a_shift_its_person_holds_it(quinn, rita):
    shift(quinn, at(9), at(18))
    shift(rita, at(18), at(22))
    assert [holder(at(hour)) for hour in (9, 17.9, 18)] == [quinn, quinn, rita]


def test_responsibility_does_not_end_before_the_next_one_has_it(quinn, rita):
    shift(quinn, at(9), at(18))
    shift(rita, at(9, 1), at(18, 1))
    assert [holder(at(hour)) for hour in (9, 20, 33, 42)] == [quinn, quinn, rita, rita]


def test_a_worker_that_comes_late_writes_what_the_plan_says(quinn, rita, ben):
    shift(quinn, at(9), at(12))
    shift(rita, at(12), at(15))
    shift(ben, at(15), at(18))
    assert holder(at(20)) == ben
    begun = [(name, since) for name, since, _until, _how in history()]
    assert begun[1:] == [("Quinn", at(9)), ("Rita", at(12)), ("Ben", at(15))]


def test_a_look_that_finds_nothing_new_costs_one_question(quinn, rita, django_assert_num_queries):
    shift(quinn, at(9), at(18))
    holder(at(9))
    with django_assert_num_queries(1):
        assert turn(at(11)) is False


def test_the_deputy_stands_in_while_the_person_is_away_and_no_longer(quinn, rita):
    shift(quinn, at(9), at(18), deputy=rita)
    planning.plan_absence(quinn, at(11), at(13), actor=person(quinn), now=at(1))
    assert [holder(at(hour)) for hour in (9, 11, 12.9, 13)] == [quinn, rita, rita, quinn]
    assert [how for *_, how in history()][1:] == [How.PLANNED, How.DEPUTY, How.PLANNED]


def test_without_a_deputy_nobody_is_there_until_they_are_back(quinn, rita):
    shift(quinn, at(9), at(18))
    planning.plan_absence(quinn, at(8), at(12), actor=person(rita), now=at(1))
    assert [holder(at(hour)) for hour in (9, 11, 12)] == [None, None, quinn]


def test_a_deputy_who_is_away_as_well_is_no_deputy(quinn, rita):
    shift(quinn, at(9), at(18), deputy=rita)
    for who in (quinn, rita):
        planning.plan_absence(who, at(10), at(12), actor=person(who), now=at(1))
    assert [holder(at(hour)) for hour in (9, 10, 12)] == [quinn, None, quinn]


def test_who_leaves_holds_it_no_more_before_any_worker_has_looked(quinn, rita, ben):
    shift(quinn, at(9), at(18))
    shift(rita, at(18), at(20))
    holder(at(9))
    quinn.leave()
    assert rota.holder(ROLE, at(10)) is None
    assert holder(at(10)) is None
    assert Holding.objects.get(until=None).how == How.NOBODY
    assert holder(at(18)) == rita


def test_who_loses_the_role_gives_way_to_the_deputy(quinn, rita):
    shift(quinn, at(9), at(18), deputy=rita)
    holder(at(9))
    quinn.roles_held.all().delete()
    assert holder(at(10)) == rita


def test_a_clock_that_goes_back_and_on_again_turns_nothing_twice(quinn, rita):
    shift(quinn, at(9), at(12))
    shift(rita, at(12), at(15))
    planning.plan_absence(quinn, at(10), at(11), actor=person(quinn), now=at(1))
    for hour in (9, 10.5, 11.5, 12.5):
        holder(at(hour))
    before = history()
    for hour in (10.5, 11, 12, 12.5):
        assert holder(at(hour)) == rita
    assert history() == before


def test_what_the_plan_says_of_this_moment_holds_at_once(quinn, rita):
    shift(quinn, at(9), at(18))
    holder(at(9))
    planning.remove(rota.plan(ROLE, at(9), at(18))[0], actor=person(rita), now=at(10))
    assert rota.holder(ROLE, at(10)) == quinn
    shift(rita, at(9), at(18), now=at(11))
    assert rota.holder(ROLE, at(11)) == rita


def test_the_stream_tells_it_all(quinn, rita, mail):
    mail(at=at(7))
    shift(quinn, at(9), at(18), by=rita)
    holder(at(9))
    handing.take_over(actor=person(rita), now=at(10))
    rita.leave()
    holder(at(11))
    told = [(row.actor_label, sentence(row)) for row in Event.objects.filter(stream="shift").order_by("sequence")]
    assert told == [
        ("Rita Holm", "planned Quinn Abara for Mon 1 Mar, 09:00"),
        ("The clock", "Quinn Abara answers for the queue: their shift began"),
        ("Rita Holm", "took over the queue from Quinn Abara"),
        ("The clock", "Quinn Abara answers for the queue: their shift began"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        {"since": at(1), "until": None},
        {"since": at(0), "until": at(5)},
        {"since": at(2), "until": at(9)},
        {"since": at(9), "until": at(8)},
        {"since": at(12), "until": at(13), "person": None},
        {"since": at(12), "until": at(13), "how": How.NOBODY},
    ],
    ids=["a second one now", "begins with another", "ends with another", "ends before", "no person", "a person"],
)
def test_the_database_takes_no_second_holder(quinn, rita, row):
    Holding.objects.create(role=ROLE, person=quinn, since=at(0), until=at(9), how=How.PLANNED)
    Holding.objects.create(role=ROLE, person=quinn, since=at(9, 1), until=None, how=How.PLANNED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Holding.objects.create(**{"role": ROLE, "person": rita, "how": How.TOOK_OVER} | row)
