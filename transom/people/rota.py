"""Who answers for what, read and never written: who holds a role now, who did, what is planned, and where the plan has holes.

`transom.shifts` writes what is read here. Everything takes the moment that it asks about.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from transom.people.models import RoleHeld, User
from transom.people.roles import Role
from transom.people.shifts import Absence, HandOver, Holding, Shift

QUEUE_MANAGER = Role.QUEUE_MANAGER
Span = tuple[datetime, datetime]


def those_with(role: str):
    """Those who can hold the role: they have it and may sign in."""
    return User.objects.filter(Exists(RoleHeld.objects.filter(user=OuterRef("pk"), role=role)), is_active=True)


def holder(role: str, now: datetime) -> User | None:
    """Who answers for the role; None where nobody does. One query.

    Whoever left or lost the role does not, even before that is written down. On a desk where nobody was ever planned and
    nothing taken over, the only one with the role does, unless they are away at `now`.
    """
    current = Holding.objects.filter(role=role, until=None)
    holds = current.filter(person=OuterRef("pk"))
    away = Absence.objects.filter(person=OuterRef("pk"), starts_at__lte=now, ends_at__gt=now)
    people = those_with(role).annotate(holds=Exists(holds), begun=Exists(current), away=Exists(away))
    found = list(people.filter(Q(holds=True) | Q(begun=False)).order_by("-holds", "pk")[:2])
    if found and found[0].holds:
        return found[0]
    return found[0] if len(found) == 1 and not found[0].away else None


def chosen(role: str, among: list[User]) -> list[User]:
    """Of these people the one who answers for the role, where they are among them; else all of them."""
    if len(among) < 2:
        return among
    keys = Holding.objects.filter(role=role, until=None).values_list("person", flat=True)
    holds = set(keys)
    return [user for user in among if user.pk in holds] or among


def current(role: str) -> Holding | None:
    """The fact as it stands, with its person and its shift. Its person may have left since: `holder` knows."""
    rows = Holding.objects.select_related("person", "shift__person", "shift__deputy")
    return rows.filter(role=role, until=None).first()


def held_at(role: str, at: datetime) -> Holding | None:
    """Who held it at that moment, as it was written down; None from before the first."""
    rows = Holding.objects.select_related("person").filter(role=role, since__lte=at)
    return rows.order_by("-since").first()


def offered(role: str) -> HandOver | None:
    """The hand-over that waits for whoever takes it."""
    return HandOver.objects.select_related("giver", "taker").filter(role=role, settled_at=None).first()


def note_for(holding: Holding | None) -> HandOver | None:
    """What was written to whoever holds it now, when they came to."""
    if holding is None or holding.person_id is None:
        return None
    found = HandOver.objects.select_related("giver").filter(role=holding.role, settled_at=holding.since)
    return found.exclude(note="").filter(Q(taker=None) | Q(taker=holding.person_id)).first()


def plan(role: str, begins: datetime, ends: datetime) -> list[Shift]:
    """The shifts that lie between two moments, in full or in part, in order."""
    rows = Shift.objects.select_related("person", "deputy").filter(role=role, starts_at__lt=ends, ends_at__gt=begins)
    return list(rows.order_by("starts_at"))


def next_shift(role: str, now: datetime) -> Shift | None:
    """The first that begins after `now`."""
    rows = Shift.objects.select_related("person", "deputy").filter(role=role, starts_at__gt=now)
    return rows.order_by("starts_at").first()


def holes(shifts: Iterable[Shift], working: Iterable[Span]) -> list[Span]:
    """The parts of the `working` spans for which nobody is planned, in order. Pure; both in order and apart."""
    taken = [(shift.starts_at, shift.ends_at) for shift in shifts]
    found: list[Span] = []
    for begins, ends in working:
        at = begins
        for starts, stops in taken:
            if stops <= at or starts >= ends:
                continue
            if starts > at:
                found.append((at, starts))
            at = max(at, stops)
        if at < ends:
            found.append((at, ends))
    return found
