"""The countries whose public holidays are known, their parts, and the holidays themselves, for forms."""

import re
from datetime import date
from functools import cache

from holidays.registry import COUNTRIES

from transom.timers.days import CalendarBroken, countries, part_names, public_holidays

WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")


@cache
def named() -> list[tuple[str, str]]:
    """Every country by its code, in the order of names, which are those of the list of holidays, in English."""
    names = {entry[1]: WORDS.sub(" ", entry[0]) for entry in COUNTRIES.values()}
    return sorted(((code, names.get(code, code)) for code in countries()), key=lambda country: country[1])


def name_of(code: str) -> str:
    return dict(named()).get(code, code)


def parts_of(country: str) -> list[str]:
    """The parts of a country that have holidays of their own, by their codes."""
    return countries().get(country, [])


def part_name(country: str, part: str) -> str:
    """What a part of a country is called there; its code, where nothing is known of it."""
    return part_names(country).get(part, part) if country else part


def holidays_of(country: str, part: str, today: date) -> list[tuple[date, str]]:
    """The public holidays of this year and the next, from today on; none for a place that nothing is known of."""
    if not country:
        return []
    try:
        found = [item for year in (today.year, today.year + 1) for item in public_holidays(country, part, year).items()]
    except CalendarBroken:
        return []
    return [(day, name) for day, name in found if day >= today]
