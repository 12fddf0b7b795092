"""The rules of time that ship, written as rows when a desk is made; from then on they are the admin's."""

from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import transaction

from transom.clock.due import skip_what_is_due
from transom.tickets.models import Ticket
from transom.timers.models import Calendar, Counting, Effect, RuleKind, TimerRule, TimerStep
from transom.workflow.models import Status, TicketType

HOUR = 60
DAY = 24 * HOUR
WORKING_DAY = 8 * HOUR
OFFICE_HOURS = [*([[[9 * HOUR, 17 * HOUR]]] * 5), [], []]


class Shipped(NamedTuple):
    """A rule; `steps` are (minutes from the deadline, effect)."""

    kind: RuleKind
    name: str
    after: int | None
    steps: tuple[tuple[int, Effect], ...] = ()
    counting: Counting = Counting.REAL
    is_active: bool = True
    ticket_type: str = ""


RULES = (
    Shipped(
        RuleKind.REACTION,
        "An answer within a day",
        DAY,
        ((-2 * HOUR, Effect.TELL_OWNER), (0, Effect.TELL_QUEUE_MANAGER), (4 * HOUR, Effect.TELL_ADMINS)),
    ),
    Shipped(
        RuleKind.NEXT_WORD,
        "News every three working days",
        3 * WORKING_DAY,
        ((0, Effect.TELL_OWNER),),
        Counting.WORKING,
        is_active=False,
    ),
    Shipped(
        RuleKind.RESOLUTION,
        "Done within ten working days",
        10 * WORKING_DAY,
        ((-WORKING_DAY, Effect.TELL_OWNER), (0, Effect.TELL_QUEUE_MANAGER)),
        Counting.WORKING,
        is_active=False,
    ),
    Shipped(RuleKind.FOLLOW_UP, "A follow-up after two days", 2 * DAY, ((0, Effect.SEND_FOLLOW_UP),)),
    Shipped(RuleKind.CLEARANCE, "Clearance of issues after a week", 7 * DAY, ticket_type="issue"),
    Shipped(RuleKind.CLEARANCE, "Clearance of ideas after a week", 7 * DAY, ticket_type="idea"),
    Shipped(RuleKind.LANGUISHING, "Too long in one status", None, ((0, Effect.TELL_OWNER),)),
)
CLEARED = "closed-without-answer"


@transaction.atomic
def install(now: datetime) -> None:
    """Write the desk's calendar and the rules, once: where there is a calendar, nothing happens.

    On a desk that has tickets already nothing is done about what was due before, and follow-ups are held for a look, so
    that no customer gets a mail because the desk was upgraded.
    """
    if Calendar.objects.exists():
        return
    Calendar.objects.create(name="The desk", time_zone=settings.TIME_ZONE, hours=OFFICE_HOURS, is_default=True)
    has_past = Ticket.objects.exists()
    types = {row.slug: row for row in TicketType.objects.all()}
    cleared = Status.objects.filter(slug=CLEARED).first()
    for position, shipped in enumerate(RULES):
        if not shipped.ticket_type or shipped.ticket_type in types:
            _write(shipped, position, types.get(shipped.ticket_type), cleared, has_past)
    if has_past:
        skip_what_is_due(now)


def _write(
    shipped: Shipped, position: int, ticket_type: TicketType | None, cleared: Status | None, has_past: bool
) -> None:
    rule = TimerRule.objects.create(
        kind=shipped.kind,
        name=shipped.name,
        ticket_type=ticket_type,
        counting=shipped.counting,
        after_minutes=shipped.after,
        move_to=cleared if shipped.kind == RuleKind.CLEARANCE else None,
        is_active=shipped.is_active,
        position=position,
    )
    for offset, effect in shipped.steps:
        if has_past and effect == Effect.SEND_FOLLOW_UP:
            effect = Effect.HOLD_FOLLOW_UP
        TimerStep.objects.create(rule=rule, offset_minutes=offset, effect=effect)
