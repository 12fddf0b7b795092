"""Each week a batch of what has our word last and has been silent for as long as the rules of clearance say.

It is drawn up at the settings' day and time in the desk's zone, of what was due at that moment. A desk that slept through
it draws up the last one when it wakes, and not one for each week that it missed. What nobody decided about comes again
with the next one, for as long as the silence goes on.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from transom.clearance.models import ClearanceBatch, ClearanceDecision, ClearanceItem, OfSilence
from transom.tickets.due import cutoffs, next_clearance, past
from transom.tickets.links import Relation, TicketLink
from transom.tickets.models import Ticket
from transom.timers.models import RuleKind
from transom.timers.rules import rules
from transom.workflow.models import Category

MOST = 1000
"""So many tickets are in one batch, the longest silence first; the rest comes with the next."""
AT_ONCE = 200
LOOKED_BACK = 8
"""In so many of the latest batches it is noted that a ticket came back."""


def step(now: datetime) -> bool:
    """The worker's part. True where a batch was drawn up."""
    return draw_up(now) is not None


def draw_up(now: datetime) -> ClearanceBatch | None:
    """Make the batch of the last clearance day, if it was not made yet and anything was due; it ends those before it."""
    at = last_clearance(now)
    day = at.astimezone(_zone()).date()
    if ClearanceBatch.objects.filter(day__gte=day).exists():
        return None
    active = rules()
    silent = past(Ticket.objects.all(), cutoffs(RuleKind.CLEARANCE, active, at), active)
    found = list(silent.order_by("awaiting_customer_since", "pk").values_list("pk", "awaiting_customer_since")[:MOST])
    return _made(day, found, now) if found else None


@transaction.atomic
def _made(day: date, found: list[tuple[int, datetime]], now: datetime) -> ClearanceBatch | None:
    batch, is_new = ClearanceBatch.objects.get_or_create(day=day, defaults={"opened_at": now})
    if not is_new:  # another worker was quicker
        return None
    tidy(now)
    ClearanceBatch.objects.filter(closed_at=None).exclude(pk=batch.pk).update(closed_at=now)
    items = [ClearanceItem(batch=batch, ticket_id=key, anchor=anchor) for key, anchor in found]
    ClearanceItem.objects.bulk_create(items, batch_size=AT_ONCE)
    return batch


def last_clearance(now: datetime) -> datetime:
    """When the last weekly clearance was due, by the desk's settings as they are: `now` or before."""
    coming = next_clearance(now).astimezone(_zone())
    return datetime.combine(coming.date() - timedelta(days=7), coming.time(), _zone())


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def tidy(now: datetime) -> None:
    """Write down which tickets of earlier batches moved on by themselves, and which came back. Pages look for themselves."""
    waiting = ClearanceItem.objects.undecided()
    moved = waiting.exclude(pk__in=waiting.silent())
    moved.update(decision=ClearanceDecision.OVERTAKEN, decided_at=now)
    _came_back(now)


def _came_back(now: datetime) -> None:
    """Of those that were closed in one of the latest batches, those that are open again, or that another ticket follows."""
    latest = list(ClearanceBatch.objects.order_by("-day").values_list("pk", flat=True)[:LOOKED_BACK])
    closed = ClearanceItem.objects.filter(batch__in=latest, decision=ClearanceDecision.CLOSED, revived_at=None)
    ClearanceItem.objects.filter(pk__in=list(came_back(closed).values_list("pk", flat=True))).update(revived_at=now)


def came_back(closed: OfSilence) -> OfSilence:
    """Of these closed ones, those whose customer is heard again: the ticket is open, or another one follows it."""
    return closed.filter(back())


def back() -> Q:
    """The same, of an item."""
    follows = TicketLink.objects.filter(other=OuterRef("ticket"), relation=Relation.FOLLOWS)
    return ~Q(ticket__category=Category.CLOSED) | Exists(follows)
