"""When a ticket waited for the customer, or was closed, is told by its events, whoever asks and however often."""

import inspect

import pytest

from tests.tickets.telling import STARTED, hours, now, said, status
from transom.tickets import actions, folds
from transom.tickets.events import REGISTRY, TicketEvent
from transom.tickets.history import Event
from transom.tickets.loading import load
from transom.tickets.log import assert_replays, event_of
from transom.tickets.models import Ticket
from transom.tickets.waits import HEARERS, MOVING, Wait, WaitProgress, fill_in, hear, waits_for_them
from transom.worker import drain

from .test_loading import past_of


def waits(ticket) -> list[tuple]:
    """(since, until) of each, in hours of the ticket's life."""
    rows = Wait.objects.filter(ticket=ticket).order_by("since").values_list("since", "until")
    return [tuple(at and (at - STARTED).total_seconds() / 3600 for at in row) for row in rows]


def naive(ticket) -> list[tuple]:
    """The same, by looking at the whole ticket after each of its events, whatever kind it is of."""
    at, found = Ticket(pk=ticket.pk), []
    for row in Event.objects.of_ticket(ticket.pk):
        event_of(row).apply(at, row.at)
        moment = (row.at - STARTED).total_seconds() / 3600
        if waits_for_them(at) and not (found and found[-1][1] is None):
            found.append((moment, None))
        elif not waits_for_them(at) and found and found[-1][1] is None:
            found[-1] = (found[-1][0], moment)
    return found


@pytest.fixture
def question(ann, quinn, as_actor):
    return actions.open_ticket("A question", ann, actor=as_actor(quinn), at=STARTED)


@pytest.fixture
def acts(quinn, as_actor):
    return as_actor(quinn)


def test_our_word_begins_a_wait_and_the_customers_ends_it(question, acts, ann, as_actor):
    actions.reply(question, said("Try this."), actor=acts, at=hours(2))
    drain()
    assert waits(question) == [(2, None)]
    actions.receive(now(question), said("No."), ann, trust="verified", actor=as_actor(ann), at=hours(5))
    drain()
    assert waits(question) == [(2, 5)]
    assert_replays(now(question))


def test_a_closed_ticket_is_nobodys_to_move_until_it_is_opened_again(question, acts, ann, as_actor):
    actions.change_status(question, status("answered"), actor=acts, at=hours(1))
    actions.change_status(now(question), status("completed"), actor=acts, at=hours(3))
    actions.receive(now(question), said("It is back."), ann, trust="verified", actor=as_actor(ann), at=hours(9))
    actions.reply(now(question), said("Try that."), actor=acts, at=hours(10))
    drain()
    assert waits(question) == naive(question) == [(1, 9), (10, None)]


def test_a_merge_that_was_undone_was_no_wait(question, acts, ann):
    other = actions.open_ticket("The same", ann, actor=acts)
    actions.merge(question, other, actor=acts)
    drain()
    assert len(waits(question)) == 1
    actions.unmerge(now(question), actor=acts)
    drain()
    assert waits(question) == waits(other) == []


def test_a_word_that_is_older_than_our_answer_leaves_no_wait_behind(question, acts, ann, as_actor):
    actions.reply(question, said("Try this."), actor=acts, at=hours(5))
    actions.receive(now(question), said("Late."), ann, trust="verified", actor=as_actor(ann), at=hours(4))
    drain()
    assert waits(question) == []


def test_hearing_an_event_again_changes_nothing(question, acts):
    actions.reply(question, said("Try this."), actor=acts, at=hours(2))
    drain()
    before = list(Wait.objects.values_list())
    for row in Event.objects.of_ticket(question.pk):
        if row.kind in HEARERS:
            hear(row, hours(9))
    assert list(Wait.objects.values_list()) == before


def test_an_event_that_is_heard_late_finds_what_came_after_it(question, acts, ann, as_actor):
    actions.reply(question, said("Try this."), actor=acts, at=hours(2))
    actions.receive(now(question), said("No."), ann, trust="verified", actor=as_actor(ann), at=hours(3))
    actions.reply(now(question), said("Then that."), actor=acts, at=hours(4))
    hear(Event.objects.of_ticket(question.pk).filter(kind="reply-sent").first(), hours(9))
    assert waits(question) == naive(question) == [(2, 3), (4, None)]


def test_every_kind_of_event_that_says_who_waits_for_whom_is_heard():
    touching = {
        name
        for name, kind in REGISTRY.items()
        if issubclass(kind, TicketEvent) and kind.apply is not TicketEvent.apply
        if any(word in inspect.getsource(kind.apply) for word in ("facts.", "awaiting", "silence"))
    }
    assert touching
    assert touching <= MOVING
    assert MOVING - {"ticket-opened"} == set(HEARERS)


def test_the_waits_of_a_desk_that_is_older_are_made_in_steps_and_go_on_where_they_were_stopped(ann, acts, monkeypatch):
    tickets = [actions.open_ticket(f"Question {number}", ann, actor=acts, at=STARTED) for number in range(5)]
    for ticket in tickets:
        actions.reply(ticket, said("Try this."), actor=acts, at=hours(1))
    drain()
    wanted = sorted(Wait.objects.values_list("ticket", "since", "until"))
    assert len(wanted) == 5
    Wait.objects.all().delete()
    WaitProgress.objects.all().delete()
    monkeypatch.setattr(folds, "BATCH", 2)
    assert fill_in(hours(2))  # begins
    assert fill_in(hours(2))
    assert sorted(Wait.objects.values_list("ticket", flat=True)) == sorted(ticket.pk for ticket in tickets[3:])
    while fill_in(hours(2)):
        pass
    assert sorted(Wait.objects.values_list("ticket", "since", "until")) == wanted
    assert not fill_in(hours(3))


def test_a_past_that_is_loaded_brings_its_waits(question, acts):
    actions.change_status(question, status("answered"), actor=acts, at=hours(2))
    drain()
    [loaded] = load([past_of(now(question))])
    assert waits(loaded) == waits(question) == [(2, None)]
