"""The fact follows the plan: a shift begins, a deputy stands in, nobody is there. The one place that writes a `Holding`.

What a late worker missed is written as it should have been, at the moments that the plan says; what was is never changed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from transom.people import rota
from transom.people.actor import CLOCK, Actor
from transom.people.shifts import Absence, HandOver, Holding, How, Shift
from transom.shifts.deciding import Next, World, decide
from transom.shifts.events import OF_ROLE, STREAM, NobodyThere, ShiftBegan, StoodIn
from transom.tickets.events.base import EventKind, Ref
from transom.tickets.history import Event
from transom.tickets.log import append
from transom.tickets.models import Ticket

MOMENT = timedelta(microseconds=1)


@contextmanager
def held(role: str, now: datetime) -> Iterator[Holding]:
    """The role as it stands at `now`, after all that the plan says until then; nobody else changes it meanwhile."""
    with transaction.atomic():
        yield settled(_locked(role, now), now)


def _locked(role: str, now: datetime) -> Holding:
    """The current row, which is the lock of the role, its plan and its hand-over."""
    while True:
        holding = Holding.objects.select_for_update().filter(role=role, until=None).first()
        if holding is not None:
            return holding
        able = list(rota.those_with(role).values_list("pk", flat=True)[:2])
        only = able[0] if len(able) == 1 else None
        first = {"since": now, "person_id": only, "how": How.ALONE if only else How.NOBODY}
        Holding.objects.get_or_create(role=role, until=None, defaults=first)


def settled(holding: Holding, now: datetime) -> Holding:
    """Bring the locked row to `now`. A clock that went back changes nothing but who is able."""
    now = max(now, holding.since)
    world = world_of(holding, now)
    for at in world.moments(holding.since, now):
        decided = decide(holding, world if at == now else world.as_it_was(holding), at)
        if decided is not None:
            holding = change(holding, decided, at=at, actor=CLOCK)
    return holding


def is_behind(holding: Holding, now: datetime) -> bool:
    """Would `settled` change anything?"""
    now = max(now, holding.since)
    world = world_of(holding, now)
    moments = world.moments(holding.since, now)
    return any(decide(holding, world if at == now else world.as_it_was(holding), at) for at in moments)


def world_of(holding: Holding, now: datetime) -> World:
    """What counts for this holding until `now`."""
    shifts = Shift.objects.filter(role=holding.role)
    relevant = shifts.filter(starts_at__lte=now, ends_at__gt=holding.since) | shifts.filter(pk=holding.shift_id)
    absences = Absence.objects.filter(starts_at__lte=now, ends_at__gt=holding.since - MOMENT)
    return World(
        shifts=tuple(relevant.order_by("starts_at")),
        absences=tuple(absences),
        able=frozenset(rota.those_with(holding.role).values_list("pk", flat=True)),
        planned_until=shifts.aggregate(last=Max("ends_at"))["last"],
    )


def change(holding: Holding, to: Next, *, at: datetime, actor: Actor, event: EventKind | None = None) -> Holding:
    """Somebody else holds it from `at` on, or nobody. `event` says so; without one, what the clock says.

    A hand-over that still waits is over: who offered it does not hold it any more.
    """
    at = max(at, holding.since + MOMENT)
    before = Ref.maybe(holding.person) if holding.person_id != to.person else None
    holding.until = at
    holding.save(update_fields=["until"])
    fresh = Holding(role=holding.role, person_id=to.person, since=at, how=to.how, shift=to.shift)
    fresh.alarmed_at = at if to.person is None and has_mail() else None
    fresh.save()
    HandOver.objects.filter(role=holding.role, settled_at=None).update(settled_at=at)
    tell(holding.role, event or _said(fresh, before), actor=actor, at=at)
    return fresh


def has_mail() -> bool:
    """Is there anything to answer for? Before the first ticket nobody is alarmed."""
    return Ticket.objects.exists()


def _said(fresh: Holding, before: Ref | None) -> EventKind:
    if fresh.person_id is None:
        return NobodyThere(before=before, since=fresh.since)
    if fresh.how == How.PLANNED:
        return ShiftBegan(person=Ref.to(fresh.person), relieved=before)
    absent = Ref.to(fresh.shift.person) if fresh.how == How.DEPUTY else None
    return StoodIn(person=Ref.to(fresh.person), absent=absent)


def tell(role: str, *events: EventKind, actor: Actor, at: datetime) -> None:
    """Write it down. The role must be `held`, so that two never take the same number."""
    rows = Event.objects.filter(stream=STREAM, stream_id=OF_ROLE[role]).order_by("-sequence")
    append(STREAM, OF_ROLE[role], rows.values_list("sequence", flat=True).first() or 0, *events, actor=actor, at=at)
