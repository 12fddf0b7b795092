"""Two people at once: one wins, the other is shown who did what, and nobody's words are lost or doubled."""

import time

import pytest
from django.db import transaction

from tests.foundation.racing import begin, finish, race
from tests.tickets.telling import hours, kinds, now, of_type, said, status
from transom.people.actor import SYSTEM
from transom.tickets import actions
from transom.tickets.actions import Refused
from transom.tickets.events import SubjectChanged
from transom.tickets.log import SomethingCameIn, VersionConflict, assert_replays, record
from transom.tickets.messages import Message, Trust
from transom.tickets.models import DirectWriteRefused, Ticket
from transom.workflow.rules import TransitionDenied


def test_of_two_answers_to_the_same_words_one_is_sent(transactional_db, ticket, sue, quinn, as_actor):
    seen = ticket.version
    outcomes = race(
        lambda: actions.reply(ticket, said("From Sue."), actor=as_actor(sue), seen=seen),
        lambda: actions.reply(ticket, said("From Quinn."), actor=as_actor(quinn), seen=seen),
    )
    [won] = [outcome for outcome in outcomes if isinstance(outcome, Message)]
    [stopped] = [outcome for outcome in outcomes if isinstance(outcome, SomethingCameIn)]
    assert str(stopped).startswith(f"{won.author_label} answered")
    assert [event.kind for event in stopped.events] == ["reply-sent", "status-changed"]
    assert kinds(ticket).count("reply-sent") == 1
    assert ticket.messages.count() == 2
    assert_replays(ticket)


def test_of_two_moves_one_lands(transactional_db, ticket, sue, quinn, as_actor):
    outcomes = race(
        lambda: actions.change_status(ticket, status("spam"), actor=as_actor(sue)),
        lambda: actions.change_status(ticket, status("completed"), actor=as_actor(quinn), comment="Done."),
    )
    assert sum(isinstance(outcome, Ticket) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, TransitionDenied) for outcome in outcomes) == 1
    assert kinds(ticket).count("status-changed") == 1
    assert_replays(ticket)


def test_a_verb_that_waits_for_a_move_finds_the_ticket_in_its_new_status(
    transactional_db, ticket, sue, quinn, as_actor
):
    with transaction.atomic():
        actions.change_status(ticket, status("completed"), actor=as_actor(quinn), comment="Done.")
        waiting = begin(lambda: actions.note(ticket, said("Hm."), actor=as_actor(sue)))
        time.sleep(0.3)
    [note] = finish(waiting)
    assert note.text == "Hm."
    assert kinds(ticket)[-2:] == ["status-changed", "note-added"]
    assert_replays(ticket)


def test_the_customer_who_writes_while_it_is_closed_is_heard(transactional_db, ticket, ann, quinn, as_actor):
    with transaction.atomic():
        actions.change_status(ticket, status("completed"), actor=as_actor(quinn), comment="Done.")
        waiting = begin(
            lambda: actions.receive(ticket, said("No!"), ann, trust=Trust.VERIFIED, actor=as_actor(ann), at=hours(1))
        )
        time.sleep(0.3)
    [message] = finish(waiting)
    assert message.ticket == ticket
    assert (now(ticket).status.slug, now(ticket).awaiting_us_since) == ("submitted", hours(1))
    assert_replays(ticket)


def test_a_word_that_waits_for_a_merge_joins_the_ticket_that_goes_on(
    transactional_db, ticket, open_for, ann, quinn, as_actor
):
    onward = open_for(ann)
    with transaction.atomic():
        actions.merge(ticket, onward, actor=as_actor(quinn))
        waiting = begin(lambda: actions.receive(ticket, said("!"), ann, trust=Trust.VERIFIED, actor=as_actor(ann)))
        time.sleep(0.3)
    [message] = finish(waiting)
    assert message.ticket == onward
    assert_replays(ticket)
    assert_replays(onward)


