"""A stranger's mail into a ticket waits for a person, and is owed like any customer's word; our mail may not arrive."""

import pytest

from tests.tickets.telling import STARTED, hours, kinds, last, now, said
from transom.customers.models import Contact
from transom.foundation.addresses import Address
from transom.people.actor import SYSTEM, contact
from transom.tickets import actions
from transom.tickets.actions import Refused
from transom.tickets.events import DeliveryFailed, HeldMailDiscarded, HeldMailReleased, MailHeld
from transom.tickets.log import assert_replays
from transom.tickets.messages import Trust
from transom.tickets.owed import owed_without
from transom.workflow.models import Status

STRANGER = "stranger@elsewhere.example"


@pytest.fixture
def answered(ticket, sue, as_actor):
    actions.reply(ticket, said("Does it work?"), actor=as_actor(sue), at=hours(1))
    return ticket


def hold(ticket, inbound, at):
    return actions.hold(ticket, inbound, STRANGER, (f"{inbound}@elsewhere.example",), actor=SYSTEM, at=at)


def test_it_is_owed_from_when_it_was_received(answered):
    hold(answered, 7, hours(2))
    assert last(answered) == MailHeld(inbound=7, sender=STRANGER, references=("7@elsewhere.example",))
    assert (now(answered).awaiting_us_since, now(answered).awaiting_customer_since) == (hours(2), None)
    assert now(answered).status.slug == "answered"  # a stranger's word moves nothing
    assert_replays(answered)


def test_what_answers_it_finds_its_way(answered):
    hold(answered, 7, hours(2))
    assert answered.thread_references.filter(message_id="7@elsewhere.example").exists()


def test_discarded_it_was_never_there(answered, quinn, as_actor):
    hold(answered, 7, hours(2))
    actions.discard(answered, 7, STRANGER, " Spam. ", actor=as_actor(quinn))
    assert last(answered) == HeldMailDiscarded(
        inbound=7, sender=STRANGER, reason="Spam.", awaiting_customer_since=hours(1)
    )
    assert (now(answered).awaiting_us_since, now(answered).awaiting_customer_since) == (None, hours(1))
    assert_replays(answered)


def test_discarding_one_leaves_what_else_is_owed(answered, ann, quinn, as_actor):
    hold(answered, 7, hours(2))
    hold(answered, 8, hours(3))
    actions.discard(answered, 7, STRANGER, "Spam.", actor=as_actor(quinn))
    assert now(answered).awaiting_us_since == hours(3)
    actions.receive(answered, said("No."), ann, trust=Trust.VERIFIED, actor=contact(ann), at=hours(4))
    actions.discard(answered, 8, STRANGER, "Spam.", actor=as_actor(quinn))
    assert now(answered).awaiting_us_since == hours(4)
    assert_replays(answered)


def test_discarding_needs_a_reason(answered, quinn, as_actor):
    hold(answered, 7, hours(2))
    with pytest.raises(Refused, match="Say why"):
        actions.discard(answered, 7, STRANGER, " ", actor=as_actor(quinn))
    assert kinds(answered)[-1] == "mail-held"


def test_released_it_is_a_word_like_any_other(answered, quinn, as_actor):
    hold(answered, 7, hours(2))
    actions.release(answered, 7, STRANGER, actor=as_actor(quinn))
    told = HeldMailReleased(inbound=7, sender=STRANGER, settles=True, awaiting_customer_since=hours(1))
    assert last(answered) == told
    stranger = Contact.objects.find_or_make(Address("", STRANGER))
    actions.receive(answered, said("Hi."), stranger, trust=Trust.THIRD_PARTY, actor=contact(stranger), at=hours(2))
    assert now(answered).awaiting_us_since == hours(2) == owed_without(answered).awaiting_us_since
    made = actions.split(answered, [answered.messages.last()], "Theirs", actor=as_actor(quinn))
    assert (now(answered).awaiting_us_since, now(made).awaiting_us_since) == (None, hours(2))
    assert_replays(answered)
    assert_replays(made)


def test_a_held_mail_goes_where_its_ticket_was_merged_into(ticket, open_for, ann, quinn, as_actor):
    onward = open_for(ann, at=hours(5))
    hold(ticket, 7, hours(-1))
    actions.merge(ticket, onward, actor=as_actor(quinn))
    assert now(onward).awaiting_us_since == hours(-1)
    actions.discard(ticket, 7, STRANGER, "Spam.", actor=as_actor(quinn))
    assert now(onward).awaiting_us_since == STARTED
    hold(ticket, 8, hours(6))
    assert kinds(onward)[-1] == "mail-held"
    assert_replays(ticket)
    assert_replays(onward)


def test_a_mail_that_did_not_arrive_is_told_with_the_servers_words(answered):
    before = now(answered)
    actions.delivery_failed(answered, 3, ("ann@acme.example",), "550 no such user", actor=SYSTEM)
    assert last(answered) == DeliveryFailed(outbound=3, recipients=("ann@acme.example",), reason="550 no such user")
    assert last(answered).sentence() == "could not deliver to ann@acme.example: 550 no such user"
    assert now(answered).awaiting_customer_since == before.awaiting_customer_since
    assert_replays(answered)


def test_answering_the_requester_decides_nothing_about_a_held_mail(answered, ann, sue, quinn, as_actor):
    hold(answered, 7, hours(2))
    actions.receive(answered, said("No."), ann, trust=Trust.VERIFIED, actor=contact(ann), at=hours(3))
    actions.reply(answered, said("And now?"), actor=as_actor(sue), at=hours(4))
    assert (now(answered).awaiting_us_since, now(answered).awaiting_customer_since) == (hours(2), None)
    actions.no_answer_needed(answered, actor=as_actor(sue))
    assert now(answered).awaiting_us_since == hours(2)
    assert_replays(answered)
    actions.discard(answered, 7, STRANGER, "Spam.", actor=as_actor(quinn))
    assert (now(answered).awaiting_us_since, now(answered).awaiting_customer_since) == (None, hours(4))
    assert (now(answered).held_since, now(answered).is_waiting_on_customer) == (None, True)
    assert_replays(answered)


def test_a_held_mail_stays_owed_when_its_ticket_is_closed_and_reopened(answered, ann, sue, as_actor):
    hold(answered, 7, hours(2))
    actions.change_status(answered, Status.objects.get(slug="completed"), actor=as_actor(sue), at=hours(3))
    assert (now(answered).awaiting_us_since, now(answered).held_since) == (hours(2), hours(2))
    assert_replays(answered)
    actions.receive(answered, said("Not yet."), ann, trust=Trust.VERIFIED, actor=contact(ann), at=hours(5))
    actions.reply(answered, said("Now?"), actor=as_actor(sue), at=hours(6))
    assert now(answered).awaiting_us_since == hours(2)
    assert_replays(answered)


def test_merging_takes_a_held_mail_along(answered, open_for, ann, quinn, as_actor):
    hold(answered, 7, hours(2))
    onward = open_for(ann, "The same again")
    actions.merge(answered, onward, actor=as_actor(quinn))
    assert (now(answered).held_since, now(onward).held_since) == (None, hours(2))
    actions.reply(onward, said("Here."), actor=as_actor(quinn), at=hours(9))
    assert now(onward).awaiting_us_since == hours(2)
    assert_replays(onward)
