"""A calendar says which minutes are working time: hours as people write them, holidays of a country, days off of one's own."""

import pytest
from django import forms
from django.utils import timezone

from tests.web.clock.forms import fields
from transom.clock.changing import history
from transom.timers.models import Calendar
from transom.web.clock.hours import in_words, parsed, written

ALL = "/setup/clock/"


@pytest.fixture
def desks(desk) -> Calendar:
    return Calendar.objects.get(is_default=True)


@pytest.fixture
def send(adas, desks):
    def post(address=None, verb="", **changed):
        address = address or f"{ALL}calendars/{desks.pk}/"
        return adas.post(address + verb, fields(adas.get(address), "calendar-form", **changed))

    return post


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("9:00–17:00", [[540, 1020]]),
        ("9-12, 13-17:30", [[540, 720], [780, 1050]]),
        ("13-17 and 9-12", [[540, 720], [780, 1020]]),
        ("0:00 - 24:00", [[0, 1440]]),
        ("9.30 to 12", [[570, 720]]),
        ("", []),
    ],
)
def test_hours_are_read_as_people_write_them(text, spans):
    assert parsed(text) == spans
    assert parsed(written(spans)) == spans


@pytest.mark.parametrize(
    "text", ["nine to five", "17-9", "9-25", "9:70-10", "9-12, 11-14", "9-12,12-17", "9–9", "1-2,3-4,5-6,7-8,9-10"]
)
def test_hours_that_are_none_are_refused_in_words(text):
    with pytest.raises(forms.ValidationError):
        parsed(text)


def test_days_of_the_same_hours_are_told_together():
    assert in_words([[[540, 1020]]] * 4 + [[[540, 720]], [], []]) == [
        "Monday to Thursday 9:00–17:00",
        "Friday 9:00–12:00",
    ]


def test_a_calendar_is_changed_with_a_holiday_on_which_they_work_and_a_day_off_of_their_own(send, desks):
    year = timezone.localdate().year + 1
    answer = send(
        country="DE",
        subdivision="BE",
        time_zone="Europe/Berlin",
        day_4="9-12",
        works=[f"{year}-05-01"],
        **{"own-0-day": f"{year}-12-24", "own-0-name": "Christmas  Eve"},
    )
    assert answer.status_code == 303
    desks.refresh_from_db()
    assert (desks.country, desks.subdivision, desks.time_zone, desks.hours[4]) == (
        "DE",
        "BE",
        "Europe/Berlin",
        [[540, 720]],
    )
    assert [(row["day"], row["works"]) for row in desks.days_off] == [(f"{year}-05-01", True), (f"{year}-12-24", False)]
    assert desks.days_off[1]["name"] == "Christmas Eve"
    assert [row.kind for row in history()] == ["clock-calendar-set"]


def test_the_holidays_of_another_country_are_shown_before_anything_is_saved(send, desks):
    shown = send(verb="holidays", country="DE", subdivision="")
    assert "Tag der Arbeit" in shown.content.decode() or "Labor Day" in shown.content.decode()
    assert 'value="BE"' in shown.content.decode()
    whole = send(country="AT", look="1")
    assert whole.status_code == 200 and "calendar-form" in whole.content.decode()
    desks.refresh_from_db()
    assert desks.country == ""


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({f"day_{number}": "" for number in range(7)}, "Give at least one day its hours"),
        ({"day_2": "nonsense"}, "is no stretch of a day"),
        ({"time_zone": ""}, "Choose the zone that these hours are in."),
        ({"country": "ZZ"}, "is not one of the available choices"),
        ({"own-0-name": "Without a day"}, "Say on which day."),
        ({"own-0-day": "9999-12-31"}, "Choose a day between 2000 and 2199."),
        ({"is_default": None}, "Make another one the desk"),
    ],
)
def test_what_makes_no_sense_is_said_and_not_saved(send, desks, changed, words):
    before = Calendar.objects.values().get(pk=desks.pk)
    answer = send(**changed)
    assert answer.status_code == 422
    assert words in answer.content.decode().replace("&#x27;", "'")
    assert Calendar.objects.values().get(pk=desks.pk) == before


def test_another_calendar_becomes_the_desks_and_what_no_rule_counts_by_can_go(send, adas, desks, answers):
    new = f"{ALL}calendars/"
    assert send(new, name="Vienna", time_zone="Europe/Vienna", is_default="on").status_code == 303
    vienna = Calendar.objects.get(name="Vienna")
    desks.refresh_from_db()
    assert vienna.is_default and not desks.is_default
    answers.calendar = desks
    answers.save()
    adas.post(f"{ALL}calendars/{desks.pk}/remove")
    assert Calendar.objects.filter(pk=desks.pk).exists()
    answers.calendar = None
    answers.save()
    adas.post(f"{ALL}calendars/{desks.pk}/remove")
    adas.post(f"{ALL}calendars/{vienna.pk}/remove")
    assert list(Calendar.objects.values_list("name", flat=True)) == ["Vienna"]


def test_two_calendars_have_two_names(send, desks):
    answer = send(f"{ALL}calendars/", name=desks.name.upper())
    assert answer.status_code == 422
    assert Calendar.objects.count() == 1


def test_a_part_of_a_country_has_its_name(adas, desks, send):
    shown = send(verb="holidays", country="DE", subdivision="").content.decode()
    assert '<option value="BY">Bayern</option>' in shown
    assert shown.count("<option") == shown.count("</option>") and '<option value=""></option>' not in shown
    send(country="DE", subdivision="BY")
    assert "holidays of Germany (Bayern)" in adas.get("/setup/clock/").content.decode()
    assert "Bayern" in adas.get("/setup/clock/changes/").content.decode()
