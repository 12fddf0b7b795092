"""A merge is undone without a trace, until either side moves on."""

import pytest

from tests.tickets.telling import hours, kinds, last, now, said, status
from transom.customers.models import Contact
from transom.foundation.addresses import Address
from transom.people.actor import SYSTEM, person
from transom.tickets import actions
from transom.tickets.actions import NotAllowed, Refused
from transom.tickets.collections import COLLECTIONS
from transom.tickets.log import COLUMNS, SomethingCameIn, assert_replays
from transom.tickets.messages import Message, Note, Trust
from transom.tickets.models import Ticket
from transom.tickets.owed import owed_without
from transom.tickets.undoing import undoable_on
from transom.workflow.models import Transition
from transom.workflow.rules import TransitionDenied

OF_THE_EVENT = {"version", "last_event_at"}


@pytest.fixture
def bo(ann):
    return Contact.objects.find_or_make(Address("Bo Berg", "bo@acme.example"))


@pytest.fixture
def other(open_for, bo):
    return open_for(bo, "Here too.", at=hours(1))


@pytest.fixture
def writes(as_actor):
    def word(ticket, who, text, at, **words):
        return actions.receive(ticket, said(text, **words), who, trust=Trust.VERIFIED, actor=as_actor(who), at=at)

    return word


def rows_of(*tickets):
    """Everything of these tickets: columns, sets, where each word is, and what is owed."""
    found = {}
    for ticket in tickets:
        row = now(ticket)
        columns = {name: getattr(row, name) for name in COLUMNS if name not in OF_THE_EVENT}
        sets = {name: collection.read(row) for name, collection in COLLECTIONS.items()}
        found[ticket.pk] = columns, sets, owed_without(row)
    words = sorted(Message.objects.values_list("pk", "ticket")), sorted(Note.objects.values_list("pk", "ticket"))
    return found, words


def replays(*tickets):
    for ticket in tickets:
        assert_replays(ticket)
        row = now(ticket)
        assert (row.awaiting_us_since, row.awaiting_customer_since, row.held_since) == owed_without(row)[1:]


def untouched(ticket, other, writes, ann, bo, sue, quinn):
    pass


def answered(ticket, other, writes, ann, bo, sue, quinn):
    actions.reply(ticket, said("Water."), actor=sue, at=hours(3))


def answered_there(ticket, other, writes, ann, bo, sue, quinn):
    actions.reply(other, said("Water."), actor=sue, at=hours(3))


def sorted_there(ticket, other, writes, ann, bo, sue, quinn):
    actions.set_priority(other, "urgent", actor=sue, reason="Fire.")
    actions.set_tags(other, {"printer"}, actor=sue)
    actions.assign(other, quinn, actor=sue)
    actions.change_status(other, status("answered"), actor=sue, comment="Looking.", at=hours(2))


def watched_on_both(ticket, other, writes, ann, bo, sue, quinn):
    for one in (ticket, other):
        actions.watch(one, quinn, actor=sue)
    actions.watch(ticket, bo, actor=sue)


def noted_and_referred_to(ticket, other, writes, ann, bo, sue, quinn):
    actions.note(other, said("Same building."), actor=sue)
    writes(other, bo, "More.", hours(4), message_id="bo@acme.example", references=("a@acme.example",))


def held_there(ticket, other, writes, ann, bo, sue, quinn):
    actions.hold(other, 7, "eve@other.example", ("eve@other.example",), actor=SYSTEM, at=hours(0.5))


def merged_before(ticket, other, writes, ann, bo, sue, quinn):
    third = actions.open_ticket("Third", ann, actor=sue)
    writes(third, ann, "And here.", hours(2))
    actions.merge(third, other, actor=sue)


def closed_and_reopened(ticket, other, writes, ann, bo, sue, quinn):
    actions.change_status(other, status("completed"), actor=person(quinn), comment="Done.", at=hours(2))
    writes(other, bo, "Not at all.", hours(5))


STORIES = [
    untouched,
    answered,
    answered_there,
    sorted_there,
    watched_on_both,
    noted_and_referred_to,
    held_there,
    merged_before,
    closed_and_reopened,
]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_an_undone_merge_leaves_every_row_as_it_was(story, ticket, other, writes, ann, bo, sue, quinn, as_actor):
    story(ticket, other, writes, ann, bo, as_actor(sue), quinn)
    before = rows_of(ticket, other)
    actions.merge(other, ticket, actor=as_actor(sue))
    assert rows_of(ticket, other) != before
    assert actions.unmerge(now(other), actor=as_actor(sue)) == other
    assert rows_of(ticket, other) == before
    assert (kinds(other)[-1], kinds(ticket)[-1]) == ("unmerged-from", "unmerged")
    replays(ticket, other)


def test_both_live_on_as_if_they_had_never_met(ticket, other, writes, ann, bo, sue, as_actor):
    actions.merge(other, ticket, actor=as_actor(sue))
    actions.unmerge(now(other), actor=as_actor(sue))
    writes(other, bo, "And now?", hours(6))
    actions.split(now(other), [other.messages.first()], "Apart", actor=as_actor(sue))
    assert (now(ticket).awaiting_us_since, now(other).awaiting_us_since) == (hours(0), hours(6))
    replays(ticket, other)


