"""A desk whose queue managers are Quinn, Rita and Ben, and a clock that the tests turn by hand."""

from datetime import UTC, datetime, timedelta

import pytest

from transom.people import rota
from transom.people.actor import person
from transom.people.models import User
from transom.people.roles import Role
from transom.people.shifts import Holding
from transom.shifts import planning
from transom.shifts.steps import turn
from transom.timers.models import Calendar

MONDAY = datetime(2027, 3, 1, 0, 0, tzinfo=UTC)
ROLE = Role.QUEUE_MANAGER


def at(hour: float, day: int = 0) -> datetime:
    """So many hours into the Monday, or so many days later."""
    return MONDAY + timedelta(days=day, hours=hour)


def manager(name: str) -> User:
    return User.objects.create_user(f"{name.split()[0].lower()}@desk.example", name, roles=[ROLE])


@pytest.fixture
def rita(desk) -> User:
    return manager("Rita Holm")


@pytest.fixture
def ben(desk) -> User:
    return manager("Ben Castor")


def shift(who: User, starts: datetime, ends: datetime, *, by: User | None = None, now=MONDAY, deputy=None):
    """One shift on the plan, planned by themselves or by somebody else."""
    [made] = planning.plan(who, [(starts, ends)], deputy=deputy, actor=person(by or who), now=now)
    return made


def holder(now: datetime) -> User | None:
    """Who answers for the queue once the worker has looked."""
    while turn(now):
        pass
    return rota.holder(ROLE, now)


def history() -> list[tuple]:
    """Every holding in order: who (by first name), from, until, how."""
    rows = Holding.objects.select_related("person").order_by("since")
    return [(row.person and row.person.name.split()[0], row.since, row.until, row.how) for row in rows]


@pytest.fixture
def calendar(desk) -> Calendar:
    """The desk works from Monday to Friday, nine to five, in UTC."""
    Calendar.objects.all().update(is_default=False)
    hours = [[[540, 1020]]] * 5 + [[], []]
    return Calendar.objects.create(name="Nine to five", time_zone="UTC", hours=hours, is_default=True)