def test_two_merges_of_the_same_pair_end_in_one(transactional_db, ticket, open_for, ann, sue, quinn, as_actor):
    other = open_for(ann)
    outcomes = race(
        lambda: actions.merge(ticket, other, actor=as_actor(sue)),
        lambda: actions.merge(other, ticket, actor=as_actor(quinn)),
    )
    assert sum(isinstance(outcome, Ticket) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 1
    assert Ticket.objects.exclude(merged_into=None).count() == 1
    assert_replays(ticket)
    assert_replays(other)


def test_words_that_come_at_once_are_all_kept(transactional_db, ticket, ann, as_actor):
    def word(text):
        return lambda: actions.receive(ticket, said(text), ann, trust=Trust.VERIFIED, actor=as_actor(ann))

    outcomes = race(*(word(f"Word {count}") for count in range(6)))
    assert all(isinstance(outcome, Message) for outcome in outcomes)
    assert now(ticket).version == 2 + 6
    assert_replays(ticket)


def test_tickets_that_open_at_once_get_different_numbers(transactional_db, ann, as_actor):
    outcomes = race(*[lambda: actions.open_ticket("Fire", ann, actor=as_actor(ann))] * 6)
    assert len({ticket.number for ticket in outcomes}) == 6


INTERRUPTIONS = {
    "word": lambda ticket, ann, quinn, act: actions.receive(
        ticket, said("!"), ann, trust=Trust.VERIFIED, actor=act(ann)
    ),
    "note": lambda ticket, ann, quinn, act: actions.note(ticket, said("Wait."), actor=act(quinn)),
    "move": lambda ticket, ann, quinn, act: actions.change_status(
        ticket, status("answered"), actor=act(quinn), comment="x"
    ),
    "held mail": lambda ticket, ann, quinn, act: actions.hold(ticket, 1, "a@b.example", (), actor=SYSTEM, at=hours(1)),
}
REMARKS = {
    "assignment": lambda ticket, quinn, act: actions.assign(ticket, quinn, actor=act(quinn)),
    "tags": lambda ticket, quinn, act: actions.set_tags(ticket, {"printer"}, actor=act(quinn)),
    "priority": lambda ticket, quinn, act: actions.set_priority(ticket, "urgent", actor=act(quinn), reason="x"),
    "watcher": lambda ticket, quinn, act: actions.watch(ticket, quinn, actor=act(quinn)),
}


@pytest.mark.parametrize("between", INTERRUPTIONS.values(), ids=INTERRUPTIONS)
def test_a_word_a_note_or_a_move_stops_an_answer(ticket, ann, sue, quinn, as_actor, between):
    between(ticket, ann, quinn, as_actor)
    before = kinds(ticket)
    with pytest.raises(SomethingCameIn):
        actions.reply(ticket, said("Water."), actor=as_actor(sue), seen=ticket.version)
    assert kinds(ticket) == before
    assert_replays(ticket)


@pytest.mark.parametrize("between", REMARKS.values(), ids=REMARKS)
def test_what_changes_nothing_that_was_said_stops_no_answer(ticket, sue, quinn, as_actor, between):
    between(ticket, quinn, as_actor)
    actions.reply(ticket, said("Water."), actor=as_actor(sue), seen=ticket.version)
    assert_replays(ticket)


def test_two_assignments_do_stop_each_other(ticket, sue, quinn, as_actor):
    actions.assign(ticket, quinn, actor=as_actor(quinn))
    with pytest.raises(SomethingCameIn, match=f"{quinn.label} took it"):
        actions.assign(ticket, sue, actor=as_actor(sue), seen=ticket.version)
    assert now(ticket).assignee == quinn


def test_a_type_that_changed_stops_another_change_of_type(ticket, sue, quinn, as_actor):
    actions.set_type(ticket, of_type("issue"), actor=as_actor(quinn))
    with pytest.raises(SomethingCameIn):
        actions.set_type(ticket, of_type("idea"), actor=as_actor(sue), seen=ticket.version)


def test_a_ticket_that_was_not_locked_is_not_written(ticket, quinn, as_actor):
    stale = now(ticket)
    actions.set_subject(ticket, "Newer", actor=as_actor(quinn))
    with pytest.raises(VersionConflict), transaction.atomic():
        record(stale, SubjectChanged(to="Older", previous=stale.subject), actor=as_actor(quinn))
    assert now(ticket).subject == "Newer"
    assert_replays(ticket)


def test_a_ticket_is_written_in_no_other_way(ticket):
    rows = Ticket.objects.filter(pk=ticket.pk)
    for write in (
        ticket.save,
        ticket.delete,
        rows.delete,
        lambda: rows.update(subject="x"),
        lambda: Ticket.objects.bulk_create([Ticket()]),
        lambda: Ticket.objects.bulk_update([ticket], ["subject"]),
        lambda: Ticket.objects.create(subject="x"),
    ):
        with pytest.raises(DirectWriteRefused):
            write()
