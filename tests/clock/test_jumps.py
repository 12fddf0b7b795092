"""The clock of the machine jumps, by two hours either way, for good or for a while: nothing happens twice, nothing is forgotten."""

import random

import pytest

from tests.clock.living import asked, hours, only, ring_at
from transom.clock.models import ClockMark, TimerFired
from transom.timers.models import Effect, RuleKind
from transom.worker.threads import Paced

AFTER = {"an hour": 60, "a day": 60 * 24}


def taken() -> list[int]:
    return list(TimerFired.objects.values_list("ticket", flat=True))


def live(ann, wrong: list[tuple[float, float]], until: float, every: float, after: int) -> dict[int, float]:
    """Words come every half an hour, and the clock rings `every` so many hours. `wrong` are (from when, off by how much) of
    the machine's clock, in true hours. Gives for each ticket the hour that the machine showed when its word came."""
    said, moment, next_word = {}, 0.0, 0.0
    only(RuleKind.REACTION, (0, Effect.TELL_OWNER), after=after)
    while moment <= until:
        off = next((by for begins, by in reversed(wrong) if begins <= moment), 0)
        if moment >= next_word and moment <= until - 1:
            ticket = asked(ann, hours(moment + off))
            said[ticket.pk] = moment + off
            next_word += 0.5
        ring_at(hours(moment + off))
        assert len(set(taken())) == len(taken())
        moment += every
    return said


@pytest.mark.parametrize("wrong", [[(3.1, 2)], [(3.1, -2)], [(3.1, 2), (5.3, 0)], [(3.1, -2), (5.3, 0)]])
@pytest.mark.parametrize("after", AFTER.values(), ids=AFTER)
def test_every_word_rings_once_when_the_machine_says_that_it_is_time(ann, wrong, after):
    said = live(ann, wrong, until=9, every=0.25, after=after)
    end = max(said.values()) + after / 60
    shown = 9 + wrong[-1][1]
    while shown < end + 2:
        shown += 0.25
        ring_at(hours(shown))
        due = {ticket for ticket, hour in said.items() if hour + after / 60 <= shown}
        assert due <= set(taken())
    assert sorted(taken()) == sorted(said)


def test_whatever_the_clock_shows_each_rings_once(ann):
    dice = random.Random(4)
    only(RuleKind.REACTION, (-30, Effect.TELL_OWNER), (0, Effect.TELL_QUEUE_MANAGER))
    tickets = [asked(ann, hours(number / 3)) for number in range(12)]
    for _look in range(60):
        ring_at(hours(dice.uniform(-3, 9)))
    ring_at(hours(9))
    rows = list(TimerFired.objects.values_list("ticket", "step"))
    assert len(rows) == len(set(rows)) == 2 * len(tickets)


def test_a_clock_that_was_put_back_looks_at_everything_again(ann):
    asked(ann)
    only(RuleKind.REACTION, (0, Effect.TELL_OWNER))
    ring_at(hours(8))
    mark = ClockMark.objects.get()
    assert (mark.cutoff, mark.swept_at) == (hours(7), hours(8))
    ring_at(hours(6))
    mark.refresh_from_db()
    assert (mark.cutoff, mark.swept_at) == (hours(5), hours(6))


def test_a_worker_that_found_nothing_rests_whatever_the_clock_shows(monkeypatch):
    shown, looked = [100.0], []
    monkeypatch.setattr("transom.worker.threads.time.monotonic", lambda: shown[0])
    paced = Paced(lambda now: bool(looked.append(now)), rest=5)
    assert not paced(hours(0))
    assert not paced(hours(50))  # the machine's clock jumps, and the rest is as long as it was
    assert looked == [hours(0)]
    shown[0] += 5
    paced(hours(51))
    assert looked == [hours(0), hours(51)]


def test_a_worker_that_found_something_looks_again_at_once():
    left = [True, True, False]
    paced = Paced(lambda now: left.pop(0))
    assert [paced(hours(0)) for _look in range(4)] == [True, True, False, False]
