"""A path's rows as its document, and what a path has to fit at this desk."""

from collections.abc import Iterable

from msgspec.structs import replace

from transom.people.models import Team, User
from transom.people.roles import Role
from transom.workflow.document import Move, Owner, Path, Stop
from transom.workflow.models import Status, Step, TicketType, Transition, WorkflowVersion
from transom.workflow.problem import Known


def path_of(version: WorkflowVersion) -> Path:
    """The path as it was published, with the words of that day; `today` gives it those that its statuses have now.

    `remaps` are all that it knows of: also those of statuses that an earlier version removed.
    """
    steps = version.steps.select_related("status", "owner_team", "owner_person")
    ways = list(version.transitions.select_related("from_status", "to_status").order_by("position", "pk"))
    stops = sorted((_stop(step) for step in steps), key=lambda stop: stop.status != version.start.slug)
    return Path(
        type=version.ticket_type.slug,
        name=version.ticket_type.name,
        purpose=version.ticket_type.purpose,
        stops=tuple(stops),
        moves=tuple(_move(way) for way in ways if not is_remap(way)),
        remaps={way.from_status.slug: way.to_status.slug for way in ways if is_remap(way)},
    )


def path_today(ticket_type: TicketType) -> Path:
    """The path that tickets of this type follow now. Raises `WorkflowVersion.DoesNotExist` where there is none."""
    version = WorkflowVersion.objects.published_for(ticket_type)
    version.ticket_type = ticket_type  # the same row, not asked for again
    return today(path_of(version))


def today(path: Path) -> Path:
    """The path with the words that its statuses have now, which another type's path may have changed."""
    now = {status.slug: status for status in Status.objects.filter(slug__in=path.slugs)}
    return replace(path, stops=tuple(in_words_of(stop, now.get(stop.status)) for stop in path.stops))


def in_words_of(stop: Stop, status: Status | None) -> Stop:
    if status is None:
        return stop
    return replace(stop, name=status.name, public_name=status.public_name, silence_counts=status.silence_counts)


def is_remap(way: Transition) -> bool:
    """Is it the desk's own way out of a status that was removed?"""
    return way.roles == [Role.DESK]


def known_for(ticket_type: TicketType | None, occupied: Iterable[tuple[str, int]] = ()) -> Known:
    """What a path of this type has to fit. `occupied` is how many tickets of it stand in each status, by slug."""
    statuses = list(Status.objects.values_list("slug", "name", "category"))
    published = Step.objects.filter(version__ticket_type=ticket_type, version__published_at__isnull=False)
    earlier = published.values_list("status__slug", flat=True).distinct() if ticket_type else ()
    return Known(
        names={slug: name for slug, name, _ in statuses},
        categories={slug: category for slug, _, category in statuses},
        teams=frozenset(Team.objects.values_list("name", flat=True)),
        people=frozenset(User.objects.filter(is_active=True).values_list("email", flat=True)),
        earlier=frozenset(earlier),
        occupied=dict(occupied),
    )


def _stop(step: Step) -> Stop:
    status = step.status
    return Stop(
        status=status.slug,
        name=step.name or status.name,
        category=status.category,
        public_name=step.public_name,
        silence_counts=step.silence_counts,
        entering=step.entering,
        leaving=step.leaving,
        owner=owner_of(step),
        days=step.dwell_limit_days,
        act=step.suggested_act,
        asks=step.asks,
        reasons=tuple(step.reasons),
    )


def owner_of(step: Step) -> Owner | None:
    """Whose a ticket is at this step, as a document says it."""
    if step.owner_team_id:
        return Owner("team", step.owner_team.name)
    if step.owner_person_id:
        return Owner("person", step.owner_person.email)
    return Owner("role", step.owner_role) if step.owner_role else None


def _move(way: Transition) -> Move:
    return Move(
        origin=way.from_status.slug,
        to=way.to_status.slug,
        label=way.label,
        roles=tuple(way.roles),
        requires=tuple(way.requires),
        reasons=tuple(way.reasons),
        trigger=way.trigger,
    )
