"""A run serves one ticket at a time, the same one to nobody else, and knows after a reload where it was."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from transom.cockpit import runs
from transom.cockpit.models import AnswerRun, AnswerRunItem, ServedOutcome
from transom.composing import sending
from transom.composing.drafts import Writing
from transom.composing.models import Draft
from transom.tickets import actions
from transom.tickets.actions import Refused
from transom.tickets.words import Words


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def three(asks):
    return [asks(f"Number {place}") for place in range(3)]


@pytest.fixture
def run_of(as_actor, now):
    return lambda who: runs.begin(actor=as_actor(who), now=now)


def keys(tickets) -> list[int]:
    return [ticket.pk for ticket in tickets]


def test_two_people_never_get_the_same_ticket(three, quinn, sue, run_of, now):
    ours = runs.serve(run_of(quinn), keys(three), now)
    theirs = runs.serve(run_of(sue), keys(three), now)
    assert [ours.ticket, theirs.ticket] == three[:2]
    with pytest.raises(IntegrityError), transaction.atomic():
        AnswerRunItem.objects.create(run=theirs.run, ticket=ours.ticket, served_at=now)


def test_after_a_reload_the_same_lies_there(three, quinn, run_of, now):
    first = runs.serve(run_of(quinn), keys(three), now)
    assert runs.serve(run_of(quinn), keys(reversed(three)), now) == first
    assert AnswerRun.objects.count() == 1


def test_what_was_left_for_long_is_free_again(three, quinn, sue, run_of, now):
    runs.serve(run_of(quinn), keys(three[:1]), now)
    assert runs.serve(run_of(sue), keys(three[:1]), now + timedelta(minutes=29)) is None
    assert runs.serve(run_of(sue), keys(three[:1]), now + timedelta(minutes=31)).ticket == three[0]
    assert run_of(quinn).items.get().outcome == ServedOutcome.GONE


def test_a_ticket_is_served_once_a_run(three, quinn, run_of, now):
    run = run_of(quinn)
    for ticket in three:
        assert runs.serve(run, keys(three), now).ticket == ticket
        runs.settle(run, ticket, ServedOutcome.DECIDED, now=now)
    assert runs.serve(run, keys(three), now) is None


def test_skipping_wants_a_reason(three, quinn, run_of, now):
    run = run_of(quinn)
    runs.serve(run, keys(three), now)
    with pytest.raises(Refused, match="Say why"):
        runs.skip(run, three[0], "  ", now=now)
    runs.skip(run, three[0], " Needs the  bank ", now=now)
    assert run.items.get().reason == "Needs the bank"
    assert runs.serve(run, keys(three), now).ticket == three[1]


@pytest.mark.parametrize("by_oneself", [True, False])
def test_what_was_answered_elsewhere_goes_and_is_told_apart(three, quinn, sue, run_of, now, as_actor, by_oneself):
    run = run_of(quinn)
    runs.serve(run, keys(three), now)
    actions.reply(three[0], Words(text="Yes."), actor=as_actor(quinn if by_oneself else sue))
    assert runs.serve(run, keys(three), now).ticket == three[1]
    became = run.items.get(ticket=three[0]).outcome
    assert became == (ServedOutcome.ANSWERED if by_oneself else ServedOutcome.GONE)


def test_an_answer_that_was_taken_back_lies_there_again(three, quinn, run_of, now, as_actor, settings):
    settings.UNDO_SECONDS = 60
    run, actor = run_of(quinn), as_actor(quinn)
    runs.serve(run, keys(three), now)
    sending.send(three[0], Writing(kind="reply", body="Yes.", once="1"), actor=actor)
    runs.settle(run, three[0], ServedOutcome.ANSWERED, now=timezone.now())
    assert runs.serve(run, keys(three), now).ticket == three[1]
    sending.take_back(Draft.objects.get(), actor=actor, now=now)
    runs.settle(run, three[1], ServedOutcome.DECIDED, now=now)
    assert runs.serve(run, keys(three), now).ticket == three[0]


def test_the_end_frees_what_lay_there(three, quinn, sue, run_of, now):
    run = run_of(quinn)
    runs.serve(run, keys(three), now)
    runs.end(run, now=now)
    assert not run.items.exists()
    assert runs.serve(run_of(sue), keys(three), now).ticket == three[0]


def test_a_run_is_its_persons_alone(three, quinn, sue, run_of, as_actor):
    run = run_of(quinn)
    assert list(AnswerRun.objects.visible_to(as_actor(quinn))) == [run]
    assert not AnswerRun.objects.visible_to(as_actor(sue)).exists()
