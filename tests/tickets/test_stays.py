"""How long a ticket stayed where is told by its events, whoever asks and however often it was told already."""

import pytest

from tests.tickets.telling import STARTED, hours, now, of_type, said, status
from transom.tickets import actions, folds
from transom.tickets.history import Event
from transom.tickets.loading import load
from transom.tickets.log import assert_replays
from transom.tickets.models import Ticket
from transom.tickets.stays import HEARERS, Stay, StayProgress, fill_in, hear, refresh
from transom.worker import drain

from .test_loading import past_of


def stays(ticket) -> list[tuple]:
    """(type, status, since, until) of each, in hours of the ticket's life."""
    rows = Stay.objects.filter(ticket=ticket).order_by("left_by").select_related("status", "ticket_type")
    return [
        (
            row.ticket_type.slug,
            row.status.slug,
            *((at - STARTED).total_seconds() / 3600 for at in (row.since, row.until)),
        )
        for row in rows
    ]


@pytest.fixture
def question(ann, quinn, as_actor):
    return actions.open_ticket("A question", ann, actor=as_actor(quinn), at=STARTED)


@pytest.fixture
def acts(quinn, as_actor):
    return as_actor(quinn)


def test_each_status_that_a_ticket_left_is_a_stay_and_where_it_is_now_is_none(question, acts):
    actions.change_status(question, status("answered"), actor=acts, at=hours(2))
    actions.change_status(question, status("completed"), actor=acts, at=hours(50))
    drain()
    assert stays(question) == [("question", "submitted", 0, 2), ("question", "answered", 2, 50)]
    assert_replays(now(question))


def test_a_stay_counts_for_the_type_that_the_ticket_was_of_when_it_left(question, acts):
    actions.set_type(question, of_type("issue"), actor=acts, at=hours(3))
    actions.change_status(now(question), status("in-review"), actor=acts, at=hours(5))
    drain()
    assert stays(question) == [("issue", "submitted", 0, 5)]


def test_another_type_that_knows_no_such_status_ends_the_stay(question, acts):
    actions.change_status(question, status("answered"), actor=acts, at=hours(2))
    actions.set_type(now(question), of_type("issue"), actor=acts, at=hours(6))
    drain()
    assert stays(question) == [("question", "submitted", 0, 2), ("question", "answered", 2, 6)]


def test_a_merge_that_was_undone_ended_no_stay(question, acts, ann):
    other = actions.open_ticket("The same", ann, actor=acts)
    actions.merge(question, other, actor=acts)
    drain()
    assert [row[1] for row in stays(question)] == ["submitted"]
    actions.unmerge(now(question), actor=acts)
    drain()
    assert stays(question) == []
    actions.change_status(now(question), status("answered"), actor=acts, at=hours(4))
    drain()
    assert stays(question) == [("question", "submitted", 0, 4)]


def test_a_word_that_is_older_than_the_last_move_makes_no_stay_shorter_than_none(question, acts, ann, as_actor):
    actions.change_status(question, status("answered"), actor=acts, at=hours(5))
    actions.receive(now(question), said("Late."), ann, trust="verified", actor=as_actor(ann), at=hours(4))
    drain()
    assert stays(question)[-1] == ("question", "answered", 5, 5)


def test_hearing_an_event_again_changes_nothing(question, acts):
    actions.change_status(question, status("answered"), actor=acts, at=hours(2))
    drain()
    before = list(Stay.objects.values_list())
    for row in Event.objects.of_ticket(question.pk):
        if row.kind in HEARERS:
            hear(row, hours(9))
    assert list(Stay.objects.values_list()) == before


def test_an_event_that_is_heard_late_finds_what_came_after_it(question, acts):
    actions.change_status(question, status("answered"), actor=acts, at=hours(2))
    actions.change_status(now(question), status("completed"), actor=acts, at=hours(3))
    first = Event.objects.of_ticket(question.pk).filter(kind="status-changed").first()
    hear(first, hours(9))
    assert [row[1] for row in stays(question)] == ["submitted", "answered"]


def test_the_stays_of_a_desk_that_is_older_are_made_in_steps_and_go_on_where_they_were_stopped(ann, acts, monkeypatch):
    tickets = [actions.open_ticket(f"Question {number}", ann, actor=acts, at=STARTED) for number in range(5)]
    for ticket in tickets:
        actions.change_status(ticket, status("completed"), actor=acts, comment="Done.", at=hours(1))
    drain()
    wanted = sorted(Stay.objects.values_list("ticket", "left_by", "since", "until"))
    Stay.objects.all().delete()
    StayProgress.objects.all().delete()
    monkeypatch.setattr(folds, "BATCH", 2)
    assert fill_in(hours(2))  # begins
    assert fill_in(hours(2))
    assert sorted(Stay.objects.values_list("ticket", flat=True)) == sorted(ticket.pk for ticket in tickets[3:])
    while fill_in(hours(2)):
        pass
    assert sorted(Stay.objects.values_list("ticket", "left_by", "since", "until")) == wanted
    assert not fill_in(hours(3))


def test_a_desk_without_tickets_has_nothing_to_make(desk):
    assert not fill_in(STARTED)
    assert not fill_in(STARTED)


def test_a_past_that_is_loaded_brings_its_stays(question, acts):
    actions.change_status(question, status("answered"), actor=acts, at=hours(2))
    drain()
    [loaded] = load([past_of(now(question))])
    assert stays(loaded) == stays(question) == [("question", "submitted", 0, 2)]


def test_stays_that_no_event_tells_go(question, acts):
    actions.change_status(question, status("answered"), actor=acts, at=hours(2))
    drain()
    Stay.objects.create(
        ticket=question,
        ticket_type=question.ticket_type,
        status=question.status,
        since=STARTED,
        until=hours(1),
        left_by=99,
    )
    refresh(Ticket.objects.values_list("pk", flat=True))
    assert stays(question) == [("question", "submitted", 0, 2)]
