"""The plan is changed: shifts, single or each week, and who is away. No other code writes a shift or an absence.

What was is never changed: a shift that has begun ends when it is removed, and what begins in the past begins now. Whatever
the plan says of this moment holds at once.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta, tzinfo

from dateutil.rrule import WEEKLY, rrule
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.people import rota
from transom.people.actor import Actor
from transom.people.models import User
from transom.people.roles import AGENT_ROLES, Role
from transom.people.rota import Span
from transom.people.shifts import Absence, Shift
from transom.shifts import turning
from transom.shifts.events import AbsenceEnded, AbsencePlanned, ShiftPlanned, ShiftRemoved, time_words
from transom.tickets.actions import NotAllowed, Refused
from transom.tickets.events.base import Ref

ROLE = Role.QUEUE_MANAGER
PLANNERS = frozenset({Role.QUEUE_MANAGER, Role.ADMIN})
FURTHEST = timedelta(days=731)
"""Nothing is planned further ahead than two years."""
LONGEST_SHIFT = timedelta(days=31)
MOST = 800
"""Shifts that are planned at once."""


def occurrences(
    day: date, starts: time, ends: time, weekdays: Iterable[int], until: date | None, zone: tzinfo
) -> list[Span]:
    """From `starts` until `ends` on the clock of `zone`: on `day`, and until the day `until` on each of these `weekdays` (0 is Monday).

    One that ends no later than it starts ends on the next day. Summer time moves none: nine o'clock stays nine o'clock.
    """
    days = [day]
    if until is not None:
        on = sorted(set(weekdays)) or [day.weekday()]
        first = datetime.combine(day, time(0))
        rule = rrule(WEEKLY, dtstart=first, until=datetime.combine(until, time(0)), byweekday=on, count=None)
        days = [at.date() for at, _number in zip(rule, range(MOST + 1), strict=False)]
    over = timedelta(days=1) if ends <= starts else timedelta(0)
    return [(datetime.combine(on, starts, zone), datetime.combine(on + over, ends, zone)) for on in days]


def plan(
    person: User, spans: Sequence[Span], *, actor: Actor, now: datetime, deputy: User | None = None
) -> list[Shift]:
    """Put them on the plan. Raises `Refused` where one meets another shift: then none is planned."""
    _require(actor, may_plan(actor))
    _check_people(person, deputy)
    with turning.held(ROLE, now) as holding:
        begins = max(now, holding.since)
        spans = sorted((max(starts, begins), ends) for starts, ends in spans if ends > begins)
        _check_spans(spans, now)
        made = [
            Shift(role=ROLE, person=person, deputy=deputy, starts_at=starts, ends_at=ends) for starts, ends in spans
        ]
        made = Shift.objects.bulk_create(made)
        said = {"person": Ref.to(person), "deputy": Ref.maybe(deputy), "count": len(made), "until": spans[-1][1]}
        event = ShiftPlanned(starts_at=spans[0][0], ends_at=spans[0][1], **said)
        turning.tell(ROLE, event, actor=actor, at=now)
        turning.settled(holding, now)
    return made


def remove(shift: Shift, *, actor: Actor, now: datetime, and_later: bool = False) -> int:
    """Take it off the plan; with `and_later` all that this person has behind it as well. Gives how many.

    One that goes on ends now, and whoever holds the queue holds it until somebody else does.
    """
    _require(actor, may_plan(actor))
    with turning.held(ROLE, now) as holding:
        which = Q(pk=shift.pk)
        if and_later:
            which |= Q(person=shift.person_id, starts_at__gt=shift.starts_at)
        rows = Shift.objects.select_related("person").filter(which, role=ROLE, ends_at__gt=now).order_by("starts_at")
        found = list(rows)
        if not found:
            raise Refused(_("This shift is over, or was removed already."))
        Shift.objects.filter(pk__in=[row.pk for row in found], starts_at__gte=now).delete()
        Shift.objects.filter(pk__in=[row.pk for row in found]).update(ends_at=now)
        first = found[0]
        said = {"starts_at": first.starts_at, "ends_at": first.ends_at, "count": len(found)}
        turning.tell(ROLE, ShiftRemoved(person=Ref.to(first.person), **said), actor=actor, at=now)
        turning.settled(_again(holding), now)
    return len(found)


def plan_absence(
    person: User, starts_at: datetime, ends_at: datetime, note: str = "", *, actor: Actor, now: datetime
) -> Absence:
    """They are away: their deputy stands in. One's own by anybody of the desk, somebody else's by who plans."""
    _require(actor, may_plan(actor) or (actor.is_agent and actor.id == person.pk))
    if not any(role in AGENT_ROLES for role in person.role_names()) or not person.is_active:
        raise Refused(_("%(name)s does not work at this desk.") % {"name": person.label})
    with turning.held(ROLE, now) as holding:
        starts_at = max(starts_at, now, holding.since if holding.person_id == person.pk else now)
        if ends_at <= starts_at:
            raise Refused(_("This is over already. Choose days to come."))
        if ends_at > now + FURTHEST:
            raise Refused(_("Choose a day within the next two years."))
        made = Absence.objects.create(person=person, starts_at=starts_at, ends_at=ends_at, note=note.strip()[:200])
        event = AbsencePlanned(person=Ref.to(person), starts_at=starts_at, ends_at=ends_at)
        turning.tell(ROLE, event, actor=actor, at=now)
        turning.settled(holding, now)
    return made


def end_absence(absence: Absence, *, actor: Actor, now: datetime) -> None:
    """They are not away after all, or are back: from now on."""
    _require(actor, may_plan(actor) or (actor.is_agent and actor.id == absence.person_id))
    with turning.held(ROLE, now) as holding:
        rows = Absence.objects.filter(pk=absence.pk, ends_at__gt=now)
        if not rows.filter(starts_at__gte=now).delete()[0] and not rows.update(ends_at=now):
            raise Refused(_("They are back already."))
        turning.tell(ROLE, AbsenceEnded(person=Ref.to(absence.person)), actor=actor, at=now)
        turning.settled(holding, now)


def may_plan(actor: Actor) -> bool:
    return actor.is_agent and actor.has(*PLANNERS)


def _require(actor: Actor, may: bool) -> None:
    if not may:
        raise NotAllowed(_("Only queue managers and admins may plan."))


def _check_people(person: User, deputy: User | None) -> None:
    able = set(rota.those_with(ROLE).filter(pk__in=[person.pk, deputy.pk if deputy else None]))
    for one in filter(None, (person, deputy)):
        if one not in able:
            raise Refused(_("%(name)s is no queue manager. An admin can give them the role.") % {"name": one.label})
    if person == deputy:
        raise Refused(_("Choose somebody else as deputy, or nobody."))


def _check_spans(spans: Sequence[Span], now: datetime) -> None:
    """In order, apart, to come, and where no other shift is."""
    if not spans:
        raise Refused(_("This is over already. Choose a time to come."))
    if len(spans) > MOST:
        words = ngettext("Plan at most %(count)d shift at once.", "Plan at most %(count)d shifts at once.", MOST)
        raise Refused(words % {"count": MOST})
    if spans[-1][1] > now + FURTHEST:
        raise Refused(_("Choose a day within the next two years."))
    if any(ends <= starts or ends - starts > LONGEST_SHIFT for starts, ends in spans):
        raise Refused(_("A shift ends after it starts, and within a month."))
    if any(ends > following for (_starts, ends), (following, _ends) in zip(spans, spans[1:], strict=False)):
        raise Refused(_("These shifts overlap each other. Choose an earlier end."))
    for other in rota.plan(ROLE, spans[0][0], spans[-1][1]):
        if any(starts < other.ends_at and other.starts_at < ends for starts, ends in spans):
            _refuse_overlap(other)


def _refuse_overlap(other: Shift) -> None:
    words = {"name": other.person.label, "from": time_words(other.starts_at), "until": time_words(other.ends_at)}
    message = _("%(name)s is planned from %(from)s until %(until)s. Remove that shift first, or choose another time.")
    raise Refused(message % words)


def _again(holding):
    """As it stands now: the shift that it names may be gone."""
    holding.refresh_from_db()
    return holding
