"""What a rule would hit as it stands in a form: what is due now, what will be in the next week, what each step would do at once."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from transom.clock.changing import place_of
from transom.clock.documents import RuleDocument
from transom.clock.models import TimerFired
from transom.tickets.due import due
from transom.tickets.languishing import limits
from transom.tickets.models import TicketQuerySet
from transom.tickets.queues import COUNTED
from transom.timers.calendar import CalendarBroken
from transom.timers.models import Calendar, RuleKind, TimerRule
from transom.timers.rules import DAY, Rule, rules
from transom.web.agent.show import ticket_url
from transom.web.agent.small_rows import count_words
from transom.web.clock.chips import moment
from transom.web.clock.words import steps as step_words

WEEK = timedelta(days=7)
SHOWN = 8


class Hit(NamedTuple):
    """Tickets that a rule hits: how many in words, and the first of them with the moment of each."""

    count: str
    tickets: list[dict]


class Preview(NamedTuple):
    """`at_once` are the steps with how many tickets each would be taken for as soon as the rule is saved."""

    now: Hit
    soon: Hit
    at_once: list[tuple[str, str]]
    problem: str = ""


NOTHING = Hit("", [])


def previewed(document: RuleDocument, row: TimerRule | None, visible: TicketQuerySet, now: datetime) -> Preview:
    """`row` is the rule that is changed, None for a new one. Counts stop behind 500."""
    try:
        rule = _rule(document, row)
        among = [one for one in rules() if one.key != rule.key]
        over = _due(visible, rule, among, now)
        soon = _due(visible, rule, among, now + WEEK).exclude(pk__in=over.order_by().values("pk"))
        once = _at_once(document, rule, among, visible, now)
        return Preview(_hit(over, rule, now), _hit(soon, rule, now), once, _hidden_by(rule, among))
    except CalendarBroken as broken:
        return Preview(NOTHING, NOTHING, [], str(broken))
    except LookupError:
        return Preview(NOTHING, NOTHING, [])


def _rule(document: RuleDocument, row: TimerRule | None) -> Rule:
    made = document.row(TimerRule(pk=row.pk if row else None))
    made.position = row.position if row else _position(document)
    return Rule.of(made, Calendar.objects.filter(is_default=True).first())


def _hidden_by(rule: Rule, among: Iterable[Rule]) -> str:
    """Says so, where another rule comes first and takes every ticket that this one is about."""
    for other in among:
        takes = other.fits(rule.ticket_type, rule.tier, rule.team)
        if other.kind == rule.kind and other.place < rule.place and takes:
            words = _(
                "It holds for no ticket: “%(name)s” comes before it and is for these tickets too. "
                "Save it, and put it earlier on the page of the clock."
            )
            return words % {"name": other.name}
    return ""


def _position(document: RuleDocument) -> int:
    """Where a new rule would stand; behind what has the same position, for it has no key yet."""
    others = list(TimerRule.objects.filter(kind=document.watches).order_by("position", "pk"))
    place = place_of(document, others)
    return others[place - 1].position if place else -1


def _due(visible: TicketQuerySet, rule: Rule, among: Iterable[Rule], at: datetime, offset: int = 0) -> TicketQuerySet:
    if rule.kind == RuleKind.LANGUISHING:
        return due(visible, rule, at - timedelta(minutes=offset), among)
    return due(visible, rule, rule.cutoff(at, offset), among)


def _hit(found: TicketQuerySet, rule: Rule, now: datetime) -> Hit:
    first = found.order_by("anchor", "pk").values_list("number", "subject", "anchor", "ticket_type", "status")[:SHOWN]
    known = limits() if rule.kind == RuleKind.LANGUISHING else {}
    shown = [
        {
            "number": number,
            "subject": subject,
            "url": ticket_url(number),
            "at": _moment(rule, anchor, known.get(place), now),
        }
        for number, subject, anchor, *place in first
        for place in [tuple(place)]
    ]
    return Hit(count_words(_count(found)), shown)


def _moment(rule: Rule, anchor: datetime, limit, now: datetime) -> str:
    return moment(rule.moment(anchor, limit=limit.days * DAY if limit else None), now)


def _count(found: TicketQuerySet) -> int:
    return found.order_by()[: COUNTED + 1].count()


def _at_once(
    document: RuleDocument, rule: Rule, among: Iterable[Rule], visible: TicketQuerySet, now: datetime
) -> list[tuple[str, str]]:
    """Each step with the number of tickets for which its moment is over though it was not taken."""
    found = []
    for step in document.steps:
        taken = TimerFired.objects.filter(step=step.key, ticket=OuterRef("pk"), anchor=OuterRef("anchor"))
        waiting = _due(visible, rule, among, now, step.offset_minutes)
        if count := _count(waiting.filter(~Exists(taken)) if step.key else waiting):
            [words] = step_words(msgspec.structs.replace(document, steps=(step,)))
            found.append((words, count_words(count)))
    return found
