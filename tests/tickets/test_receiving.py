"""A word from outside is never refused: it joins the ticket, reopens it, or opens a ticket that follows."""

import pytest

from tests.tickets.telling import STARTED, hours, kinds, last, now, of_type, said, status
from transom.people import actor as actors
from transom.tickets import actions
from transom.tickets.actions import NotAllowed
from transom.tickets.events import MessageReceived
from transom.tickets.links import Relation
from transom.tickets.log import assert_replays
from transom.tickets.messages import Message, Trust
from transom.workflow.models import Requirement, Transition, Trigger


@pytest.fixture
def hears(as_actor):
    def word(ticket, who, text="And now it smokes.", *, at=None, trust=Trust.VERIFIED, **words):
        return actions.receive(ticket, said(text, **words), who, trust=trust, actor=as_actor(who), at=at)

    return word


@pytest.fixture
def closed(ticket, quinn, as_actor):
    return actions.change_status(ticket, status("completed"), actor=as_actor(quinn), comment="Done.", at=hours(1))


def test_a_word_joins_the_ticket(ticket, ann, hears):
    message = hears(ticket, ann, at=hours(1), message_id="two@acme.example", references=("one@acme.example",))
    told = last(ticket)
    assert isinstance(told, MessageReceived)
    assert (told.message, told.author, told.counts) == (message.pk, ann.label, True)
    assert told.references == ("two@acme.example", "one@acme.example")
    assert (message.ticket, message.contact, message.author_label) == (ticket, ann, ann.label)
    assert now(ticket).snippet == "And now it smokes."
    assert_replays(ticket)


def test_the_oldest_unanswered_word_is_what_counts(ticket, ann, hears):
    hears(ticket, ann, at=hours(5))
    assert now(ticket).awaiting_us_since == STARTED
    assert_replays(ticket)


def test_a_mail_that_waited_is_owed_from_when_it_was_received(ticket, ann, hears):
    hears(ticket, ann, at=hours(-3))
    assert now(ticket).awaiting_us_since == hours(-3)
    assert_replays(ticket)


def test_automatic_mail_is_kept_but_moves_nothing_and_is_owed_nothing(closed, ann, hears):
    before = now(closed)
    message = hears(closed, ann, "I am on holiday.", trust=Trust.AUTOMATED, at=hours(2))
    after = now(closed)
    assert (message.ticket, last(closed).counts) == (closed, False)
    assert (after.status, after.awaiting_us_since, after.snippet) == (before.status, None, before.snippet)
    assert_replays(closed)


def test_the_customers_word_reopens_a_closed_ticket_through_the_workflow(closed, ann, hears):
    message = hears(closed, ann, at=hours(2))
    after = now(closed)
    assert message.ticket == closed
    assert kinds(closed)[-2:] == ["message-received", "status-changed"]
    assert (after.status.slug, after.awaiting_us_since) == ("submitted", hours(2))
    assert last(closed).origin.label == "Completed"
    assert_replays(closed)


def _forget(**columns):
    """An admin takes the way back out of the path."""
    ways = Transition.objects.filter(from_status__slug="completed", trigger=Trigger.CUSTOMER_WORD)
    assert ways.update(**columns)


@pytest.mark.parametrize(
    "columns",
    [
        {"trigger": Trigger.NONE},
        {"roles": ["supporter"]},
        {"requires": [Requirement.ASSIGNEE]},
    ],
    ids=["no trigger", "not the customer's", "asks for what a word cannot bring"],
)
def test_where_there_is_no_way_back_it_opens_a_ticket_that_follows(closed, ann, hears, columns):
    _forget(**columns)
    message = hears(closed, ann, "It burns again.", at=hours(2))
    made = message.ticket
    assert made != closed
    assert made.links.get().relation == Relation.FOLLOWS
    assert made.links.get().other == closed
    assert (now(made).awaiting_us_since, now(made).mailbox, now(made).subject) == (
        hours(2),
        closed.mailbox,
        closed.subject,
    )
    assert now(closed).is_closed
    assert_replays(made)
    assert_replays(closed)


def test_a_way_back_that_asks_for_a_comment_has_one_in_the_word(closed, ann, hears):
    _forget(requires=[Requirement.COMMENT])
    assert hears(closed, ann, at=hours(2)).ticket == closed
    assert not now(closed).is_closed


def test_an_open_ticket_that_cannot_move_by_a_word_takes_it_all_the_same(ticket, ann, hears, quinn, as_actor):
    actions.reply(ticket, said("Try now."), actor=as_actor(quinn), at=hours(1))
    Transition.objects.filter(from_status__slug="answered").update(requires=[Requirement.ASSIGNEE])
    message = hears(ticket, ann, at=hours(2))
    assert message.ticket == ticket
    assert (now(ticket).status.slug, now(ticket).awaiting_us_since) == ("answered", hours(2))
    assert_replays(ticket)


def test_spam_is_not_reopened_by_writing_again(ticket, ann, hears, quinn, as_actor):
    actions.change_status(ticket, status("spam"), actor=as_actor(quinn))
    message = hears(ticket, ann)
    assert message.ticket != ticket
    assert now(ticket).status.slug == "spam"


def test_a_word_on_a_merged_ticket_joins_the_one_that_goes_on(ticket, open_for, ann, hears, quinn, as_actor):
    onward = open_for(ann)
    actions.merge(ticket, onward, actor=as_actor(quinn))
    message = hears(ticket, ann)
    assert message.ticket == onward
    assert_replays(ticket)
    assert_replays(onward)


def test_a_reference_stays_with_the_ticket_that_had_it_first(ticket, open_for, ann, hears):
    other = open_for(ann)
    hears(ticket, ann, message_id="one@acme.example")
    hears(other, ann, message_id="two@acme.example", references=("one@acme.example",))
    assert last(other).references == ("two@acme.example",)
    assert_replays(ticket)
    assert_replays(other)


def test_a_person_who_may_not_see_the_ticket_brings_no_word(ticket, ann, olga):
    with pytest.raises(NotAllowed):
        actions.receive(ticket, said("x"), ann, trust=Trust.VERIFIED, actor=actors.person(olga))
    assert Message.objects.filter(ticket=ticket).count() == 1


def test_an_issue_that_cannot_be_replicated_goes_back_to_review_by_a_word(ticket, ann, hears, tess, as_actor):
    tester = as_actor(tess)
    actions.set_type(ticket, of_type("issue"), actor=tester)
    actions.change_status(ticket, status("in-review"), actor=tester)
    actions.change_status(ticket, status("cannot-replicate"), actor=tester, comment="Works here.")
    hears(ticket, ann)
    assert now(ticket).status.slug == "in-review"
    assert_replays(ticket)
