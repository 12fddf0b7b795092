"""What a move may ask for: each is asked in a sentence, met by what the ticket has, and told."""

import pytest

from tests.tickets.telling import kinds, last, now, of_type, said, status
from transom.people.actor import CLOCK
from transom.tickets import actions
from transom.tickets.actions import Changes, Refused
from transom.tickets.log import assert_replays
from transom.workflow import explaining, rules
from transom.workflow.models import Requirement, Transition
from transom.workflow.rules import TransitionDenied


@pytest.fixture
def asks():
    """Lets the move from Submitted to Completed of a question ask for these."""

    def make(*requires, reasons=()):
        ways = Transition.objects.filter(from_status__slug="submitted", to_status__slug="completed")
        ways.update(requires=list(requires), reasons=list(reasons))

    return make


@pytest.fixture
def complete(ticket, sue, as_actor):
    def move(**why):
        return actions.change_status(now(ticket), status("completed"), actor=as_actor(sue), **why)

    return move


def test_a_reason_is_one_of_the_list_and_is_told(asks, complete, ticket):
    asks(Requirement.REASON, reasons=["Solved by phone", "Asked twice"])
    for reason in ("", "Because"):
        with pytest.raises(TransitionDenied, match="Choose a reason: Solved by phone or Asked twice."):
            complete(reason=reason)
    complete(reason="Asked twice")
    told = last(ticket, "status-changed")
    assert (told.reason, told.sentence()) == ("Asked twice", "moved it from Submitted to Completed: Asked twice")
    assert_replays(ticket)


def test_a_reason_that_the_move_does_not_list_is_not_kept(asks, complete, ticket):
    asks()
    complete(reason="Asked twice")
    assert last(ticket, "status-changed").reason == ""


def test_a_reply_counts_from_when_the_status_was_entered(asks, complete, ticket, sue, as_actor):
    Transition.objects.filter(trigger="our-word").update(trigger="")
    asks(Requirement.REPLY)
    with pytest.raises(TransitionDenied, match="Answer the customer first"):
        complete()
    actions.reply(now(ticket), said("Water."), actor=as_actor(sue))
    assert now(ticket).last_replied_at == now(ticket).last_event_at
    complete()
    assert now(ticket).is_closed
    assert_replays(ticket)


def test_an_answer_of_before_is_none(asks, complete, ticket, sue, quinn, as_actor):
    actions.reply(ticket, said("Water."), actor=as_actor(sue))
    actions.change_status(now(ticket), status("submitted"), actor=as_actor(quinn))
    asks(Requirement.REPLY)
    with pytest.raises(TransitionDenied, match="Answer the customer first"):
        complete()


def test_an_automatic_mail_is_no_answer(asks, complete, ticket):
    asks(Requirement.REPLY)
    actions.reply(now(ticket), said("We have it."), actor=CLOCK)
    assert now(ticket).last_replied_at is None
    with pytest.raises(TransitionDenied, match="Answer the customer first"):
        complete()


@pytest.mark.parametrize("state", ["", "ready", "asked", "approved", "declined"])
def test_an_estimate_counts_unless_it_was_declined(asks, complete, ticket, state):
    asks(Requirement.ESTIMATE)
    row = now(ticket)
    row.estimate = state
    way = rules.WAYS.objects(ticket_type=row.ticket_type_id, status=row.status_id)
    lacking = rules.missing(next(one for one in way if one.to_status == status("completed")), row.position())
    assert lacking == ([] if state in ("ready", "asked", "approved") else [Requirement.ESTIMATE])


def test_a_linked_bug_is_asked_for_and_counts_until_it_is_taken_off(asks, complete, ticket, sue, as_actor):
    asks(Requirement.BUG)
    actions.link_bug(ticket, "SHOP-812", actor=as_actor(sue))
    actions.unlink_bug(ticket, "SHOP-812", actor=as_actor(sue))
    with pytest.raises(TransitionDenied, match="Link a bug first."):
        complete()
    actions.link_bug(ticket, "SHOP-812", actor=as_actor(sue))
    complete()
    assert now(ticket).linked_bugs == 1
    assert_replays(ticket)


