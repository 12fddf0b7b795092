"""Who changed what about the clock: each change with what it said before and says after, and whether it can be put back."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from transom.clock.changes import CalendarSet, RuleSet, TimesSet
from transom.clock.documents import CalendarDocument, RuleDocument
from transom.clock.undoing import can_be_put_back
from transom.tickets.history import Event
from transom.tickets.log import event_of
from transom.web.clock import hours, places, words
from transom.web.clock.times import times_words


def shown(rows: Iterable[Event]) -> list[dict]:
    """`before` and `after` are sentences; those that both say are left out."""
    return [_row(row) for row in rows]


def _row(row: Event) -> dict:
    event = event_of(row)
    before, after = _said(event, "before"), _said(event, "after")
    return {
        "pk": row.pk,
        "who": row.actor_label,
        "what": event.sentence(),
        "at": row.at,
        "before": [words.rstrip(".") for words in before if words not in after],
        "after": [words.rstrip(".") for words in after if words not in before],
        "can_be_put_back": can_be_put_back(event),
    }


def _said(event, side: str) -> list[str]:
    said = getattr(event, side, None)
    if said is None:
        return []
    if isinstance(event, RuleSet):
        return rule_words(said)
    if isinstance(event, CalendarSet):
        return calendar_words(said)
    return times_words(said) if isinstance(event, TimesSet) else []


def rule_words(rule: RuleDocument) -> list[str]:
    scope = [words.scope(rule)]
    calendar = [rule.calendar.label] if rule.calendar else []
    return [rule.name, words.promise(rule), *scope, *calendar, *words.steps(rule)]


def calendar_words(calendar: CalendarDocument) -> list[str]:
    place = [places.name_of(calendar.country)] if calendar.country else []
    part = [places.part_name(calendar.country, calendar.subdivision)] if calendar.subdivision else []
    own = [f"{row['day']} {row['name']}".strip() for row in calendar.days_off if not row.get("works")]
    worked = [_("%(day)s, worked") % {"day": row["day"]} for row in calendar.days_off if row.get("works")]
    return [calendar.name, calendar.time_zone, *hours.in_words(calendar.hours), *place, *part, *own, *worked]
