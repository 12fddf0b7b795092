"""What the clock has to do now: for each step of a rule the tickets that it is due for and was not taken for."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from transom.clock.models import TimerFired
from transom.tickets.due import due, facts_of
from transom.tickets.models import Ticket, TicketQuerySet
from transom.tickets.waits import Wait
from transom.timers.calendar import CalendarBroken
from transom.timers.deadlines import after_waits, clock_of, due_at
from transom.timers.models import RuleKind, TimerStep
from transom.timers.rules import Rule, rules

PAGE = 200


def steps() -> list[TimerStep]:
    """The steps of all rules that hold, with how far each has looked."""
    found = TimerStep.objects.filter(rule__is_active=True).select_related("mark")
    return list(found.order_by("rule", "offset_minutes", "pk"))


def cutoff_of(step: TimerStep, rule: Rule, now: datetime) -> datetime | None:
    """What began then or before is due for this step. None where the rule's calendar makes no sense.

    For languishing, where each status has its own limit, the moment at which a limit was over.
    """
    try:
        if rule.kind == RuleKind.LANGUISHING:
            return now - timedelta(minutes=step.offset_minutes)
        return rule.cutoff(now, step.offset_minutes)
    except CalendarBroken:
        return None


def left_to_do(
    step: TimerStep, rule: Rule, among: Sequence[Rule], cutoff: datetime, since: datetime | None = None
) -> TicketQuerySet:
    """The tickets that are due for this step, and for which it was not taken: the oldest anchor first, as `anchor`."""
    found = due(Ticket.objects.all(), rule, cutoff, among, since)
    taken = TimerFired.objects.filter(step=step, ticket=OuterRef("pk"), anchor=OuterRef("anchor"))
    return found.filter(~Exists(taken)).order_by("anchor", "pk")


def pages(found: TicketQuerySet) -> Iterator[list[tuple[int, datetime]]]:
    """The keys and anchors of these tickets, page by page behind the last one, whatever becomes of it."""
    after = Q()
    while page := list(found.filter(after).values_list("pk", "anchor")[:PAGE]):
        yield page
        if len(page) < PAGE:
            return
        key, anchor = page[-1]
        after = Q(anchor__gte=anchor) & (Q(anchor__gt=anchor) | Q(pk__gt=key))


def surely_due(
    page: list[tuple[int, datetime]], step: TimerStep, rule: Rule, now: datetime
) -> list[tuple[int, datetime]]:
    """Those of a page that are due indeed: of a resolution the query does not know the pauses. One query for all of them."""
    if rule.kind != RuleKind.RESOLUTION:
        return page
    waits = defaultdict(list)
    for key, since, until in Wait.objects.filter(ticket__in=[key for key, _at in page]).values_list(
        "ticket", "since", "until"
    ):
        waits[key].append((since, until))
    return [(key, anchor) for key, anchor in page if _is_over(rule, anchor, waits[key], now, step.offset_minutes)]


def _is_over(
    rule: Rule, anchor: datetime, waits: list[tuple[datetime, datetime | None]], now: datetime, offset: int
) -> bool:
    """Not where it cannot be counted: one ticket stops no clock."""
    try:
        return after_waits(rule, anchor, waits, now, offset) <= now
    except CalendarBroken:
        return False


def is_due(ticket: Ticket, step: TimerStep, rule: Rule, among: Sequence[Rule], anchor: datetime, now: datetime) -> bool:
    """Is the step due for this ticket as it stands, for this very anchor? The query may have found a little more."""
    facts = facts_of(ticket, among)
    clock = clock_of(rule.kind, facts, among, now)
    if clock is None or clock.rule.key != rule.key or clock.anchor != anchor or clock.paused:
        return False
    return due_at(rule, facts, anchor, now, step.offset_minutes) <= now


def deadline_of(ticket: Ticket, rule: Rule, among: Sequence[Rule], anchor: datetime, now: datetime) -> datetime:
    return due_at(rule, facts_of(ticket, among), anchor, now)


def skip_what_is_due(now: datetime) -> None:
    """Take every step for what is due already, without doing anything about it: so it was before there were rules."""
    among = rules()
    held = {rule.key: rule for rule in among}
    for step in steps():
        rule = held[step.rule_id]
        if (cutoff := cutoff_of(step, rule, now)) is None:
            continue
        result = _("It was so before this rule began.")
        for page in pages(left_to_do(step, rule, among, cutoff)):
            TimerFired.objects.bulk_create(
                TimerFired(step=step, ticket_id=key, anchor=anchor, fired_at=now, result=result) for key, anchor in page
            )
