"""Rows: the rules of time, calendars, and who changed them."""

from django.utils import timezone

from tests.web.matrix.kinds import Kind
from tests.web.matrix.rows import ADMINS, Row, form, page, verb
from tests.web.matrix.things import Things
from transom.clock import changing
from transom.people.actor import person
from transom.timers.models import Calendar, TimerRule

RULE, CALENDAR = {"pk": "clock rule"}, {"pk": "calendar"}
PIECE = Row(ADMINS, frozenset({200}), frozenset({200, 204}))

ROWS = {
    "clock": page(ADMINS),
    "clock_changes": page(ADMINS),
    "put_clock_back": verb({"pk": "clock change"}, ADMINS),
    "clock_times": form(ADMINS),
    "new_clock_rule": Row(ADMINS, frozenset({200}), frozenset({200, 303, 422}), query="kind=follow-up"),
    "preview_new_clock_rule": PIECE,
    "clock_rule": form(ADMINS, **RULE),
    "preview_clock_rule": Row(PIECE.roles, PIECE.get, PIECE.post, RULE),
    **dict.fromkeys(["order_clock_rule", "switch_clock_rule", "remove_clock_rule"], verb(RULE, ADMINS)),
    "new_clock_calendar": form(ADMINS),
    "new_clock_holidays": form(ADMINS),
    "clock_calendar": form(ADMINS, **CALENDAR),
    "clock_holidays": form(ADMINS, **CALENDAR),
    "remove_clock_calendar": verb(CALENDAR, ADMINS),
}


def rule(all: Things, me) -> int:
    return TimerRule.objects.filter(kind="reaction").first().pk


def change(all: Things, me) -> int:
    """A rule was switched off, and on again."""
    row = TimerRule.objects.get(pk=rule(all, me))
    for on in (False, True):
        changing.switch_rule(row, on, actor=person(all.insider), at=timezone.now())
    return changing.history().first().pk


KINDS = {
    "clock rule": Kind(rule),
    "clock change": Kind(change),
    "calendar": Kind(lambda all, me: Calendar.objects.get(is_default=True).pk),
}
