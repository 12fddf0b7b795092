"""Two tickets become one, one becomes two, two know of each other: nothing that was said or owed is lost on the way."""

import pytest

from tests.tickets.telling import STARTED, hours, kinds, last, now, of_type, said, status
from transom.customers.models import Contact
from transom.foundation.addresses import Address
from transom.tickets import actions
from transom.tickets.actions import Refused
from transom.tickets.links import Relation
from transom.tickets.log import SomethingCameIn, assert_replays
from transom.tickets.messages import Trust
from transom.tickets.owed import owed_without
from transom.workflow.models import Transition
from transom.workflow.rules import TransitionDenied


@pytest.fixture
def bo(ann):
    return Contact.objects.find_or_make(Address("Bo Berg", "bo@acme.example"))


@pytest.fixture
def writes(as_actor):
    def word(ticket, who, text, at, **words):
        return actions.receive(ticket, said(text, **words), who, trust=Trust.VERIFIED, actor=as_actor(who), at=at)

    return word


def both_replay(*tickets):
    for ticket in tickets:
        assert_replays(ticket)
        assert now(ticket).awaiting_us_since == owed_without(ticket).awaiting_us_since


def test_merging_moves_everything_that_was_said(ticket, open_for, bo, sue, as_actor, writes):
    other = open_for(bo, "Here too.", at=hours(1))
    writes(other, bo, "And now?", hours(2), message_id="bo@acme.example")
    note = actions.note(other, said("Same building."), actor=as_actor(sue))
    assert actions.merge(other, ticket, actor=as_actor(sue)) == ticket
    assert [message.text for message in ticket.messages.all()] == ["It is broken.", "Here too.", "And now?"]
    assert list(ticket.notes.all()) == [note]
    assert ticket.thread_references.get().message_id == "bo@acme.example"
    assert not other.messages.exists()
    assert (kinds(other)[-1], kinds(ticket)[-1]) == ("merged-into", "merged-in")
    both_replay(ticket, other)


def test_the_merged_number_leads_on(ticket, open_for, bo, sue, as_actor):
    other = open_for(bo)
    actions.merge(other, ticket, actor=as_actor(sue))
    ended = now(other)
    assert (ended.merged_into, ended.status.slug, ended.is_closed) == (ticket, "merged", True)
    assert (ended.awaiting_us_since, ended.awaiting_customer_since) == (None, None)
    assert last(other).into.label == str(ticket)


def test_who_asked_and_who_watched_there_watches_here(ticket, open_for, ann, bo, quinn, sue, as_actor):
    other = open_for(bo)
    actions.watch(other, quinn, actor=as_actor(sue))
    actions.watch(other, ann, actor=as_actor(sue))
    actions.merge(other, ticket, actor=as_actor(sue))
    watching = {watcher.user or watcher.contact for watcher in ticket.watchers.all()}
    assert watching == {quinn, bo}  # Ann asked here herself
    both_replay(ticket, other)


def test_what_was_owed_there_is_owed_here_and_since_then(ticket, open_for, bo, sue, as_actor):
    older = open_for(bo, at=hours(-5))
    actions.merge(older, ticket, actor=as_actor(sue))
    assert now(ticket).awaiting_us_since == hours(-5)
    both_replay(ticket, older)


def test_an_answered_ticket_stays_answered_when_one_without_need_joins(ticket, open_for, bo, sue, as_actor):
    other = open_for(bo, at=hours(1))
    for each in (ticket, other):
        actions.reply(each, said("Water."), actor=as_actor(sue), at=hours(3))
    actions.merge(other, ticket, actor=as_actor(sue))
    assert (now(ticket).awaiting_us_since, now(ticket).awaiting_customer_since) == (None, hours(3))
    both_replay(ticket, other)


def test_merging_into_itself_a_closed_or_a_merged_one_is_refused(ticket, open_for, bo, quinn, as_actor):
    other, third = open_for(bo), open_for(bo)
    quinn = as_actor(quinn)
    with pytest.raises(Refused, match="itself"):
        actions.merge(ticket, ticket, actor=quinn)
    actions.change_status(other, status("completed"), actor=quinn, comment="Done.")
    with pytest.raises(Refused, match="Reopen it first"):
        actions.merge(ticket, other, actor=quinn)
    actions.merge(third, ticket, actor=quinn)
    for one, into in ((third, ticket), (ticket, third)):
        with pytest.raises(Refused, match="merged into"):
            actions.merge(one, into, actor=quinn)
    both_replay(ticket, other, third)


def test_merging_asks_the_workflow(ticket, open_for, bo, sue, as_actor):
    other = open_for(bo)
    Transition.objects.filter(from_status__slug="submitted", to_status__slug="merged").update(roles=["qa"])
    with pytest.raises(TransitionDenied, match="Only QA may"):
        actions.merge(other, ticket, actor=as_actor(sue))
    Transition.objects.filter(from_status__slug="submitted", to_status__slug="merged").delete()
    with pytest.raises(TransitionDenied, match="cannot be merged"):
        actions.merge(other, ticket, actor=as_actor(sue))
    assert kinds(other) == kinds(ticket) == ["ticket-opened", "message-received"]


