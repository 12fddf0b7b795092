"""Held before it begins, stopped in the middle, tried again: what is done stays done, and nothing is done twice."""

import pytest
from django.utils import timezone

from transom.bulk import run as bulk
from transom.bulk.models import BulkItem, Order, Outcome
from transom.foundation.claims import Claimed
from transom.mail.models import OutboundEmail, OutboundKind
from transom.tickets.actions.several import Changes
from transom.tickets.log import assert_replays
from transom.tickets.models import Ticket
from transom.worker import drain


@pytest.fixture
def held(settings):
    settings.UNDO_SECONDS = 15


def outcomes(run):
    return [item.outcome for item in run.items.all()]


def answers() -> int:
    return OutboundEmail.objects.filter(kind=OutboundKind.ANSWER).count()


def test_answers_wait_before_they_begin(held, three, begin, later):
    run = begin(Order(reply="It works again."), three)
    drain()
    assert outcomes(run) == [Outcome.WAITING] * 3
    drain(later(14))
    assert answers() == 0
    drain(later(16))
    assert (outcomes(run), answers()) == ([Outcome.DONE] * 3, 3)


def test_sorting_does_not_wait(held, three, done, sue):
    assert outcomes(done(Order(changes=Changes(assignee=sue.pk)), three)) == [Outcome.DONE] * 3


def test_stopped_before_it_begins_nothing_went_out(held, three, begin, later):
    run = begin(Order(reply="It works again."), three)
    assert bulk.stop(run, now=timezone.now()) == 3
    drain(later(60))
    assert (outcomes(run), answers()) == ([Outcome.STOPPED] * 3, 0)


def test_stopped_in_the_middle_the_rest_is_spared(three, begin, sue):
    run = begin(Order(changes=Changes(assignee=sue.pk)), three)
    assert bulk.do_next(timezone.now())
    assert bulk.stop(run, now=timezone.now()) == 2
    drain()
    assert outcomes(run) == [Outcome.DONE, Outcome.STOPPED, Outcome.STOPPED]
    assert [Ticket.objects.get(pk=ticket.pk).assignee for ticket in three] == [sue, None, None]
    run.refresh_from_db()
    assert run.stopped_at


def test_a_stop_while_a_ticket_is_at_hand_takes_it_back(three, begin, sue, monkeypatch):
    """The worker has claimed it and is at the verb when the person presses Stop: the whole ticket is undone."""
    run = begin(Order(changes=Changes(assignee=sue.pk)), three[:1])
    item = BulkItem.objects.claim(timezone.now(), bulk.LEASE)
    bulk.stop(run, now=timezone.now())
    with pytest.raises(Claimed):
        bulk._do(item, timezone.now())
    assert Ticket.objects.get(pk=three[0].pk).assignee is None
    assert outcomes(run) == [Outcome.STOPPED]
    assert_replays(three[0])


def test_what_is_over_cannot_be_stopped(three, done, sue):
    run = done(Order(changes=Changes(assignee=sue.pk)), three)
    assert bulk.stop(run, now=timezone.now()) == 0
    run.refresh_from_db()
    assert run.stopped_at is None


def test_what_was_stopped_is_tried_again_and_what_is_done_is_not(three, begin, later):
    run = begin(Order(reply="It works again."), three)
    bulk.do_next(timezone.now())
    bulk.stop(run, now=timezone.now())
    everything = {item.pk: item.seen for item in run.items.all()}
    assert bulk.try_again(run, everything, now=timezone.now()) == 2
    drain()
    assert (outcomes(run), answers()) == ([Outcome.DONE] * 3, 3)
    assert bulk.try_again(run, everything, now=timezone.now()) == 0
    drain()
    assert answers() == 3


def test_trying_again_says_what_was_seen_by_then(three, begin, mail):
    run = begin(Order(reply="It works again."), three[:1])
    mail("Wait!", in_reply_to=f"<{three[0].messages.first().message_id}>")
    drain()
    item = run.items.get()
    assert item.outcome == Outcome.CAME_IN
    bulk.try_again(run, {item.pk: item.seen}, now=timezone.now())
    drain()
    assert outcomes(run) == [Outcome.CAME_IN]  # looked at the same old page
    bulk.try_again(run, {item.pk: Ticket.objects.get(pk=three[0].pk).version}, now=timezone.now())
    drain()
    assert (outcomes(run), answers()) == ([Outcome.DONE], 1)


def test_a_worker_that_slept_through_its_lease_does_nothing_twice(three, begin, later, sue):
    run = begin(Order(reply="It works again."), three[:1])
    slow = BulkItem.objects.claim(timezone.now(), bulk.LEASE)
    drain(later(61))
    assert (outcomes(run), answers()) == ([Outcome.DONE], 1)
    with pytest.raises(Claimed):
        bulk._do(slow, timezone.now())
    assert three[0].messages.count() == 2
    assert_replays(three[0])
