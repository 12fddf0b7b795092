"""Which tickets a rule of time is due for, as queries over the facts that events keep.

Each kind of rule runs from a fact that has an index. Where a column cannot say it all (the pauses of a resolution, the
milliseconds of a limit in days), the query finds a few more, and `timers.deadlines` decides over `facts_of` each.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.db.models.lookups import Exact, In

from transom.customers.models import Customer
from transom.tickets.languishing import languishing, limits
from transom.tickets.models import Ticket, TicketQuerySet
from transom.tickets.waits import Wait
from transom.timers.calendar import CalendarBroken
from transom.timers.deadlines import Facts
from transom.timers.models import RuleKind
from transom.timers.rules import Rule
from transom.workflow.models import Category
from transom.workflow.settings import ProcessSettings

SLACK = timedelta(milliseconds=1)
"""SQLite subtracts days in milliseconds."""
WEEK = timedelta(days=7)
OPEN = ~Q(category=Category.CLOSED)
SILENT = F("awaiting_customer_since")
ANCHORS = {
    RuleKind.REACTION: F("awaiting_us_since"),
    RuleKind.NEXT_WORD: F("last_replied_at"),
    RuleKind.RESOLUTION: F("opened_at"),
    RuleKind.FOLLOW_UP: SILENT,
    RuleKind.CLEARANCE: Case(When(kept_until__gt=SILENT, then=F("kept_until")), default=SILENT),
    RuleKind.LANGUISHING: F("status_since"),
}
"""The fact that each kind runs from. All but that of clearance are columns with an index."""
RUNNING = {
    RuleKind.NEXT_WORD: OPEN & Q(awaiting_us_since=None, awaiting_customer_since=None),
    RuleKind.RESOLUTION: OPEN & ~Exists(Wait.objects.filter(ticket=OuterRef("pk"), until=None)),
}
"""Where a clock stands though its fact is there."""


def due(
    tickets: TicketQuerySet, rule: Rule, cutoff: datetime, rules: Sequence[Rule], since: datetime | None = None
) -> TicketQuerySet:
    """Those of `tickets` for which `rule` holds and whose clock began at `cutoff` or before, each with its `anchor`.

    `rules` are all that are active: what an earlier one of the kind takes is left out. For languishing `cutoff` is the
    moment at which a limit was over. `since` leaves out what began before it. For a resolution these may be more than are
    due: `deadlines.due_at` decides.
    """
    held = tickets.filter(holds(rule, rules))
    if rule.kind == RuleKind.LANGUISHING:
        return languishing(held, cutoff + SLACK, since).annotate(anchor=F("status_since"))
    return held.filter(_began(rule.kind, cutoff, since)).annotate(anchor=ANCHORS[rule.kind])


def holds(rule: Rule, rules: Sequence[Rule]) -> Q:
    """The tickets for which this rule holds: it fits, and no earlier one of its kind does."""
    others = (other for other in rules if other.kind == rule.kind and other.key != rule.key)
    earlier = [other for other in others if other.place < rule.place and _may_share(rule, other)]
    found = _fits(rule)
    for other in earlier:
        found &= _fits_not(other)
    return found


def _may_share(one: Rule, other: Rule) -> bool:
    """Can a ticket fit both? Not of two types, teams or tiers: asked of each pair, that would cost a square of all rules."""
    pairs = (one.ticket_type, other.ticket_type), (one.tier, other.tier), (one.team, other.team)
    return all(not mine or not theirs or mine == theirs for mine, theirs in pairs)


def _fits(rule: Rule) -> Q:
    found = Q()
    for fits, _none in _wanted(rule):
        found &= fits
    return found


def _fits_not(rule: Rule) -> Q:
    """Said in full, because a ticket without a customer or a team is neither equal nor unequal to one in SQL."""
    found = Q(pk__in=[])
    for fits, none in _wanted(rule):
        found |= none | ~fits
    return found


def _wanted(rule: Rule) -> Iterator[tuple[Q, Q]]:
    """Each thing that the rule asks of a ticket, and where a ticket has none of it. Sums, which no index knows: else a database
    may read all tickets of a type instead of those whose time is over.
    """
    if rule.ticket_type:
        yield Q(Exact(F("ticket_type_id") + 0, rule.ticket_type)), Q(pk__in=[])
    if rule.tier:
        yield Q(In(F("customer_id") + 0, Customer.objects.filter(tier=rule.tier).values("pk"))), Q(customer=None)
    if rule.team:
        yield Q(Exact(F("team_id") + 0, rule.team)), Q(team=None)


def _began(kind: str, cutoff: datetime, since: datetime | None) -> Q:
    if kind == RuleKind.CLEARANCE:  # the later of two, each of them said by its column
        found = Q(awaiting_customer_since__lte=cutoff) & (Q(kept_until=None) | Q(kept_until__lte=cutoff))
        return found if since is None else found & (Q(awaiting_customer_since__gte=since) | Q(kept_until__gte=since))
    column = ANCHORS[kind].name
    found = RUNNING.get(kind, Q()) & Q(**{f"{column}__lte": cutoff})
    return found if since is None else found & Q(**{f"{column}__gte": since})


def owed(tickets: TicketQuerySet) -> TicketQuerySet:
    """Those on which a customer's word waits for an answer."""
    return tickets.filter(awaiting_us_since__isnull=False)


