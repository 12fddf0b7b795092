"""Is a path sound? Checked before it is published, so that no ticket is ever stuck."""

from collections.abc import Collection

from django.db.models import QuerySet

from transom.workflow.models import Category, Status, Step, WorkflowVersion


def problems(version: WorkflowVersion) -> list[str]:
    """What is wrong with this path, a sentence each; empty when it may be published.

    Every status is reachable from the start, an end can be reached from every status, no move is nobody's, and
    tickets in an unfinished status that an earlier version had can leave it. Such a status can only be left.
    """
    statuses = {step.status_id: step.status for step in version.steps.select_related("status")}
    ways = list(version.transitions.select_related("from_status", "to_status"))
    forward = {(way.from_status_id, way.to_status_id) for way in ways}
    reached = _reachable({version.start_id}, forward)
    ends = {key for key, status in statuses.items() if status.category == Category.CLOSED}
    can_end = _reachable(ends, {(to, origin) for origin, to in forward})
    found = [f"{way} can be taken by nobody." for way in ways if not way.roles]
    found += [f"{way} leaves the path." for way in ways if way.to_status_id not in statuses]
    left = {origin for origin, _ in forward}
    found += [f"{gone} was removed, but its tickets cannot leave it." for gone in _removed(version, statuses, left)]
    found += [f"{statuses[key]} cannot be reached." for key in statuses if key not in reached]
    found += [f"There is no way to an end from {statuses[key]}." for key in statuses if key not in can_end]
    if version.start_id not in statuses:
        found.append("The start is not on the path.")
    return found


def _removed(version: WorkflowVersion, *known: Collection[int]) -> QuerySet[Status]:
    """The unfinished statuses that an earlier version of this path had, but for the `known` ones."""
    return (
        Status.objects.filter(
            pk__in=Step.objects.filter(
                version__ticket_type=version.ticket_type_id,
                version__number__lt=version.number,
                version__published_at__isnull=False,
            ).values("status")
        )
        .exclude(category=Category.CLOSED)
        .exclude(pk__in=set().union(*known))
    )


def _reachable(origins: set[int], edges: set[tuple[int, int]]) -> set[int]:
    reached, front = set(origins), set(origins)
    while front:
        front = {to for origin, to in edges if origin in front} - reached
        reached |= front
    return reached
