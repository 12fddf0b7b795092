"""Deadlines equal a count of minutes, for random calendars, zones, beginnings and lengths, across changes of the clock."""

import os
import random
from datetime import timedelta

import pytest

from tests.timers.minutes import MINUTES, Minutes, moment, wall_clock
from transom.timers.calendar import NoWorkingTime, cutoff, deadline, worked
from transom.timers.models import Calendar

CASES = int(os.environ.get("CALENDAR_CASES", "100000"))
A_CALENDAR = 2000
ZONES = (
    *("UTC", "Europe/Vienna", "Europe/London", "America/New_York", "America/St_Johns", "America/Santiago"),
    *("Africa/Cairo", "Africa/Casablanca", "Asia/Kathmandu", "Asia/Beirut", "Australia/Lord_Howe", "Pacific/Auckland"),
)
COUNTRIES = ("", "AT", "US", "NZ")


def any_hours(dice: random.Random) -> list[list[list[int]]]:
    """A week. Some days have none, some go around the clock, some lie where the clock is changed."""
    choices = (
        list,
        lambda: [[540, 1020]],
        lambda: [[0, 1440]],
        lambda: [[60, 200]],
        lambda: [[480, 725], [780, 1035]],
        lambda: [[0, 3], [1437, 1440]],
        lambda: _cut(dice),
    )
    return [[[dice.randrange(700), 720]], *(dice.choices(choices, (3, 6, 1, 1, 2, 1, 3))[0]() for _ in range(6))]


def _cut(dice: random.Random) -> list[list[int]]:
    cuts = sorted(dice.sample(range(1441), 2 * dice.randint(1, 4)))
    return [list(span) for span in zip(cuts[::2], cuts[1::2], strict=True)]


def any_calendar(dice: random.Random, zone: str) -> Calendar:
    days = [moment(dice.randrange(MINUTES)).date().isoformat() for _ in range(dice.randrange(30))]
    return Calendar(
        time_zone=zone,
        country=dice.choice(COUNTRIES),
        hours=any_hours(dice),
        days_off=[{"day": day, "name": "Ours", "works": dice.random() < 0.3} for day in dict.fromkeys(days)],
    )


def any_beginning(dice: random.Random, changes: list[int]) -> int:
    """Half of them within three days of a change of the clock, where the zone has any."""
    if changes and dice.random() < 0.5:
        return min(max(0, dice.choice(changes) + dice.randint(-4320, 4320)), MINUTES - 1)
    return dice.randrange(MINUTES)


@pytest.mark.parametrize("seed", range(CASES // A_CALENDAR))
def test_a_deadline_is_where_the_minutes_end(seed):
    dice = random.Random(seed)
    zone = ZONES[seed % len(ZONES)]
    calendar, changes = any_calendar(dice, zone), wall_clock(zone)[1]
    model = Minutes(zone, calendar.country, calendar.hours, calendar.days_off)
    wrong, compared = [], 0
    while compared < A_CALENDAR:
        start = any_beginning(dice, changes)
        length = dice.choice((1, dice.randint(1, 120), dice.randint(1, 1500), dice.randint(1, 9000)))
        if (over := model.deadline(start, length)) is not None:  # else it lies beyond the years that are counted
            wrong += differences(calendar, model, start, length, over)
            compared += 1
    assert wrong == []


def differences(calendar: Calendar, model: Minutes, start: int, length: int, over: int) -> list[tuple]:
    """What differs, of the deadline, of the cutoff that says the same backwards, and of the time in between."""
    at, ends = moment(start), moment(over)
    found = deadline(calendar, at, length)
    wrong = [] if found == ends else [("deadline", at, length, found, ends)]
    back, begun = cutoff(calendar, ends, length), moment(model.cutoff(over, length))
    wrong += [] if back == begun else [("cutoff", ends, length, back, begun)]
    between = worked(calendar, at, ends)
    wrong += [] if between == timedelta(minutes=model.between(start, over)) else [("worked", at, ends, between)]
    return wrong


@pytest.mark.parametrize("seed", range(12))
def test_what_began_at_the_cutoff_is_due_and_what_began_later_is_not(seed):
    dice, zone = random.Random(1000 + seed), ZONES[seed]
    calendar = any_calendar(dice, zone)
    calendar.hours[0] = [[540, 1020]]
    tick = timedelta(microseconds=1)
    for _ in range(100):
        now = moment(any_beginning(dice, wall_clock(zone)[1])) + tick * dice.choice((0, 1, 17_000_003))
        length = dice.randint(1, 3000)
        last = cutoff(calendar, now, length)
        assert deadline(calendar, last, length) <= now
        assert deadline(calendar, last - tick, length) <= now
        assert deadline(calendar, last + tick, length) > now


def test_a_calendar_without_hours_is_told_and_not_searched_for_ever():
    calendar = Calendar(time_zone="Europe/Vienna", hours=[[]] * 7)
    for asked in (deadline, cutoff):
        with pytest.raises(NoWorkingTime, match="less than 5 working minutes"):
            asked(calendar, moment(0), 5)
    with pytest.raises(NoWorkingTime):
        deadline(Calendar(time_zone="UTC", hours=[[[0, 1]], *[[]] * 6]), moment(0), 10**9)
    assert worked(calendar, moment(0), moment(60)) == timedelta(0)
