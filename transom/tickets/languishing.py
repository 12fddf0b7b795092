"""What stayed in its status for longer than its path says, and whose it is to do something about it."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Now

from transom.foundation.ago import DaysBefore
from transom.foundation.kept import Kept
from transom.people.models import Membership, RoleHeld
from transom.tickets.models import Ticket, TicketQuerySet
from transom.workflow.models import Category, Step, WorkflowVersion

STEP = "status__steps"


def languishing(tickets: TicketQuerySet, now: datetime | None = None, since: datetime | None = None) -> TicketQuerySet:
    """Those of `tickets` that are in a status for longer than the days which their published path allows there.

    Asked as a query over rows and never stored, so that a path which is published now counts at once. `now` is the
    database's own where none is given: what is asked of it again and again keeps its SQL. `since` leaves out those whose
    limit was over before that moment.
    """
    return tickets.filter(*_too_long(now, since))


def put_before(tickets: TicketQuerySet, person: int, now: datetime | None = None) -> TicketQuerySet:
    """Those that languish and that this person (a key) is asked about: theirs, or nobody's in a status that is theirs."""
    roles = RoleHeld.objects.filter(user=person).values("role")
    teams = Membership.objects.filter(user=person).values("team")
    owned = Q(**{f"{STEP}__owner_person": person}) | Q(**{f"{STEP}__owner_team__in": teams})
    owned |= Q(**{f"{STEP}__owner_role__in": roles})
    return tickets.filter(*_too_long(now), Q(assignee=person) | (Q(assignee=None) & owned))


def _too_long(now: datetime | None, after: datetime | None = None) -> list[Q]:
    """All for one `filter()`, so that they speak of one step. A ticket has one, so none is found twice.

    The type is compared as a sum, which no index knows: SQLite would read all tickets of a type, and look at their steps.
    """
    here = Q(**{f"{STEP}__version__in": published(), f"{STEP}__version__ticket_type": F("ticket_type_id") + 0})
    limited = Q(**{f"{STEP}__dwell_limit_days__isnull": False})
    since = Q(status_since__lt=_limit_before(Now() if now is None else Value(now)))
    if after is not None:
        since &= Q(status_since__gte=_limit_before(Value(after)))
    return [~Q(category=Category.CLOSED), here, limited, since]


def _limit_before(moment: Now | Value) -> DaysBefore:
    return DaysBefore(moment, F(f"{STEP}__dwell_limit_days"))


def published() -> QuerySet[WorkflowVersion]:
    """The version that each type follows now."""
    rows = WorkflowVersion.objects.filter(published_at__isnull=False)
    latest = rows.filter(ticket_type=OuterRef("ticket_type")).order_by().values("ticket_type").annotate(n=Max("number"))
    return rows.filter(number=Subquery(latest.values("n"))).values("pk")


def steps_of(ticket: int) -> QuerySet[Step]:
    """The step of the published path where the ticket with this key stands; none where its status was removed."""
    return path_of(ticket).filter(status__in=Ticket.objects.filter(pk=ticket).values("status"))


def path_of(ticket: int) -> QuerySet[Step]:
    """All steps of the published path of the ticket with this key."""
    types = Ticket.objects.filter(pk=ticket).values("ticket_type")
    return Step.objects.filter(version__in=published(), version__ticket_type__in=types)


class Limit(NamedTuple):
    """So many days a status allows on a path, and what to do when they are over (a `SuggestedAct`)."""

    days: int
    act: str


def limits() -> dict[tuple[int, int], Limit]:
    """The limits of all published paths, by the keys of type and status."""
    return {(kind, status): Limit(days, act) for kind, status, days, act in LIMITS.rows()}


def _limits() -> QuerySet:
    steps = Step.objects.filter(version__in=published(), dwell_limit_days__isnull=False).order_by()
    return steps.values_list("version__ticket_type", "status", "dwell_limit_days", "suggested_act")


LIMITS = Kept(_limits)
