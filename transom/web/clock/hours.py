"""Working hours as people write them: "9:00–17:00", "9-12, 13-17:30"; and as they are kept, in minutes of the day."""

import re

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

SPAN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|—|to)\s*(\d{1,2})(?:[:.](\d{2}))?")
BETWEEN = re.compile(r"\s*(?:,|;|\band\b|&)\s*")
MOST = 4
MIDNIGHT = 1440
LONGEST = 80


class HoursField(forms.CharField):
    """The hours of one weekday, as spans in minutes; none for a day off."""

    def __init__(self, **options):
        super().__init__(max_length=LONGEST, required=False, **options)

    def prepare_value(self, value):
        return written(value) if isinstance(value, list) else value

    def clean(self, value) -> list[list[int]]:
        return parsed(super().clean(value))


def written(spans: list[list[int]]) -> str:
    """ "9:00–12:00, 13:00–17:00"."""
    return ", ".join(f"{_clock(start)}–{_clock(end)}" for start, end in spans)


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


def parsed(text: str) -> list[list[int]]:
    """Raises `ValidationError` in words for what is no time of a day, and for spans that overlap."""
    found = [_span(part) for part in BETWEEN.split(text.strip()) if part.strip()]
    found.sort()
    if len(found) > MOST:
        raise forms.ValidationError(_("A day has at most %(most)d stretches of work.") % {"most": MOST})
    for (_start, end), (start, _end) in zip(found, found[1:], strict=False):
        if start <= end:
            raise forms.ValidationError(
                _("These stretches meet or overlap. Write them as one, or leave a break between them.")
            )
    return found


def _span(part: str) -> list[int]:
    match = SPAN.fullmatch(part.strip())
    if not match:
        raise forms.ValidationError(
            _("“%(part)s” is no stretch of a day. Write it like 9:00–17:00.") % {"part": part[:20]}
        )
    hours, minutes, end_hours, end_minutes = (int(group or 0) for group in match.groups())
    start, end = hours * 60 + minutes, end_hours * 60 + end_minutes
    if minutes > 59 or end_minutes > 59 or end > MIDNIGHT:
        raise forms.ValidationError(
            _("“%(part)s” is no time of a day: that goes from 0:00 to 24:00.") % {"part": part[:20]}
        )
    if end <= start:
        raise forms.ValidationError(
            _("“%(part)s” ends before it begins. Work over midnight is written on both days.") % {"part": part[:20]}
        )
    return [start, end]


def days() -> list[tuple[str, str]]:
    """The names of the fields of a week, Monday first, and of its days."""
    return [(f"day_{number}", str(WEEKDAYS[number])) for number in range(7)]


def in_words(week: list[list[list[int]]]) -> list[str]:
    """The week, days of the same hours together: "Monday to Friday 9:00–17:00"."""
    told, first = [], 0
    for number in range(1, 8):
        if number < 7 and week[number] == week[first]:
            continue
        if week[first]:
            told.append(_days_words(first, number - 1, written(week[first])))
        first = number
    return told


def _days_words(first: int, last: int, hours: str) -> str:
    words = {"first": WEEKDAYS[first], "last": WEEKDAYS[last], "hours": hours}
    if first == last:
        return _("%(first)s %(hours)s") % words
    return _("%(first)s to %(last)s %(hours)s") % words


def hours_a_week(week: list[list[list[int]]]) -> float:
    return sum(end - start for day in week for start, end in day) / 60
