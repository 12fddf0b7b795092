"""Our public word: it answers, it is recorded with its message, and it moves the ticket where the path says so."""

import pytest

from tests.tickets.telling import hours, kinds, last, now, of_type, said, status
from transom.foundation.addresses import Address
from transom.people import actor as actors
from transom.people.actor import CLOCK
from transom.tickets import actions
from transom.tickets.actions import NotAllowed, Refused
from transom.tickets.events import ReplySent
from transom.tickets.files import store
from transom.tickets.log import assert_replays
from transom.tickets.messages import Message, Trust
from transom.tickets.words import NewAttachment
from transom.workflow.models import Requirement, Transition


def test_an_answer_goes_to_the_requester_and_answers(ticket, ann, sue, as_actor):
    message = actions.reply(ticket, said("Water helps."), actor=as_actor(sue), at=hours(1))
    told = last(ticket, "reply-sent")
    assert told == ReplySent(
        message=message.pk, to=(ann.label,), snippet="Water helps.", references=(message.message_id,)
    )
    assert message.to == [ann.as_address().header()]
    assert (message.trust, message.user, message.author_label) == (Trust.OURS, sue, sue.label)
    assert message.message_id.endswith("@desk.example")
    after = now(ticket)
    assert (after.awaiting_us_since, after.awaiting_customer_since) == (None, hours(1))
    assert (after.first_replied_at, after.snippet) == (hours(1), "Water helps.")
    assert_replays(ticket)


def test_it_moves_a_question_to_answered(ticket, sue, as_actor):
    actions.reply(ticket, said("Water helps."), actor=as_actor(sue))
    assert kinds(ticket)[-2:] == ["reply-sent", "status-changed"]
    assert now(ticket).status.slug == "answered"
    assert_replays(ticket)


@pytest.mark.parametrize("columns", [{"roles": ["qa"]}, {"requires": [Requirement.ASSIGNEE]}])
def test_a_move_that_the_path_does_not_allow_never_stops_an_answer(ticket, sue, as_actor, columns):
    Transition.objects.filter(from_status__slug="submitted", to_status__slug="answered").update(**columns)
    actions.reply(ticket, said("Water helps."), actor=as_actor(sue))
    assert kinds(ticket)[-1] == "reply-sent"
    assert now(ticket).status.slug == "submitted"
    assert_replays(ticket)


def test_others_can_be_written_to_and_put_in_copy(ticket, sue, as_actor):
    message = actions.reply(
        ticket,
        said("Hello."),
        actor=as_actor(sue),
        to=(Address("Bo", "bo@acme.example"),),
        cc=(Address("", "cy@acme.example"),),
    )
    assert (message.to, message.cc) == (["Bo <bo@acme.example>"], ["cy@acme.example"])
    assert last(ticket, "reply-sent").to == ("Bo",)


def test_an_answer_that_expects_none_waits_for_nobody(ticket, sue, as_actor):
    actions.reply(ticket, said("You are welcome."), actor=as_actor(sue), expects_answer=False)
    assert (now(ticket).awaiting_us_since, now(ticket).awaiting_customer_since) == (None, None)
    assert_replays(ticket)


def test_the_customers_silence_counts_only_where_the_status_says_so(ticket, sue, dev, tess, as_actor):
    tester = as_actor(tess)
    actions.set_type(ticket, of_type("issue"), actor=tester)
    for slug in ("in-review", "approved"):
        actions.change_status(ticket, status(slug), actor=tester)
    actions.reply(ticket, said("We are on it."), actor=as_actor(sue))
    assert now(ticket).awaiting_customer_since is None
    assert_replays(ticket)


def test_the_first_answer_is_remembered_once(ticket, sue, as_actor):
    actions.reply(ticket, said("One."), actor=as_actor(sue), at=hours(1))
    actions.reply(ticket, said("Two."), actor=as_actor(sue), at=hours(2))
    after = now(ticket)
    assert (after.first_replied_at, after.awaiting_customer_since) == (hours(1), hours(2))
    assert_replays(ticket)


def test_automatic_mail_answers_nobody(ticket, as_actor, ann):
    actions.reply(ticket, said("We have it."), actor=CLOCK, at=hours(1))
    after = now(ticket)
    assert last(ticket).automatic
    assert (after.awaiting_us_since, after.first_replied_at) == (ticket.awaiting_us_since, None)
    assert (after.status.slug, after.snippet) == ("submitted", "It is broken.")
    assert_replays(ticket)


def test_an_automatic_follow_up_does_not_begin_the_silence_anew(ticket, sue, as_actor):
    actions.reply(ticket, said("Does it work?"), actor=as_actor(sue), at=hours(1))
    actions.reply(ticket, said("Does it?"), actor=CLOCK, at=hours(49))
    assert now(ticket).awaiting_customer_since == hours(1)
    assert_replays(ticket)


def test_an_empty_answer_is_refused_but_a_file_says_enough(ticket, sue, as_actor):
    with pytest.raises(Refused, match="empty"):
        actions.reply(ticket, said("  \n"), actor=as_actor(sue))
    file = NewAttachment(store(b"manual"), "manual.pdf", "application/pdf")
    message = actions.reply(ticket, said("", attachments=(file,)), actor=as_actor(sue))
    assert [attached.filename for attached in message.attachments.all()] == ["manual.pdf"]
    assert_replays(ticket)


def test_an_answer_that_nobody_would_get_is_refused(ticket, ann, sue, as_actor):
    ann.addresses.all().delete()
    with pytest.raises(Refused, match="no address"):
        actions.reply(ticket, said("Hello."), actor=as_actor(sue))
    assert Message.objects.filter(ticket=ticket).count() == 1


def test_only_people_of_the_desk_answer(ticket, ann, olga, as_actor):
    for outsider in (actors.person(olga), as_actor(ann)):
        with pytest.raises(NotAllowed):
            actions.reply(ticket, said("Hello."), actor=outsider)
    assert "reply-sent" not in kinds(ticket)
