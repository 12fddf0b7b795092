"""Whatever is planned, taken over, handed on or lost, and wherever the clock jumps: of each moment exactly one row tells."""

import random
from contextlib import suppress
from datetime import timedelta

import pytest

from tests.shifts.conftest import MONDAY, ROLE, at, manager
from transom.people import rota
from transom.people.actor import person
from transom.people.models import RoleHeld, User
from transom.people.shifts import Absence, Holding, Shift
from transom.shifts import handing, planning
from transom.shifts.steps import turn
from transom.tickets.actions import NotAllowed, Refused

SCRIPTS, STEPS = 10, 40
NAMES = ("Quinn", "Rita", "Ben")


def chain() -> list[Holding]:
    return list(Holding.objects.order_by("since"))


def assert_one_at_each_moment() -> None:
    rows = chain()
    assert [row.until for row in rows if row.until is None] == [None] * bool(rows)
    for before, after in zip(rows, rows[1:], strict=False):
        assert before.since < before.until == after.since


def there(who: User, now) -> bool:
    away = Absence.objects.filter(person=who, starts_at__lte=now, ends_at__gt=now).exists()
    return rota.those_with(ROLE).filter(pk=who.pk).exists() and not away


def assert_it_is_somebody_who_is_there(now) -> None:
    """By rules that are said here anew: nobody only where neither the shift's person nor their deputy could."""
    current = Holding.objects.filter(until=None).first()
    if current is None or now < current.since:
        return  # nothing was begun, or the clock went back: what was decided stands
    if current.person is not None:
        assert there(current.person, now)
        return
    shift = Shift.objects.filter(starts_at__lte=now, ends_at__gt=now).first()
    assert shift is None or not any(there(who, now) for who in (shift.person, shift.deputy) if who)


class Life:
    """A random life of a plan. `late` are the looks of a worker; a verb looks for itself."""

    def __init__(self, seed: int):
        self.random, self.now = random.Random(seed), MONDAY
        self.people = [manager(f"{name} Number{seed}") for name in NAMES[: self.random.randint(2, 3)]]

    def step(self) -> None:
        self.now += timedelta(minutes=self.random.choice([1, 20, 90, 400, 2000, -121, -30]))
        who, other = self.random.sample(self.people, 2)
        act = self.random.choice(
            [self.plan, self.plan, self.away, self.take, self.offer, self.settle, self.lose, self.remove]
        )
        with suppress(Refused, NotAllowed):
            act(who, other)
        if self.random.random() < 0.6:
            turn(self.now)
            assert turn(self.now) is False
            assert_it_is_somebody_who_is_there(self.now)
        assert_one_at_each_moment()

    def plan(self, who, other) -> None:
        starts = self.now + timedelta(minutes=self.random.randint(-60, 900))
        ends = starts + timedelta(minutes=self.random.randint(30, 900))
        deputy = self.random.choice([other, None])
        planning.plan(who, [(starts, ends)], deputy=deputy, actor=person(other), now=self.now)

    def away(self, who, other) -> None:
        starts = self.now + timedelta(minutes=self.random.randint(-60, 600))
        made = planning.plan_absence(who, starts, starts + timedelta(minutes=700), actor=person(who), now=self.now)
        if self.random.random() < 0.3:
            planning.end_absence(made, actor=person(who), now=self.now + timedelta(minutes=5))

    def take(self, who, other) -> None:
        handing.take_over(actor=person(who), now=self.now)
        assert rota.holder(ROLE, self.now) == who

    def offer(self, who, other) -> None:
        turn(self.now)
        holder = rota.holder(ROLE, self.now)
        handing.offer(self.random.choice([None, other]), "", actor=person(holder or who), now=self.now)
        assert rota.holder(ROLE, self.now) == holder

    def settle(self, who, other) -> None:
        if offered := rota.offered(ROLE):
            self.random.choice([handing.accept, handing.withdraw])(offered.pk, actor=person(who), now=self.now)

    def lose(self, who, other) -> None:
        if self.random.random() < 0.5:
            who.roles_held.all().delete()
            assert rota.holder(ROLE, self.now) != who
        else:
            RoleHeld.objects.get_or_create(user=who, role=ROLE)

    def remove(self, who, other) -> None:
        planned = list(Shift.objects.all())
        if planned:
            planning.remove(
                self.random.choice(planned), actor=person(who), now=self.now, and_later=self.random.random() < 0.2
            )


@pytest.mark.parametrize("seed", range(SCRIPTS))
def test_of_each_moment_exactly_one_row_tells(desk, seed):
    life = Life(seed)
    for _step in range(STEPS):
        life.step()
    assert chain()


@pytest.mark.parametrize("seed", range(4))
def test_it_does_not_matter_when_the_worker_looks(desk, seed):
    """The plan alone says who held it when: a worker that looked every few minutes wrote what one writes that was down."""
    chance = random.Random(seed)
    people = [manager(f"{name} Number{seed}") for name in NAMES]
    begins = at(6)
    for _shift in range(8):
        who, deputy = chance.sample(people, 2)
        ends = begins + timedelta(minutes=chance.randint(60, 700))
        planning.plan(who, [(begins, ends)], deputy=deputy, actor=person(who), now=MONDAY)
        begins = ends + timedelta(minutes=chance.choice([0, 0, 45, 600]))
    for who in people:
        gone = at(chance.randint(6, 60))
        planning.plan_absence(who, gone, gone + timedelta(hours=9), actor=person(who), now=MONDAY)
    written = []
    for looks in (range(0, 5000, 61), sorted(chance.sample(range(5000), 15)), [5000]):
        Holding.objects.exclude(until=None).delete()
        Holding.objects.update(person=None, how="nobody", since=MONDAY, shift=None)
        for minute in [*looks, 5000]:
            turn(MONDAY + timedelta(minutes=minute))
        written.append([(row.person_id, row.since, row.until, row.how) for row in chain()])
        Holding.objects.exclude(pk=chain()[0].pk).delete()
        Holding.objects.update(until=None)
    assert len(written[0]) > 6
    assert written[0] == written[1] == written[2]
