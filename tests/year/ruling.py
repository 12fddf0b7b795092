"""The desk's calendars and rules, as its admin sets them before the year begins: what ships, and four that come before it."""

from datetime import UTC, datetime

from tests.year.scenario import GOLD, OVERSEAS, ZONE
from transom.clock import calendars, changing
from transom.clock.documents import CalendarDocument, RuleDocument, Step
from transom.people.actor import person
from transom.people.models import User
from transom.people.roles import Role
from transom.tickets.events.base import Ref
from transom.timers.models import Calendar, Counting, Effect, RuleKind, TimerRule
from transom.workflow.models import TicketType

NINE_TO_FIVE = [*([[[540, 1020]]] * 5), [], []]
OURS = [
    {"day": "2027-05-06", "name": "We work on Ascension Day", "works": True},
    {"day": "2027-12-31", "name": "Stocktaking", "works": False},
]
BEFORE = datetime(2027, 1, 1, tzinfo=UTC)
TOLD = ((-60, Effect.TELL_OWNER), (0, Effect.TELL_QUEUE_MANAGER), (60, Effect.TELL_ADMINS))


def set_rules() -> None:
    ada = person(User.objects.create_user("ada@desk.example", "Ada", roles=[Role.ADMIN]))
    by = {"actor": ada, "at": BEFORE}
    berlin = CalendarDocument(
        name="Berlin", time_zone=str(ZONE), country="DE", hours=NINE_TO_FIVE, days_off=OURS, is_default=True
    )
    calendars.set_calendar(Calendar.objects.get(is_default=True), berlin, **by)
    new_york = CalendarDocument(name="New York", time_zone="America/New_York", country="US", hours=NINE_TO_FIVE)
    other = calendars.set_calendar(None, new_york, **by)
    _first(RuleKind.REACTION, "Overseas", 480, TOLD, by, tier=OVERSEAS, calendar=Ref.to(other))
    _first(RuleKind.REACTION, "Gold", 240, TOLD, by, tier=GOLD)
    idea = TicketType.objects.get(slug="idea")
    _first(RuleKind.FOLLOW_UP, "Ideas", 960, ((0, Effect.SEND_FOLLOW_UP),), by, ticket_type=Ref.to(idea))


def _first(watches: str, name: str, minutes: int, steps: tuple, by: dict, **fits) -> None:
    """A rule in working hours that comes before all others of its kind."""
    told = tuple(Step(offset_minutes=offset, effect=effect) for offset, effect in steps)
    document = RuleDocument(
        watches=watches, name=name, counting=Counting.WORKING, after_minutes=minutes, steps=told, **fits
    )
    rule = changing.set_rule(None, document, **by)
    for _ in range(TimerRule.objects.filter(kind=watches).count()):
        changing.shift_rule(rule, -1, **by)