def test_it_can_be_merged_and_undone_again(ticket, other, sue, as_actor):
    before = rows_of(ticket, other)
    for _ in range(2):
        actions.merge(now(other), now(ticket), actor=as_actor(sue))
        actions.unmerge(now(other), actor=as_actor(sue))
    assert rows_of(ticket, other) == before
    replays(ticket, other)


def test_two_merges_are_undone_last_first(ticket, other, open_for, ann, sue, as_actor):
    third = open_for(ann, "Me again.", at=hours(2))
    before = rows_of(ticket, other, third)
    for one in (other, third):
        actions.merge(one, ticket, actor=as_actor(sue))
    with pytest.raises(Refused, match="gone on"):
        actions.unmerge(now(other), actor=as_actor(sue))
    for one in (third, other):
        actions.unmerge(now(one), actor=as_actor(sue))
    assert rows_of(ticket, other, third) == before
    replays(ticket, other, third)


@pytest.mark.parametrize(
    "goes_on",
    [
        lambda ticket, ann, sue, writes: writes(ticket, ann, "Hello?", hours(9)),
        lambda ticket, ann, sue, writes: actions.reply(ticket, said("Water."), actor=sue),
        lambda ticket, ann, sue, writes: actions.note(ticket, said("Hm."), actor=sue),
        lambda ticket, ann, sue, writes: actions.change_status(ticket, status("answered"), actor=sue),
        lambda ticket, ann, sue, writes: actions.no_answer_needed(ticket, actor=sue),
        lambda ticket, ann, sue, writes: actions.split(ticket, [ticket.messages.last()], "Apart", actor=sue),
        lambda ticket, ann, sue, writes: actions.hold(ticket, 9, "e@e.example", (), actor=SYSTEM, at=hours(9)),
    ],
    ids=["word", "answer", "note", "move", "no answer", "split", "held mail"],
)
def test_a_step_on_ends_it(goes_on, ticket, other, ann, sue, as_actor, writes):
    actions.merge(other, ticket, actor=as_actor(sue))
    goes_on(now(ticket), ann, as_actor(sue), writes)
    after = rows_of(ticket, other)
    with pytest.raises(Refused, match="the merge stays"):
        actions.unmerge(now(other), actor=as_actor(sue))
    assert undoable_on(ticket) is None
    assert rows_of(ticket, other) == after
    replays(ticket, other)


def test_a_word_to_the_merged_number_is_a_word_on_the_other(ticket, other, bo, sue, as_actor, writes):
    actions.merge(other, ticket, actor=as_actor(sue))
    assert writes(other, bo, "Hello?", hours(9)).ticket == ticket
    with pytest.raises(Refused, match="the merge stays"):
        actions.unmerge(now(other), actor=as_actor(sue))


def test_sorting_meanwhile_ends_nothing_and_stays(ticket, other, sue, quinn, as_actor):
    actions.merge(other, ticket, actor=as_actor(sue))
    actions.assign(ticket, quinn, actor=as_actor(sue))
    actions.set_tags(ticket, {"fire"}, actor=as_actor(sue))
    actions.unmerge(now(other), actor=as_actor(sue))
    assert now(ticket).assignee == quinn
    assert ticket.tags.get().name == "fire"
    replays(ticket, other)


def test_an_answer_that_was_kept_back_ends_nothing(ticket, other, sue, as_actor):
    """It was about to leave from the ticket that ended; now its writer looks at both as one."""
    actions.merge(other, ticket, actor=as_actor(sue))
    actions.answer_stopped(ticket, sue, "something came in first.", actor=SYSTEM)
    actions.unmerge(now(other), actor=as_actor(sue))
    replays(ticket, other)


def test_what_is_not_merged_cannot_be_undone(ticket, sue, as_actor):
    with pytest.raises(Refused, match="nothing to undo"):
        actions.unmerge(ticket, actor=as_actor(sue))


def test_who_may_not_merge_may_not_undo(ticket, other, sue, olga, ann, as_actor):
    actions.merge(other, ticket, actor=as_actor(sue))
    Transition.objects.filter(from_status__slug="submitted", to_status__slug="merged").update(roles=["qa"])
    with pytest.raises(TransitionDenied, match="Only QA may"):
        actions.unmerge(now(other), actor=as_actor(sue))
    for outsider in (olga, ann):
        with pytest.raises(NotAllowed):
            actions.unmerge(now(other), actor=as_actor(outsider))
    assert now(other).merged_into == ticket


def test_who_sees_one_side_alone_may_not_undo(ticket, open_for, bo, closed_doors, petra, sue, as_actor):
    hidden = open_for(bo, mailbox=closed_doors)
    actions.merge(hidden, ticket, actor=as_actor(petra))
    with pytest.raises(NotAllowed):
        actions.unmerge(Ticket.objects.get(pk=hidden.pk), actor=as_actor(sue))


def test_the_events_say_what_was_undone(ticket, other, sue, as_actor):
    actions.merge(other, ticket, actor=as_actor(sue))
    actions.unmerge(now(other), actor=as_actor(sue))
    assert last(other).sentence() == f"took it out of {ticket} again"
    assert last(ticket).sentence() == f"undid the merge of {other}"


def test_a_merge_into_what_somebody_wrote_on_meanwhile_is_stopped(ticket, other, ann, sue, as_actor, writes):
    writes(ticket, ann, "Wait.", hours(2))
    with pytest.raises(SomethingCameIn):
        actions.merge(other, ticket, actor=as_actor(sue), into_seen=ticket.version)
    assert now(other).merged_into is None
