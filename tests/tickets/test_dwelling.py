"""What is told of a status: how many tickets are there, how long they usually stay, how long the first of them is there."""

from datetime import timedelta

import pytest
from django.db import connection

from tests.tickets.large import seem_large
from tests.tickets.telling import STARTED, hours, now, of_type, status
from transom.tickets import actions, dwelling
from transom.tickets.dwelling import Figures, figures, latest, statuses, usual
from transom.tickets.models import Ticket
from transom.tickets.stays import Stay
from transom.worker import drain

SQLITE = connection.vendor == "sqlite"
NOW = hours(100)


@pytest.fixture
def acts(quinn, as_actor):
    return as_actor(quinn)


@pytest.fixture
def asked(ann, acts):
    """Tickets of Ann that were answered after 1, 2, 4 and 8 hours; one more waits since the 90th."""
    tickets = [actions.open_ticket("Question", ann, actor=acts, at=STARTED) for _ in range(4)]
    for took, ticket in zip((1, 2, 4, 8), tickets, strict=True):
        actions.change_status(ticket, status("answered"), actor=acts, at=hours(took))
    actions.open_ticket("One more", ann, actor=acts, at=hours(90))
    drain()
    return tickets


def told(slug, actor, of="question"):
    return figures(of_type(of), Ticket.objects.visible_to(actor), NOW)[slug]


def test_a_status_tells_how_many_are_there_and_how_long_they_usually_stayed(asked, acts):
    hour = timedelta(hours=1)
    assert told("submitted", acts) == Figures(count=1, usual=3 * hour, longest=10 * hour)
    assert told("answered", acts) == Figures(count=4, usual=None, longest=99 * hour)
    assert told("in-review", acts) == Figures(count=0)
    assert usual(of_type("question").pk, status("submitted").pk) == 3 * hour
    assert usual(of_type("question").pk, status("answered").pk) is None


def test_another_type_has_figures_of_its_own(asked, acts):
    assert told("submitted", acts, of="issue") == Figures(count=0)


def test_nobody_is_long_in_what_is_closed(asked, acts):
    actions.change_status(now(asked[0]), status("completed"), actor=acts, at=hours(9))
    assert told("completed", acts) == Figures(count=1)


def test_only_the_latest_stays_count(asked, acts, monkeypatch):
    monkeypatch.setattr(dwelling, "LATEST", 3)
    assert told("submitted", acts).usual == timedelta(hours=4)
    assert usual(of_type("question").pk, status("submitted").pk) == timedelta(hours=4)


def test_two_stays_are_too_few_to_say_what_is_usual(asked, acts):
    for ticket, at in zip(asked, (10, 20, 30), strict=False):
        assert told("answered", acts).usual is None
        actions.change_status(now(ticket), status("completed"), actor=acts, at=hours(at))
        drain()
    assert told("answered", acts).usual == timedelta(hours=18)


def test_counting_stops_where_it_would_cost_and_says_so(asked, acts, monkeypatch):
    monkeypatch.setattr(dwelling, "COUNTED", 3)
    assert told("answered", acts).count == 3
    assert told("answered", acts).is_more
    assert not told("submitted", acts).is_more


def test_tickets_that_a_reader_may_not_see_are_not_counted(asked, olga, as_actor):
    assert told("answered", as_actor(olga)) == Figures(count=0)


def test_the_figures_of_a_type_are_two_queries(asked, acts, django_assert_num_queries):
    visible, kind = Ticket.objects.visible_to(acts), of_type("question")
    with django_assert_num_queries(2):
        figures(kind, visible, NOW)


def plan(rows) -> str:
    seem_large(Ticket, Stay)
    if not SQLITE:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
    return rows.explain()


def test_the_figures_walk_indexes(asked, acts):
    kind = of_type("question")
    found = plan(statuses(kind, Ticket.objects.visible_to(acts)))
    for index in ("type_and_status", "dwelling", "latest_stays"):
        assert index in found
    assert ("USE TEMP B-TREE" if SQLITE else "Sort Key") not in found


def test_so_do_the_stays_that_count(asked):
    kind, here = of_type("question"), status("submitted")
    for until in (None, hours(2)):
        found = plan(latest(kind, {here.pk: until}))
        assert "latest_stays" in found
    assert [row[1:] for row in latest(kind, {here.pk: hours(4)}).order_by("until")] == [
        (STARTED, hours(4)),
        (STARTED, hours(8)),
    ]
