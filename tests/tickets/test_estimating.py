"""Estimates are made, withdrawn and consented to; what was consented to can never change."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.tickets.telling import kinds, last, now
from transom.tickets import actions
from transom.tickets.actions import Refused, Way
from transom.tickets.estimates import Estimate
from transom.tickets.log import SomethingCameIn, assert_replays
from transom.tickets.models import DirectWriteRefused


@pytest.fixture
def make(ticket, pia, as_actor):
    def made(text="Two days of training.", *, hours=Decimal("16"), **more) -> Estimate:
        return actions.make_estimate(ticket, text, hours=hours, actor=as_actor(pia), **more)

    return made


@pytest.fixture
def by(ann):
    return Way(link=7, address="ann@acme.example", contact=ann)


def test_an_estimate_has_a_number_on_its_ticket_and_says_what_it_comes_to(ticket, make):
    first, second = make(), make(hours=Decimal("40.50"), amount=Decimal("4800"), currency="eur")
    assert (first.number, first.figures) == (1, "16 hours")
    assert (second.number, second.figures) == (2, "40.5 hours, 4,800.00 EUR")
    assert now(ticket).estimate == "ready"
    assert last(ticket).sentence() == "made estimate 2: 40.5 hours, 4,800.00 EUR"
    assert_replays(ticket)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"hours": None}, "Write the hours, or an amount"),
        ({"hours": Decimal(0)}, "above zero"),
        ({"hours": None, "amount": Decimal(5)}, "three letters"),
        ({"hours": None, "amount": Decimal(5), "currency": "12€"}, "three letters"),
        ({"text": "  "}, "Say in words"),
        ({"valid_until": timezone.localdate() - timedelta(days=1)}, "is over"),
    ],
)
def test_what_is_no_estimate_is_refused_with_what_to_write(ticket, make, said, words):
    with pytest.raises(Refused, match=words):
        make(**said)
    assert "estimate-made" not in kinds(ticket)


def test_its_row_never_changes(make):
    estimate = make()
    for write in (
        estimate.save,
        estimate.delete,
        lambda: Estimate.objects.update(hours=1),
        lambda: Estimate.objects.all().delete(),
    ):
        with pytest.raises(DirectWriteRefused):
            write()


def test_who_did_not_see_anothers_estimate_is_stopped(ticket, make):
    seen = now(ticket).version
    make()
    with pytest.raises(SomethingCameIn):
        make(seen=seen)


def test_it_is_withdrawn_while_nobody_has_answered_it(ticket, make, pia, as_actor):
    make()
    actions.withdraw_estimate(ticket, actor=as_actor(pia))
    assert now(ticket).estimate == ""
    with pytest.raises(Refused, match="no estimate to withdraw"):
        actions.withdraw_estimate(ticket, actor=as_actor(pia))
    assert_replays(ticket)


def test_consent_says_who_to_what_text_and_amount_and_by_which_link(ticket, make, ann, by, as_actor):
    estimate = make("Two days of training.", amount=Decimal(2400), currency="EUR")
    actions.approve_estimate(ticket, estimate, "  Ann  Meyer ", by=by, actor=as_actor(ann))
    told = last(ticket, "estimate-approved")
    assert (told.name, told.link, told.address) == ("Ann Meyer", 7, "ann@acme.example")
    assert (told.text, told.figures) == ("Two days of training.", "16 hours, 2,400.00 EUR")
    assert now(ticket).estimate == "approved"
    assert_replays(ticket)


def test_where_the_path_has_no_move_for_it_the_consent_is_a_word_that_is_owed_an_answer(
    ticket, make, sue, ann, by, as_actor
):
    estimate = make()
    actions.reply(ticket, actions.Words("Have a look."), actor=as_actor(sue))
    actions.approve_estimate(ticket, estimate, "Ann Meyer", by=by, actor=as_actor(ann))
    assert "I approve estimate 1 (16 hours). Ann Meyer" in [row.text for row in ticket.messages.all()]
    assert now(ticket).awaiting_us_since is not None
    assert_replays(ticket)


def test_it_is_declined_with_a_word(ticket, make, ann, by, as_actor):
    estimate = make()
    with pytest.raises(Refused, match="a word about why"):
        actions.decline_estimate(ticket, estimate, " ", by=by, actor=as_actor(ann))
    actions.decline_estimate(ticket, estimate, "Too much for us.", by=by, actor=as_actor(ann))
    assert now(ticket).estimate == "declined"
    assert ticket.messages.last().text == "Too much for us."
    assert_replays(ticket)


@pytest.mark.parametrize("what", ["another was made", "it was withdrawn", "it was answered"])
def test_only_the_estimate_that_stands_can_be_approved(ticket, make, pia, ann, by, as_actor, what):
    estimate = make()
    if what == "another was made":
        make()
    elif what == "it was withdrawn":
        actions.withdraw_estimate(ticket, actor=as_actor(pia))
    else:
        actions.approve_estimate(ticket, estimate, "Ann", by=by, actor=as_actor(ann))
    before = kinds(ticket)
    with pytest.raises(Refused, match="does not stand any more"):
        actions.approve_estimate(ticket, estimate, "Ann", by=by, actor=as_actor(ann))
    assert kinds(ticket) == before


def test_an_answered_estimate_is_not_withdrawn(ticket, make, pia, ann, by, as_actor):
    actions.approve_estimate(ticket, make(), "Ann", by=by, actor=as_actor(ann))
    with pytest.raises(Refused, match="that stays"):
        actions.withdraw_estimate(ticket, actor=as_actor(pia))


def test_still_broken_needs_a_word_and_it_works_does_not(ticket, ann, by, as_actor):
    with pytest.raises(Refused, match="what you saw"):
        actions.still_broken(ticket, "", by=by, actor=as_actor(ann))
    actions.it_works(ticket, by=by, actor=as_actor(ann))
    assert kinds(ticket)[-1] == "said-it-works"
    assert_replays(ticket)


def test_a_stranger_to_the_ticket_answers_nothing(ticket, make, mail, by, as_actor):
    eve = mail(sender="Eve <eve@other.example>").ticket.requester
    with pytest.raises(actions.NotAllowed):
        actions.approve_estimate(ticket, make(), "Eve", by=by, actor=as_actor(eve))
