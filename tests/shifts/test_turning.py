"""At each moment exactly one queue manager, as the plan says, or nobody, and then people hear of it."""

import pytest
from django.db import IntegrityError, transaction

from tests.shifts.conftest import ROLE, at, history, holder, shift
from transom.people import rota
from transom.people.shifts import Holding, How


def test_the_only_queue_manager_answers_for_the_queue_without_any_plan(quinn, sue, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert rota.holder(ROLE, at(9)) == quinn


def test_several_without_a_plan_are_nobody(quinn, rita):
    assert rota.holder(ROLE, at(9)) is None


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
    assert [(name, since) for name, since, _until, _how in history()][1:] == [
        ("Quinn", at(9)),
        ("Rita", at(12)),
        ("Ben", at(15)),
    ]