def overdue(tickets: TicketQuerySet, rules: Sequence[Rule], now: datetime) -> TicketQuerySet:
    """Those whose answer was owed before now."""
    return past(tickets, cutoffs(RuleKind.REACTION, rules, now), rules)


def closing_soon(tickets: TicketQuerySet, rules: Sequence[Rule], now: datetime) -> TicketQuerySet:
    """Those that the next clearance will list, if nobody says a word until then."""
    return past(tickets, cutoffs(RuleKind.CLEARANCE, rules, next_clearance(now)), rules)


class Cutoff(NamedTuple):
    """For what `rule` holds, a clock that began then or before is over."""

    rule: Rule
    at: datetime


def cutoffs(kind: str, rules: Sequence[Rule], now: datetime) -> tuple[Cutoff, ...]:
    """One for each active rule of the kind; a rule whose calendar makes no sense has none."""
    found = []
    for rule in rules:
        if rule.kind == kind:
            try:
                found.append(Cutoff(rule, rule.cutoff(now)))
            except CalendarBroken:
                continue
    return tuple(found)


def past(tickets: TicketQuerySet, found: Sequence[Cutoff], rules: Sequence[Rule]) -> TicketQuerySet:
    """Those of `tickets` for which the clock of one of these cutoffs is over. `rules` are all that are active."""
    wanted = Q()
    for rule, at in found:
        wanted |= holds(rule, rules) & _began(rule.kind, at, None)
    return tickets.filter(wanted) if found else tickets.none()


def next_clearance(now: datetime, chosen: ProcessSettings | None = None) -> datetime:
    """When the next weekly clearance is drawn up, by the desk's settings, in the desk's zone; later than `now`.

    `chosen` are those settings, where the caller has them.
    """
    chosen, zone = chosen or ProcessSettings.current(), ZoneInfo(settings.TIME_ZONE)
    hour, minute = divmod(chosen.clearance_minute, 60)
    today = now.astimezone(zone).date()
    day = today + timedelta(days=(chosen.clearance_weekday - today.weekday()) % 7)
    at = datetime.combine(day, time(hour, minute), zone)
    return at if at > now else datetime.combine(day + WEEK, time(hour, minute), zone)


def facts_of(ticket: Ticket, rules: Sequence[Rule]) -> Facts:
    """What the clock knows of a ticket. Its waits, and its path's limit, are asked for only where one of `rules` is about them."""
    limited = any(rule.kind == RuleKind.LANGUISHING for rule in rules)
    limit = limits().get((ticket.ticket_type_id, ticket.status_id)) if limited else None
    paused = any(rule.kind == RuleKind.RESOLUTION for rule in rules)
    return Facts(
        ticket_type=ticket.ticket_type_id,
        tier=ticket.customer.tier if ticket.customer_id else "",
        team=ticket.team_id,
        is_closed=ticket.is_closed,
        opened_at=ticket.opened_at,
        status_since=ticket.status_since,
        awaiting_us_since=ticket.awaiting_us_since,
        awaiting_customer_since=ticket.awaiting_customer_since,
        last_replied_at=ticket.last_replied_at,
        kept_until=ticket.kept_until,
        limit_days=limit.days if limit else None,
        waits=tuple(ticket.waits.values_list("since", "until")) if paused else (),
    )
