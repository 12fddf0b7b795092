"""The facts that clocks and queues read: who waits for whom, since when, and in what order tickets stand."""

import pytest

from tests.tickets.telling import STARTED, hours, last, now, of_type, said, status
from transom.people.actor import CLOCK
from transom.tickets import actions
from transom.tickets.actions import Refused
from transom.tickets.events import NoAnswerNeeded
from transom.tickets.log import assert_replays
from transom.tickets.messages import Trust
from transom.tickets.models import Priority, Ticket
from transom.workflow.models import Status


@pytest.fixture
def acts(quinn, as_actor):
    return as_actor(quinn)


@pytest.fixture
def writes(ann, as_actor):
    def word(ticket, at, trust=Trust.VERIFIED):
        return actions.receive(ticket, said("Hello?"), ann, trust=trust, actor=as_actor(ann), at=at)

    return word


def test_each_word_after_an_answer_begins_to_wait_anew(ticket, acts, writes):
    actions.reply(ticket, said("Water."), actor=acts, at=hours(1))
    writes(ticket, hours(2))
    writes(ticket, hours(3))
    assert now(ticket).awaiting_us_since == hours(2)
    assert_replays(ticket)


def test_no_answer_needed_clears_what_is_owed(ticket, acts):
    actions.no_answer_needed(ticket, actor=acts)
    assert last(ticket) == NoAnswerNeeded()
    assert (now(ticket).awaiting_us_since, now(ticket).first_replied_at) == (None, None)
    assert_replays(ticket)
    with pytest.raises(Refused):
        actions.no_answer_needed(ticket, actor=acts)


def test_closing_clears_what_is_owed_on_both_sides(ticket, acts, writes):
    actions.reply(ticket, said("Water."), actor=acts, at=hours(1))
    actions.change_status(ticket, status("completed"), actor=acts, at=hours(2))
    assert (now(ticket).awaiting_us_since, now(ticket).awaiting_customer_since) == (None, None)
    assert now(ticket).status_since == hours(2)
    assert_replays(ticket)


def test_a_note_or_an_assignment_answers_nobody(ticket, acts, quinn):
    actions.note(ticket, said("Hm."), actor=acts)
    actions.assign(ticket, quinn, actor=acts)
    assert now(ticket).awaiting_us_since == STARTED


def test_automatic_mail_does_not_end_our_waiting(ticket, acts, writes):
    actions.reply(ticket, said("Water."), actor=acts, at=hours(1))
    writes(ticket, hours(2), Trust.AUTOMATED)
    assert now(ticket).awaiting_customer_since == hours(1)
    assert_replays(ticket)


def test_a_customers_word_ends_our_waiting(ticket, acts, writes):
    actions.reply(ticket, said("Water."), actor=acts, at=hours(1))
    writes(ticket, hours(2))
    assert now(ticket).awaiting_customer_since is None


def test_a_move_to_work_of_ours_ends_the_customers_silence(ticket, acts, tess, as_actor):
    actions.set_type(ticket, of_type("issue"), actor=acts)
    actions.change_status(ticket, status("in-review"), actor=acts)
    actions.reply(ticket, said("Which printer?"), actor=acts, at=hours(1))
    assert now(ticket).awaiting_customer_since == hours(1)
    actions.change_status(ticket, status("approved"), actor=as_actor(tess), at=hours(2))
    assert now(ticket).awaiting_customer_since is None
    assert_replays(ticket)


def test_a_status_that_waits_for_the_customer_asks_them(ticket, acts, tess, as_actor):
    actions.set_type(ticket, of_type("issue"), actor=acts)
    actions.no_answer_needed(ticket, actor=acts)
    actions.change_status(ticket, status("in-review"), actor=acts, at=hours(1))
    actions.change_status(ticket, status("client-testing"), actor=as_actor(tess), at=hours(2))
    assert now(ticket).awaiting_customer_since == hours(2)
    assert_replays(ticket)


def test_a_closed_status_counts_no_silence_whatever_its_row_says(ticket, acts):
    Status.objects.filter(slug="completed").update(silence_counts=True)
    actions.change_status(ticket, status("completed"), actor=acts, comment="Done.")
    actions.reply(ticket, said("Goodbye."), actor=acts)
    assert now(ticket).awaiting_customer_since is None
    assert_replays(ticket)


def test_moving_remembers_since_when_and_other_changes_do_not(ticket, acts):
    actions.set_type(ticket, of_type("issue"), actor=acts)
    actions.change_status(ticket, status("in-review"), actor=acts, at=hours(3))
    actions.set_tags(ticket, {"printer"}, actor=acts, at=hours(4))
    assert now(ticket).status_since == hours(3)
    assert now(ticket).last_event_at == hours(4)


def test_what_the_clock_says_moves_no_fact(ticket):
    actions.note(ticket, said("Two days of silence."), actor=CLOCK)
    assert now(ticket).awaiting_us_since == STARTED


def test_urgent_comes_first_and_then_the_longest_need(open_for, ann, acts):
    late, early, urgent = open_for(ann, at=hours(2)), open_for(ann, at=hours(1)), open_for(ann, at=hours(3))
    actions.set_priority(urgent, Priority.URGENT, actor=acts, reason="Fire.")
    assert list(Ticket.objects.order_by("sort_key", "pk")) == [urgent, early, late]
    actions.set_priority(urgent, Priority.NORMAL, actor=acts)
    assert list(Ticket.objects.order_by("sort_key", "pk")) == [early, late, urgent]


def test_a_need_counts_from_the_word_then_our_word_then_the_status(ticket, acts):
    assert ticket.need_since == STARTED
    actions.reply(ticket, said("Water."), actor=acts, at=hours(1))
    assert now(ticket).need_since == hours(1)
    actions.change_status(ticket, status("completed"), actor=acts, at=hours(5))
    assert now(ticket).need_since == hours(5)


def test_closed_tickets_stand_by_when_they_closed_urgent_or_not(open_for, ann, acts):
    first, second = open_for(ann), open_for(ann)
    actions.set_priority(second, Priority.URGENT, actor=acts, reason="Fire.")
    for hour, ticket in enumerate((first, second)):
        actions.change_status(ticket, status("completed"), actor=acts, comment="Done.", at=hours(hour))
    assert list(Ticket.objects.order_by("-sort_key")) == [second, first]
