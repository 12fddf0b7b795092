"""Who is to answer for the queue in the year of `scenario`, who is away, and what people do about it. Data only."""

from datetime import date, timedelta
from typing import NamedTuple

from tests.year.scenario import FIRST, LAST, minute

QUINN, MIRA, DAN = "quinn", "mira", "dan"


class Turn(NamedTuple):
    begins: int
    ends: int
    person: str
    deputy: str | None


class Away(NamedTuple):
    person: str
    begins: int
    ends: int


class Deed(NamedTuple):
    at: int
    what: str
    who: str
    whom: str = ""


WEEK = ((QUINN, DAN, (0, 1, 2)), (MIRA, None, (3, 4)))
OPENS, CLOSES = "08:00", "18:00"
DAYS = [FIRST + timedelta(count) for count in range((LAST - FIRST).days + 1)]
TURNS = [
    Turn(minute(day, OPENS), minute(day, CLOSES), person, deputy)
    for day in DAYS
    for person, deputy, weekdays in WEEK
    if day.weekday() in weekdays
]
AWAY = [
    Away(QUINN, minute(date(2027, 7, 5), "0:00"), minute(date(2027, 7, 17), "0:00")),
    Away(DAN, minute(date(2027, 7, 13), "11:00"), minute(date(2027, 7, 14), "13:00")),  # so that nobody is there
    Away(MIRA, minute(date(2027, 9, 9), "12:00"), minute(date(2027, 9, 11), "0:00")),  # and she has no deputy
    Away(QUINN, minute(date(2027, 10, 6), "15:00"), minute(date(2027, 10, 6), "16:30")),  # back before the day is over
    Away(
        QUINN, minute(date(2027, 11, 2), "20:00"), minute(date(2027, 11, 3), "7:00")
    ),  # at night, when it is still theirs
]
DEEDS = [
    Deed(minute(date(2027, 2, 10), "12:05"), "offer", QUINN, MIRA),
    Deed(minute(date(2027, 2, 10), "12:40"), "accept", MIRA),
    Deed(minute(date(2027, 2, 16), "9:00"), "offer", QUINN, MIRA),  # who never answers
    Deed(minute(date(2027, 9, 9), "14:10"), "take-over", DAN),
    Deed(minute(date(2027, 9, 10), "9:15"), "take-over", DAN),
    Deed(minute(date(2027, 10, 30), "23:20"), "take-over", DAN),  # in the night of the repeated hour
    Deed(minute(date(2027, 12, 15), "10:30"), "leave", QUINN),
    Deed(minute(date(2027, 12, 16), "10:30"), "leave", DAN),
]
