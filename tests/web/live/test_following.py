"""What is new is read by key, and what is committed late is not missed."""

import pytest

from transom.people.models import Team
from transom.web.live import following
from transom.web.live.following import LATE, Follower


@pytest.fixture
def rows(db):
    """Rows of any kind, with keys of our choosing: those of PostgreSQL are given out before the commit."""
    return lambda *keys: Team.objects.bulk_create(Team(pk=key, name=f"Team {key}") for key in keys)


@pytest.fixture
def follower(rows):
    rows(1000)
    return Follower(Team.objects.all(), "pk", now=0)


def test_each_row_is_told_once(follower, rows):
    rows(1001, 1002)
    assert follower.look(1) == ({1001, 1002}, 1002, False)
    assert follower.look(2) == (set(), 1002, False)


def test_a_lower_key_that_is_committed_later_is_told(follower, rows):
    rows(1003)
    assert follower.look(1).values == {1003}
    rows(1001)
    assert follower.look(2).values == {1001}
    assert follower.look(3).values == set()


def test_so_is_one_that_was_under_way_when_we_began(follower, rows):
    rows(999)
    assert follower.look(1).values == {999}


def test_a_key_that_never_came_is_waited_for_no_longer_than_a_transaction_lasts(follower, rows):
    rows(1003)
    follower.look(1)
    assert {1001, 1002} <= follower.late.keys()
    follower.look(2 + LATE)
    assert follower.late == {}


def test_what_is_late_is_bounded(follower, rows):
    for key in range(2000, 60000, 2000):
        rows(key)
        follower.look(1)
    follower.look(1)
    assert len(follower.late) <= following.AT_ONCE


def test_very_many_are_not_named(monkeypatch, follower, rows):
    monkeypatch.setattr(following, "AT_ONCE", 5)
    rows(*range(1001, 1010))
    assert follower.look(1) == (frozenset(), 1009, True)
    rows(1010)
    assert follower.look(2) == ({1010}, 1010, False)


def test_who_was_away_is_told_what_came_and_at_most_a_little_more(follower, rows, monkeypatch):
    monkeypatch.setattr(following, "BEFORE", 1)
    rows(1001, 1002, 1003)
    follower.look(1)
    assert follower.since(1002).values == {1002, 1003}
    monkeypatch.setattr(following, "AT_ONCE", 2)
    assert follower.since(1000).many


def test_looking_costs_one_question(follower, rows, django_assert_num_queries):
    rows(1003)
    with django_assert_num_queries(1):
        follower.look(1)
