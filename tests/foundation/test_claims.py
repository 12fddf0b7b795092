"""Work as rows: claimed with a lease, tried again, parked; never done by two at once. Outgoing mail stands for all work."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.foundation.racing import race
from transom.foundation.claims import JITTER, Claimed
from transom.mail.models import OutboundEmail
from transom.people.actor import SYSTEM
from transom.tickets import actions

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LEASE = timedelta(minutes=5)
WORK = OutboundEmail.objects


@pytest.fixture
def work(ann):
    """Make a row of work that is due at `due`."""
    ticket = actions.open_ticket("Fire", ann, actor=SYSTEM)

    def make(due=NOW):
        count = WORK.count()
        return WORK.create(
            ticket=ticket,
            kind="answer",
            message_id_header=f"{count}@desk.example",
            created_at=due,
            due_at=due,
        )

    return make


def test_the_oldest_due_work_is_claimed_first_and_what_is_not_due_waits(work):
    put_off = work()
    WORK.claim(NOW, LEASE).retry(NOW, timedelta(days=1), "not now")
    late, early = work(NOW), work(NOW - LEASE)
    assert [WORK.claim(NOW, LEASE) for _ in range(3)] == [early, late, None]
    assert WORK.claim(NOW + timedelta(days=2), LEASE) in (put_off, early)


def test_what_was_never_put_off_is_due_whatever_the_clock_said(work):
    """The clock was two hours ahead when it came in."""
    made = work(NOW + timedelta(hours=2))
    assert WORK.claim(NOW, LEASE) == made


def test_a_lease_that_was_taken_while_the_clock_was_ahead_is_void(work):
    """Two workers' clocks may differ by a little; no worker asks for a lease of two hours."""
    made = work()
    assert WORK.claim(NOW + LEASE / 2, LEASE) == made
    assert WORK.claim(NOW, LEASE) is None
    WORK.filter(pk=made.pk).update(leased_until=NOW + timedelta(hours=2))
    assert WORK.claim(NOW, LEASE) == made


def test_an_attempt_is_counted_when_it_starts(work):
    made = work()
    claimed = WORK.claim(NOW, LEASE)
    made.refresh_from_db()
    assert (claimed.attempts, made.attempts, made.leased_until) == (1, 1, NOW + LEASE)


def test_a_lease_that_ran_out_can_be_taken(work):
    work()
    WORK.claim(NOW, LEASE)
    assert WORK.claim(NOW + LEASE - timedelta(seconds=1), LEASE) is None
    assert WORK.claim(NOW + LEASE, LEASE).attempts == 2


@pytest.mark.parametrize(
    "late",
    [
        lambda slow: slow.settle(NOW, state="sent"),
        lambda slow: slow.retry(NOW, LEASE, "busy"),
        lambda slow: slow.park(NOW, "broken"),
    ],
    ids=["settle", "retry", "park"],
)
def test_who_slept_through_their_lease_changes_nothing(work, late):
    made = work()
    slow = WORK.claim(NOW, LEASE)
    WORK.claim(NOW + LEASE, LEASE)
    before = WORK.filter(pk=made.pk).values().get()
    with pytest.raises(Claimed):
        late(slow)
    assert WORK.filter(pk=made.pk).values().get() == before


def test_a_lease_that_nobody_took_over_still_settles(work):
    work()
    slow = WORK.claim(NOW, LEASE)
    slow.settle(NOW + 2 * LEASE, state="sent")
    slow.refresh_from_db()
    assert (slow.settled_at, slow.leased_until, slow.state) == (NOW + 2 * LEASE, None, "sent")
    assert WORK.claim(NOW + 3 * LEASE, LEASE) is None
    with pytest.raises(Claimed):
        slow.settle(NOW)


def test_it_is_tried_again_after_the_wait_give_or_take_the_jitter(work):
    waits = set()
    for _ in range(20):
        work()
        claimed = WORK.claim(NOW, LEASE)
        claimed.retry(NOW, timedelta(seconds=100), "busy")
        waits.add((claimed.due_at - NOW).total_seconds())
        assert (claimed.last_error, claimed.leased_until) == ("busy", None)
    assert len(waits) > 15
    assert all(100 * (1 - JITTER) <= wait <= 100 * (1 + JITTER) for wait in waits)
    assert WORK.claim(NOW + timedelta(seconds=79), LEASE) is None
    assert WORK.claim(NOW + timedelta(seconds=121), LEASE).attempts == 2


def test_parked_work_waits_for_a_person(work):
    work()
    claimed = WORK.claim(NOW, LEASE)
    claimed.park(NOW, "broken")
    claimed.refresh_from_db()
    assert (claimed.parked_at, claimed.last_error) == (NOW, "broken")
    assert WORK.claim(NOW + timedelta(days=9), LEASE) is None


def test_two_never_claim_the_same_row(transactional_db, work):
    made = {work().pk for _ in range(12)}

    def claim_all():
        claimed = []
        while row := WORK.claim(NOW, LEASE):
            claimed.append(row.pk)
        return claimed

    claims = race(*[claim_all] * 4)
    taken = [key for claimed in claims for key in claimed]
    assert sorted(taken) == sorted(made)