def test_all_that_is_missing_is_said_at_once(asks, complete):
    asks(Requirement.BUG, Requirement.COMMENT, Requirement.ASSIGNEE)
    with pytest.raises(TransitionDenied, match="Say why in a comment. Assign it to someone first. Link a bug first."):
        complete()


def test_a_word_moves_nothing_that_asks_for_a_reason(ticket, sue, as_actor):
    Transition.objects.filter(trigger="our-word").update(requires=[Requirement.REASON], reasons=["a"])
    actions.reply(ticket, said("Water."), actor=as_actor(sue))
    assert now(ticket).status == status("submitted")


@pytest.mark.parametrize(
    ("reference", "url", "kept"),
    [
        (" SHOP-812 ", "", ("SHOP-812", "")),
        ("https://bugs.example/browse/SHOP-812?x=1", "", ("SHOP-812", "https://bugs.example/browse/SHOP-812?x=1")),
        ("812", "http://bugs.example/812", ("812", "http://bugs.example/812")),
    ],
)
def test_a_bug_is_named_or_found_by_its_address(ticket, sue, as_actor, reference, url, kept):
    for _twice in range(2):
        actions.link_bug(ticket, reference, url, actor=as_actor(sue))
    assert [(bug.reference, bug.url) for bug in ticket.bugs.all()] == [kept]
    assert (kinds(ticket)[-1], now(ticket).linked_bugs) == ("bug-linked", 1)
    assert_replays(ticket)


@pytest.mark.parametrize(
    ("reference", "url"), [(" ", ""), ("x", "javascript:alert(1)"), ("x" * 101, ""), ("x", "ftp://a")]
)
def test_what_is_no_bug_is_refused_with_what_to_do(ticket, sue, as_actor, reference, url):
    with pytest.raises(Refused):
        actions.link_bug(ticket, reference, url, actor=as_actor(sue))
    assert not ticket.bugs.exists()


def test_every_other_status_is_explained(ticket, sue, quinn, as_actor):
    actions.set_type(ticket, of_type("issue"), actor=as_actor(quinn))
    actions.change_status(now(ticket), status("in-review"), actor=as_actor(quinn))
    here, others = explaining.places(now(ticket).position(), as_actor(sue).roles)
    told = {place.status.slug: place.why for place in others}
    assert here.status == status("in-review")
    assert told["approved"] == "Only Queue manager, QA or Product owner may."
    assert told["in-progress"].startswith("There is no way from here; there is one from ")
    assert told["merged"] == "Only by merging it into another ticket."
    assert told["cannot-replicate"] == ""
    assert "in-review" not in told


def test_another_type_keeps_the_status_or_goes_where_one_may_put_it(ticket, sue, quinn, as_actor):
    with pytest.raises(
        Refused, match="You cannot put it at Approved for action .* It may go on at: Submitted, In review"
    ):
        actions.set_type(ticket, of_type("issue"), status=status("approved"), actor=as_actor(sue))
    actions.set_type(ticket, of_type("issue"), status=status("in-review"), actor=as_actor(sue))
    assert (now(ticket).ticket_type.slug, now(ticket).status.slug) == ("issue", "in-review")
    assert_replays(ticket)


@pytest.mark.parametrize("slug", ["completed", "spam", "answered"])
def test_another_type_neither_closes_nor_leaves_the_path(ticket, quinn, as_actor, slug):
    with pytest.raises(Refused, match="You cannot put it at"):
        actions.set_type(ticket, of_type("issue"), status=status(slug), actor=as_actor(quinn))


def test_another_type_never_reopens(ticket, quinn, as_actor):
    actions.change_status(ticket, status("completed"), actor=as_actor(quinn), comment="x")
    with pytest.raises(Refused):
        actions.set_type(now(ticket), of_type("idea"), status=status("considered"), actor=as_actor(quinn))
    actions.set_type(now(ticket), of_type("idea"), actor=as_actor(quinn))
    assert now(ticket).is_closed


def test_changes_know_the_reason(asks, ticket, sue, as_actor):
    asks(Requirement.REASON, reasons=["Asked twice"])
    changes = Changes.of_json(Changes(status=status("completed").pk, reason="Asked twice").as_json())
    assert not Changes(reason="x")
    actions.change(now(ticket), changes, actor=as_actor(sue))
    assert last(ticket, "status-changed").reason == "Asked twice"
