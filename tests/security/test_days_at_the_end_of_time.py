"""A day that no calendar reaches is told in the form, and is no error of the server."""

import pytest

from transom.people.shifts import Absence, Shift

SHIFTS = (
    {"day": "9999-12-31", "starts": "22:00", "ends": "06:00"},
    {"day": "9999-12-30", "until": "9999-12-31", "weekdays": ["0", "1", "2", "3", "4", "5", "6"]},
    {"day": "2020-01-01", "until": "9999-12-31", "weekdays": ["0", "1", "2", "3", "4", "5", "6"]},
    {"day": "0001-01-01", "starts": "00:00", "ends": "00:00"},
)
AWAY = (
    {"first": "2026-12-01", "last": "9999-12-31"},
    {"first": "0001-01-01", "last": "0001-01-01"},
    {"first": "9999-12-31", "last": "9999-12-31"},
)


@pytest.mark.parametrize("said", SHIFTS)
def test_no_shift(quinn, quinns, said):
    answer = quinns.post("/shifts/plan", {"person": quinn.pk, "starts": "09:00", "ends": "17:00"} | said)
    assert (answer.status_code, Shift.objects.exists()) == (422, False)


@pytest.mark.parametrize("said", AWAY)
def test_no_absence(quinn, quinns, said):
    answer = quinns.post("/shifts/absences", {"person": quinn.pk} | said)
    assert (answer.status_code, Absence.objects.exists()) == (422, False)