def test_merging_what_somebody_wrote_on_meanwhile_is_stopped(ticket, open_for, bo, sue, as_actor, writes):
    other = open_for(bo)
    writes(other, bo, "Wait, it is different.", hours(1))
    with pytest.raises(SomethingCameIn):
        actions.merge(other, ticket, actor=as_actor(sue), seen=other.version)
    assert now(other).merged_into is None


def test_a_chain_of_merges_leads_to_its_end(ticket, open_for, ann, bo, sue, as_actor, writes):
    second, third = open_for(bo), open_for(bo)
    actions.merge(ticket, second, actor=as_actor(sue))
    actions.merge(second, third, actor=as_actor(sue))
    assert writes(ticket, ann, "Hello?", hours(9)).ticket == third
    assert third.messages.count() == 4
    both_replay(ticket, second, third)


def test_splitting_makes_a_ticket_of_some_messages(ticket, bo, sue, as_actor, writes):
    off = writes(ticket, bo, "My screen flickers.", hours(1), message_id="bo@acme.example")
    made = actions.split(ticket, [off], "Flickering", actor=as_actor(sue))
    assert (made.subject, made.requester, made.mailbox, made.ticket_type) == (
        "Flickering",
        bo,
        ticket.mailbox,
        ticket.ticket_type,
    )
    assert list(made.messages.all()) == [off]
    assert made.thread_references.get().message_id == "bo@acme.example"
    assert (made.links.get().other, made.links.get().relation) == (ticket, Relation.SPLIT_FROM)
    assert now(made).snippet == "My screen flickers."
    assert (kinds(ticket)[-1], kinds(made)) == ("split-off", ["ticket-opened", "split-from"])
    both_replay(ticket, made)


def test_each_side_owes_what_its_own_words_are_owed(ticket, ann, sue, as_actor, writes):
    later = writes(ticket, ann, "Another thing.", hours(4))
    made = actions.split(ticket, [later], "Another thing", actor=as_actor(sue))
    assert (now(ticket).awaiting_us_since, now(made).awaiting_us_since) == (STARTED, hours(4))
    both_replay(ticket, made)


def test_the_oldest_word_takes_its_need_along(ticket, ann, sue, as_actor, writes):
    writes(ticket, ann, "Another thing.", hours(4))
    made = actions.split(ticket, [ticket.messages.first()], "The first", actor=as_actor(sue))
    assert (now(ticket).awaiting_us_since, now(made).awaiting_us_since) == (hours(4), STARTED)
    both_replay(ticket, made)


def test_a_word_that_was_answered_is_owed_on_neither_side(ticket, ann, sue, as_actor, writes):
    actions.reply(ticket, said("Water."), actor=as_actor(sue), at=hours(6))
    writes(ticket, ann, "A mail that waited.", hours(-1))
    made = actions.split(ticket, [ticket.messages.get(text="It is broken.")], "Old", actor=as_actor(sue))
    assert (now(ticket).awaiting_us_since, now(made).awaiting_us_since) == (hours(-1), None)
    both_replay(ticket, made)


def test_a_word_that_came_by_a_merge_can_leave_again(ticket, open_for, bo, sue, as_actor):
    other = open_for(bo, "Mine.", at=hours(-5))
    actions.merge(other, ticket, actor=as_actor(sue))
    made = actions.split(ticket, [ticket.messages.get(text="Mine.")], "Apart after all", actor=as_actor(sue))
    assert (now(ticket).awaiting_us_since, now(made).awaiting_us_since) == (STARTED, hours(-5))
    both_replay(ticket, made, other)


def test_the_customers_silence_goes_on_as_if_the_word_had_never_come(ticket, bo, sue, as_actor, writes):
    actions.reply(ticket, said("Does it work?"), actor=as_actor(sue), at=hours(1))
    off = writes(ticket, bo, "Something else.", hours(2))
    actions.split(ticket, [off], "Else", actor=as_actor(sue))
    assert (now(ticket).awaiting_us_since, now(ticket).awaiting_customer_since) == (None, hours(1))
    both_replay(ticket)


def test_splitting_off_nothing_everything_or_anothers_is_refused(ticket, open_for, ann, sue, as_actor, writes):
    writes(ticket, ann, "More.", hours(1))
    foreign = open_for(ann).messages.get()
    for chosen in ([], list(ticket.messages.all()), [ticket.messages.first(), foreign]):
        with pytest.raises(Refused):
            actions.split(ticket, chosen, "x", actor=as_actor(sue))
    assert kinds(ticket)[-1] == "message-received"
    assert_replays(ticket)


def test_a_split_without_a_subject_keeps_the_old_one(ticket, ann, sue, as_actor, writes):
    off = writes(ticket, ann, "More.", hours(1))
    assert actions.split(ticket, [off], "  ", actor=as_actor(sue)).subject == ticket.subject


def test_an_issue_is_split_into_an_issue(ticket, ann, sue, as_actor, writes):
    actions.set_type(ticket, of_type("issue"), actor=as_actor(sue))
    off = writes(ticket, ann, "More.", hours(1))
    assert actions.split(ticket, [off], "", actor=as_actor(sue)).ticket_type.slug == "issue"


def test_tickets_are_linked_once(ticket, open_for, ann, sue, as_actor):
    other = open_for(ann)
    for _ in range(2):
        actions.link(ticket, other, "follows", actor=as_actor(sue))
    assert ticket.links.get().other == other
    assert last(ticket).sentence() == f"noted that this follows {other}"
    assert_replays(ticket)
