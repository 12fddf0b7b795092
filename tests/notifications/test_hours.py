"""Quiet hours and the hour of the digest, in the person's own zone."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from transom.notifications.hours import next_digest, quiet_ends, zone_of
from transom.notifications.models import NotificationSettings
from transom.people.models import User

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = {"quiet_from": time(22), "quiet_until": time(7)}
NOON = {"quiet_from": time(12), "quiet_until": time(13)}


def at(text: str, zone=BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("chosen", "now", "ends"),
    [
        ({}, "2026-11-21 03:00", None),
        (NIGHT, "2026-11-23 21:59", None),
        (NIGHT, "2026-11-23 22:00", "2026-11-24 07:00"),
        (NIGHT, "2026-11-24 06:59", "2026-11-24 07:00"),
        (NIGHT, "2026-11-24 07:00", None),
        (NOON, "2026-11-24 12:30", "2026-11-24 13:00"),
        (NOON, "2026-11-24 13:00", None),
        ({"quiet_weekends": True}, "2026-11-20 23:59", None),
        ({"quiet_weekends": True}, "2026-11-21 00:00", "2026-11-23 00:00"),
        ({"quiet_weekends": True}, "2026-11-22 23:59", "2026-11-23 00:00"),
        (NIGHT | {"quiet_weekends": True}, "2026-11-20 22:30", "2026-11-23 07:00"),
        (NIGHT | {"quiet_weekends": True}, "2026-11-22 12:00", "2026-11-23 07:00"),
        ({"quiet_from": time(8), "quiet_until": time(8)}, "2026-11-24 08:00", None),
        ({"quiet_from": time(8)}, "2026-11-24 09:00", None),
        (NIGHT, "2026-03-28 23:00", "2026-03-29 07:00"),  # the night in which the clock goes forward
        ({"quiet_from": time(1), "quiet_until": time(2, 30)}, "2026-03-29 01:30", "2026-03-29 02:30"),
    ],
)
def test_quiet_hours(chosen, now, ends):
    ended = quiet_ends(at(now), NotificationSettings(**chosen), BERLIN)
    assert ended == (at(ends) if ends else None)


def test_the_hours_are_those_of_the_persons_zone():
    chosen = NotificationSettings(**NIGHT)
    assert quiet_ends(at("2026-11-24 21:30", UTC), chosen, BERLIN) == at("2026-11-25 07:00")
    assert quiet_ends(at("2026-11-24 21:30", UTC), chosen, ZoneInfo("UTC")) is None


@pytest.mark.parametrize(
    ("now", "comes"),
    [
        ("2026-11-23 07:59", "2026-11-23 08:00"),
        ("2026-11-23 08:00", "2026-11-24 08:00"),
        ("2026-11-20 07:00", "2026-11-20 08:00"),
        ("2026-11-20 09:00", "2026-11-23 08:00"),
        ("2026-11-21 07:00", "2026-11-23 08:00"),
        ("2026-11-22 23:00", "2026-11-23 08:00"),
    ],
)
def test_the_digest_comes_on_weekdays_at_its_hour(now, comes):
    assert next_digest(at(now), NotificationSettings(), BERLIN) == at(comes)


def test_a_zone_is_theirs_else_the_desks(settings):
    settings.TIME_ZONE = "Europe/Helsinki"
    assert zone_of(User(time_zone="Europe/Berlin")).key == "Europe/Berlin"
    assert zone_of(User()).key == "Europe/Helsinki"
    assert zone_of(User(time_zone="Mars/Olympus")).key == "UTC"
