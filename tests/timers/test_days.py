"""What a calendar is made of: holidays, own days, and what makes no sense is told in words that say what to mend."""

from datetime import UTC, date, datetime

import pytest

from transom.timers.calendar import is_working, next_working, worked
from transom.timers.days import CalendarBroken, countries, public_holidays
from transom.timers.models import Calendar

OFFICE = [*([[[540, 1020]]] * 5), [], []]
ASCENSION = date(2026, 5, 14)  # a Thursday
NOON = datetime(2026, 5, 14, 10, tzinfo=UTC)


def vienna(**more) -> Calendar:
    return Calendar(**{"time_zone": "Europe/Vienna", "country": "AT", "hours": OFFICE} | more)


def test_a_public_holiday_of_the_country_is_off():
    assert ASCENSION in public_holidays("AT", "", 2026)
    assert not is_working(vienna(), NOON)
    assert is_working(vienna(country="US"), NOON)


def test_a_subdivision_has_holidays_of_its_own():
    assert date(2026, 6, 4) in public_holidays("DE", "BY", 2026)  # Corpus Christi
    assert date(2026, 6, 4) not in public_holidays("DE", "BE", 2026)


def test_the_desks_own_day_has_the_last_word():
    assert is_working(vienna(days_off=[{"day": "2026-05-14", "name": "We work", "works": True}]), NOON)
    assert not is_working(vienna(country="", days_off=[{"day": "2026-05-14", "name": "Outing", "works": False}]), NOON)


def test_a_day_of_which_nothing_is_said_but_its_name_is_off():
    assert not is_working(vienna(country="", days_off=[{"day": "2026-05-14", "name": "Outing"}]), NOON)


def test_working_time_begins_again_on_the_next_working_day():
    assert next_working(vienna(), NOON) == datetime(2026, 5, 15, 7, tzinfo=UTC)
    assert next_working(vienna(country="US"), NOON) == NOON


def test_no_time_lies_between_a_moment_and_one_before_it():
    assert not worked(vienna(country="US"), NOON, datetime(2026, 5, 13, 10, tzinfo=UTC))


def test_every_country_that_can_be_chosen_is_known():
    assert countries()["AT"]
    for country in ("AT", "US", "JP", "BR"):
        assert public_holidays(country, "", 2027)


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ({"time_zone": "Europe/Wien"}, "no time zone"),
        ({"time_zone": ""}, "no time zone"),
        ({"time_zone": "../../etc/passwd"}, "no time zone"),
        ({"country": "XX"}, "No public holidays"),
        ({"country": "AT", "subdivision": "99"}, "No public holidays"),
        ({"country": "__init__"}, "No public holidays"),
        ({"hours": []}, "seven days"),
        ({"hours": [[[540, 1500]], *[[]] * 6]}, "within it"),
        ({"hours": [[[600, 540]], *[[]] * 6]}, "in order"),
        ({"hours": [[[540, 700], [650, 800]], *[[]] * 6]}, "apart"),
        ({"hours": [[["9:00", "17:00"]], *[[]] * 6]}, "hours of a day"),
        ({"hours": [[[-5, 30]], *[[]] * 6]}, "within it"),
        ({"days_off": [{"day": "14.5.2026", "name": "x", "works": False}]}, "no date"),
    ],
)
def test_what_makes_no_sense_is_told(broken, words):
    with pytest.raises(CalendarBroken, match=words):
        is_working(vienna(**broken), NOON)
