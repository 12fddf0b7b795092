"""Who has to hold a role at a moment, decided from the plan. Pure: no query, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from transom.people.shifts import Absence, Holding, How, Shift


class Next(NamedTuple):
    """Who holds it from now on: the key of a person, or None where nobody can."""

    person: int | None
    how: How
    shift: Shift | None


@dataclass(frozen=True)
class World:
    """What counts: the shifts of the role and who is away when; `able` are the keys of those who may hold it.

    `planned_until` is when the last shift of all ends: after it, and where there is none, the only one who is able holds it.
    """

    shifts: tuple[Shift, ...]
    absences: tuple[Absence, ...]
    able: frozenset[int]
    planned_until: datetime | None

    def shift_at(self, at: datetime) -> Shift | None:
        return next((shift for shift in self.shifts if shift.starts_at <= at < shift.ends_at), None)

    def is_there(self, person: int | None, at: datetime) -> bool:
        """Could they hold it at this moment?"""
        away = any(row.person_id == person and row.starts_at <= at < row.ends_at for row in self.absences)
        return person in self.able and not away

    def as_it_was(self, holding: Holding) -> "World":
        """At a moment that is over: who is not able any more was able then, for all that is known, and held it until now."""
        return replace(self, able=self.able | ({holding.person_id} - {None}))

    def moments(self, after: datetime, until: datetime) -> list[datetime]:
        """When something may change, in order; `until` is the last."""
        found = {shift.starts_at for shift in self.shifts}
        for row in self.absences:
            found |= {row.starts_at, row.ends_at}
        return sorted({at for at in found if after <= at < until} | {until})


def decide(holding: Holding, world: World, at: datetime) -> Next | None:
    """What has to change about `holding` at this moment, or None. What a person decided stands until the next shift begins."""
    shift = world.shift_at(at)
    if holding.person_id is None:
        return _first([shift], world, at) or _alone(world, at)
    if shift and shift.pk != holding.shift_id and shift.starts_at >= holding.since:
        return _first([shift], world, at) or Next(None, How.NOBODY, shift)
    if not world.is_there(holding.person_id, at):
        return _first([shift, holding.shift], world, at) or _alone(world, at) or Next(None, How.NOBODY, shift)
    stands_in = holding.how == How.DEPUTY and shift is not None and shift.pk == holding.shift_id
    if stands_in and world.is_there(shift.person_id, at):
        return Next(shift.person_id, How.PLANNED, shift)
    return None


def _first(shifts: Iterable[Shift | None], world: World, at: datetime) -> Next | None:
    """The first who is there: whose shift it is, else their deputy."""
    for shift in shifts:
        if shift is None:
            continue
        if shift.starts_at <= at < shift.ends_at and world.is_there(shift.person_id, at):
            return Next(shift.person_id, How.PLANNED, shift)
        if world.is_there(shift.deputy_id, at):
            return Next(shift.deputy_id, How.DEPUTY, shift)
    return None


def _alone(world: World, at: datetime) -> Next | None:
    """The only one who is able, on a desk that plans nothing."""
    planned = world.planned_until is not None and world.planned_until > at
    only = next(iter(world.able)) if len(world.able) == 1 and not planned else None
    return Next(only, How.ALONE, None) if only is not None and world.is_there(only, at) else None
