"""The one door by which a path comes into use: its document becomes the rows of a new published version."""

from collections.abc import Sequence
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext as _

from transom.people.models import Team, User
from transom.people.roles import Role
from transom.workflow.checks import problems
from transom.workflow.document import Path, Stop
from transom.workflow.models import Category, Status, Step, TicketType, Transition, WorkflowVersion
from transom.workflow.problem import Problem
from transom.workflow.reading import known_for, path_of


class UnsoundPath(Exception):
    """The path fails the checks. `problems` are they; `str()` is all their sentences."""

    def __init__(self, path: Path, found: Sequence[Problem]):
        super().__init__(f"{path.name}: " + " ".join(problem.sentence for problem in found))
        self.problems = list(found)


@transaction.atomic
def write(path: Path, ticket_type: TicketType, *, by: User | None, why: str, now: datetime) -> WorkflowVersion:
    """Publish `path` as the next version of `ticket_type`. Raises `UnsoundPath`.

    Statuses that are new are made; those that are there get the words of this path, for every type that shares them.
    From each status that an earlier version had and this one has not, a way that only the desk takes leads to where the
    path says, else to its start, or its end for what is closed: no ticket is ever left behind.
    """
    known = known_for(ticket_type)
    if found := problems(path, known):
        raise UnsoundPath(path, found)
    statuses = _statuses(path)
    last = ticket_type.versions.order_by("-number").first()
    version = WorkflowVersion.objects.create(
        ticket_type=ticket_type,
        number=last.number + 1 if last else 1,
        start=statuses[path.slugs[0]],
        published_at=now,
        published_by=by,
        why=why,
    )
    _write_steps(path, version, statuses)
    _write_moves(path, version, statuses)
    _write_remaps(path, version, known.earlier, last)
    TicketType.objects.filter(pk=ticket_type.pk).update(name=path.name, purpose=path.purpose)
    ticket_type.name, ticket_type.purpose = path.name, path.purpose
    return version


def _statuses(path: Path) -> dict[str, Status]:
    """The rows of the path's statuses by slug, made or brought to its words. A new one stands behind the one before it."""
    there = {status.slug: status for status in Status.objects.filter(slug__in=path.slugs)}
    position = None
    for stop in path.stops:
        status = there.get(stop.status)
        if status is None:
            position = _room_behind(position)
            status = Status(slug=stop.status, category=stop.category, position=position)
            there[stop.status] = status
        position = status.position
        words = {"name": stop.name, "public_name": stop.public_name, "silence_counts": stop.silence_counts}
        if status._state.adding or any(getattr(status, name) != value for name, value in words.items()):
            for name, value in words.items():
                setattr(status, name, value)
            status.save(update_fields=None if status._state.adding else list(words))
    return there


def _room_behind(position: int | None) -> int:
    """A place in the order of all statuses behind `position`, or before all of them, that nothing else has."""
    if position is None:
        Status.objects.update(position=models.F("position") + 1)
        return 0
    Status.objects.filter(position__gt=position).update(position=models.F("position") + 1)
    return position + 1


def _write_steps(path: Path, version: WorkflowVersion, statuses: dict[str, Status]) -> None:
    Step.objects.bulk_create(
        Step(
            version=version,
            status=statuses[stop.status],
            position=position,
            name=stop.name,
            public_name=stop.public_name,
            silence_counts=stop.silence_counts,
            entering=stop.entering,
            leaving=stop.leaving,
            dwell_limit_days=stop.days,
            suggested_act=stop.act,
            asks=stop.asks,
            reasons=list(stop.reasons),
            **_owner(stop),
        )
        for position, stop in enumerate(path.stops)
    )


def _owner(stop: Stop) -> dict[str, object]:
    match stop.owner and stop.owner.kind:
        case "team":
            return {"owner_team": Team.objects.get(name=stop.owner.name)}
        case "person":
            return {"owner_person": User.objects.get(email=stop.owner.name)}
        case "role":
            return {"owner_role": stop.owner.name}
    return {}


def _write_moves(path: Path, version: WorkflowVersion, statuses: dict[str, Status]) -> None:
    Transition.objects.bulk_create(
        Transition(
            version=version,
            from_status=statuses[move.origin],
            to_status=statuses[move.to],
            label=move.label,
            roles=sorted(move.roles),
            requires=list(move.requires),
            reasons=list(move.reasons),
            trigger=move.trigger,
            position=position,
        )
        for position, move in enumerate(path.moves)
    )


def _write_remaps(path: Path, version: WorkflowVersion, earlier: frozenset[str], last: WorkflowVersion | None) -> None:
    before = {}
    if last:
        before = path_of(last).remaps
    rows = {status.slug: status for status in Status.objects.filter(slug__in=earlier | set(path.slugs))}
    gone = sorted(earlier - set(path.slugs))
    targets = {slug: destination(path, before, slug, rows[slug].is_closed) for slug in gone}
    Transition.objects.bulk_create(
        Transition(
            version=version,
            from_status=rows[slug],
            to_status=rows[to],
            label=_("Moved by a change of the path"),
            roles=[Role.DESK],
            position=position,
        )
        for position, (slug, to) in enumerate(targets.items(), start=len(path.moves))
    )


def destination(path: Path, before: dict[str, str], gone: str, is_closed: bool) -> str:
    """Where tickets go that stand in `gone`, by slug: as the path says, else as the version before it said, and so on.

    Where nobody ever said it, what is unfinished begins again and what is closed ends at the path's own end.
    """
    seen, slug = set(), gone
    while slug is not None and slug not in seen:
        seen.add(slug)
        slug = path.remaps.get(slug) or before.get(slug)
        stop = path.stop(slug) if slug else None
        if stop and (stop.category == Category.CLOSED) == is_closed:
            return slug
    return path.end.status if is_closed and path.end else path.slugs[0]
