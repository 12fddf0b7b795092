"""The plan: single shifts and each week's, none over another, and nothing in the past is changed."""

from datetime import UTC, date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.shifts.conftest import MONDAY, ROLE, at, holder, shift
from transom.people import rota
from transom.people.actor import person
from transom.people.shifts import Absence, Shift
from transom.shifts import planning
from transom.tickets.actions import NotAllowed, Refused

BERLIN = ZoneInfo("Europe/Berlin")


def test_each_week_is_at_the_same_hour_across_summer_time():
    spans = planning.occurrences(date(2027, 3, 22), time(9), time(17), [0, 4], date(2027, 4, 5), BERLIN)
    assert [starts.astimezone(UTC).strftime("%d %b %H:%M") for starts, _ends in spans] == [
        "22 Mar 08:00",
        "26 Mar 08:00",
        "29 Mar 07:00",
        "02 Apr 07:00",
        "05 Apr 07:00",
    ]


def test_a_shift_that_ends_no_later_than_it_starts_ends_on_the_next_day():
    [(starts, ends)] = planning.occurrences(date(2027, 3, 1), time(22), time(6), [], None, UTC)
    assert ends - starts == timedelta(hours=8)
    [(starts, ends)] = planning.occurrences(date(2027, 3, 1), time(9), time(9), [], None, UTC)
    assert ends - starts == timedelta(days=1)


def test_shifts_do_not_overlap_and_where_one_would_none_is_planned(quinn, rita):
    shift(rita, at(12, 2), at(18, 2))
    week = [(at(9, day), at(13, day)) for day in range(5)]
    with pytest.raises(Refused, match="Rita Holm is planned from Wed 3 Mar, 12:00 until Wed 3 Mar, 18:00"):
        planning.plan(quinn, week, actor=person(quinn), now=MONDAY)
    assert Shift.objects.count() == 1
    planning.plan(quinn, [(at(9, 2), at(12, 2)), (at(18, 2), at(20, 2))], actor=person(quinn), now=MONDAY)
    assert Shift.objects.count() == 3


@pytest.mark.parametrize(
    ("spans", "why"),
    [
        ([(at(-5), at(-1))], "over already"),
        ([(at(9, 740), at(10, 740))], "within the next two years"),
        ([(at(9), at(9, 40))], "within a month"),
        ([(at(9), at(12)), (at(11), at(13))], "overlap each other"),
        ([(at(9, n), at(10, n)) for n in range(801)], "at most 800"),
        ([], "over already"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(quinn, rita, spans, why):
    with pytest.raises(Refused, match=why):
        planning.plan(quinn, spans, actor=person(quinn), now=MONDAY)
    assert not Shift.objects.exists()


def test_only_queue_managers_and_admins_plan_and_only_queue_managers_are_planned(quinn, sue, ada, olga):
    for who in (sue, olga):
        with pytest.raises(NotAllowed):
            shift(quinn, at(9), at(18), by=who)
    with pytest.raises(Refused, match="Sue Lindqvist is no queue manager"):
        shift(sue, at(9), at(18), by=ada)
    with pytest.raises(Refused, match="somebody else as deputy"):
        shift(quinn, at(9), at(18), by=ada, deputy=quinn)
    assert shift(quinn, at(9), at(18), by=ada)


def test_a_shift_that_goes_on_ends_when_it_is_removed_and_one_to_come_is_gone(quinn, rita):
    made = planning.plan(quinn, [(at(9, day), at(18, day)) for day in range(5)], actor=person(quinn), now=MONDAY)
    holder(at(9))
    assert planning.remove(made[0], actor=person(rita), now=at(10)) == 1
    assert Shift.objects.get(pk=made[0].pk).ends_at == at(10)
    assert holder(at(11)) == quinn
    with pytest.raises(Refused):
        planning.remove(made[0], actor=person(rita), now=at(11))
    shift(rita, at(9, 1) + timedelta(hours=10), at(20, 1))
    assert planning.remove(made[2], actor=person(rita), now=at(11), and_later=True) == 3
    assert [row.person for row in rota.plan(ROLE, at(12), at(0, 9))] == [quinn, rita]


def test_everybody_says_when_they_are_away_and_who_plans_says_it_of_others(quinn, sue, ada):
    mine = planning.plan_absence(sue, at(0, 1), at(0, 3), "Holiday", actor=person(sue), now=MONDAY)
    with pytest.raises(NotAllowed):
        planning.plan_absence(quinn, at(0, 1), at(0, 3), actor=person(sue), now=MONDAY)
    theirs = planning.plan_absence(quinn, at(0, 1), at(0, 3), actor=person(ada), now=MONDAY)
    with pytest.raises(NotAllowed):
        planning.end_absence(theirs, actor=person(sue), now=MONDAY)
    planning.end_absence(mine, actor=person(sue), now=at(1, 1))
    assert Absence.objects.get(pk=mine.pk).ends_at == at(1, 1)
    with pytest.raises(Refused, match="back already"):
        planning.end_absence(mine, actor=person(sue), now=at(2, 1))
    planning.end_absence(theirs, actor=person(quinn), now=MONDAY)
    assert not Absence.objects.filter(pk=theirs.pk).exists()


def test_holes_are_the_working_time_that_no_shift_covers(quinn):
    for starts, ends in ((8, 10), (12, 13), (16, 20)):
        shift(quinn, at(starts), at(ends))
    working = [(at(9), at(12)), (at(13), at(17)), (at(9, 1), at(17, 1))]
    assert rota.holes(rota.plan(ROLE, at(0), at(0, 2)), working) == [
        (at(10), at(12)),
        (at(13), at(16)),
        (at(9, 1), at(17, 1)),
    ]
