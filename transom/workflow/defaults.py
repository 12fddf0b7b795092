"""The process that ships, written as rows when a desk is made. What it says stands in `paths.py`."""

from django.db import transaction
from django.utils import timezone

from transom.workflow import checks, paths
from transom.workflow.models import Status, Step, TicketType, Transition, WorkflowVersion


class UnsoundWorkflow(Exception):
    """A path that ships fails the checks; the message lists what is wrong."""


@transaction.atomic
def install() -> None:
    """Write the shipped statuses, types and paths. What is there already stays as the admin has it."""
    for position, (slug, name, public_name, category, silence_counts) in enumerate(paths.STATUSES):
        words = {"name": name, "public_name": public_name, "category": category}
        Status.objects.get_or_create(
            slug=slug, defaults=words | {"silence_counts": silence_counts, "position": position}
        )
    statuses = {status.slug: status for status in Status.objects.all()}
    has_default = TicketType.objects.filter(is_default=True).exists()
    for position, (slug, name, path) in enumerate(paths.TYPES):
        ticket_type, is_new = TicketType.objects.get_or_create(
            slug=slug, defaults={"name": name, "position": position, "is_default": position == 0 and not has_default}
        )
        if is_new:
            _publish(ticket_type, path, statuses)


def _publish(ticket_type: TicketType, path: paths.Path, statuses: dict[str, Status]) -> None:
    version = WorkflowVersion.objects.create(
        ticket_type=ticket_type, number=1, start=statuses[path.stops[0].status], published_at=timezone.now()
    )
    shared = [paths.Stop(slug) for slug, *_ in paths.ENDS]
    Step.objects.bulk_create(
        Step(
            version=version,
            status=statuses[stop.status],
            position=position,
            owner_role=stop.owner,
            dwell_limit_days=stop.days,
        )
        for position, stop in enumerate([*path.stops, *shared])
    )
    Transition.objects.bulk_create(
        Transition(
            version=version,
            from_status=statuses[move.origin],
            to_status=statuses[move.to],
            label=move.label,
            roles=sorted(move.roles),
            requires=list(move.requires),
            trigger=move.trigger,
            position=position,
        )
        for position, move in enumerate([*path.moves, *paths.endings(path)])
    )
    if found := checks.problems(version):
        raise UnsoundWorkflow(f"{ticket_type}: {' '.join(found)}")
