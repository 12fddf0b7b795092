"""A status changes as the workflow's rows allow, and tells under which version of them it did."""

import pytest

from tests.tickets.telling import hours, kinds, last, now, of_type, said, status
from transom.people import actor as actors
from transom.people.actor import CLOCK
from transom.tickets import actions
from transom.tickets.actions import NotAllowed
from transom.tickets.events import Ref
from transom.tickets.log import assert_replays
from transom.workflow.rules import TransitionDenied


def test_a_move_is_told_with_its_labels_and_the_version_of_the_path(ticket, quinn, as_actor):
    actions.change_status(ticket, status("completed"), actor=as_actor(quinn), comment=" By phone. ", at=hours(1))
    told = last(ticket)
    assert (told.origin, told.to) == (Ref.to(status("submitted")), Ref.to(status("completed")))
    assert (told.comment, told.workflow_version, told.category) == ("By phone.", 1, "closed")
    assert told.sentence() == "moved it from Submitted to Completed"
    assert (now(ticket).status.slug, now(ticket).is_closed) == ("completed", True)
    assert_replays(ticket)


@pytest.mark.parametrize(
    ("to", "comment", "sentence"),
    [
        ("client-testing", "x", "There is no way from Submitted to Client testing. From here it goes to: "),
        ("completed", " ", "Say why in a comment."),
        ("merged", "x", "Name the ticket to merge it into."),
        ("submitted", "x", "There is no way from Submitted to Submitted."),
    ],
)
def test_a_move_that_the_path_does_not_allow_is_denied_with_a_sentence(ticket, quinn, as_actor, to, comment, sentence):
    with pytest.raises(TransitionDenied) as denied:
        actions.change_status(ticket, status(to), actor=as_actor(quinn), comment=comment)
    assert str(denied.value).startswith(sentence)
    assert kinds(ticket)[-1] == "message-received"


def test_who_may_not_is_told_who_may(ticket, rolf, as_actor):
    with pytest.raises(TransitionDenied, match="Only Supporter or Queue manager may move this from Submitted to Spam"):
        actions.change_status(ticket, status("spam"), actor=as_actor(rolf))


def test_starting_work_asks_for_someone_who_does_it(ticket, quinn, dev, tess, as_actor):
    actions.set_type(ticket, of_type("issue"), actor=as_actor(quinn))
    for slug in ("in-review", "approved"):
        actions.change_status(ticket, status(slug), actor=as_actor(tess))
    actions.assign(ticket, None, actor=as_actor(dev))
    with pytest.raises(TransitionDenied, match="Assign it"):
        actions.change_status(ticket, status("in-progress"), actor=as_actor(dev))
    actions.assign(ticket, dev, actor=as_actor(dev))
    actions.change_status(ticket, status("in-progress"), actor=as_actor(dev))
    assert now(ticket).status.slug == "in-progress"
    assert_replays(ticket)


def test_the_customer_moves_what_is_theirs_to_move(ticket, ann, sue, as_actor):
    actions.reply(ticket, said("Water."), actor=as_actor(sue))
    actions.change_status(ticket, status("completed"), actor=as_actor(ann))
    assert now(ticket).is_closed
    assert_replays(ticket)


def test_the_clock_closes_with_a_word_why_and_may_do_nothing_else(ticket):
    with pytest.raises(TransitionDenied):
        actions.change_status(ticket, status("completed"), actor=CLOCK, comment="x")
    with pytest.raises(TransitionDenied, match="comment"):
        actions.change_status(ticket, status("closed-without-answer"), actor=CLOCK)
    actions.change_status(ticket, status("closed-without-answer"), actor=CLOCK, comment="7 days of silence.")
    assert now(ticket).is_closed
    assert_replays(ticket)


def test_who_may_not_see_it_hears_that_there_is_no_such_ticket(ticket, olga):
    with pytest.raises(NotAllowed, match="no such ticket"):
        actions.change_status(ticket, status("completed"), actor=actors.person(olga), comment="x")
