"""The process that ships, written as rows when a desk is made. What it says stands in `paths.py`."""

from django.db import transaction
from django.utils import timezone

from transom.workflow import paths
from transom.workflow.models import Status, TicketType
from transom.workflow.reading import today
from transom.workflow.shipped import STATUSES
from transom.workflow.writing import write


@transaction.atomic
def install() -> None:
    """Write the shipped statuses, types and paths. What is there already stays as the admin has it.

    Raises `UnsoundPath` for a path that fails the checks.
    """
    for position, stop in enumerate(STATUSES):
        words = {"name": stop.name, "public_name": stop.public_name, "category": stop.category}
        Status.objects.get_or_create(
            slug=stop.status, defaults=words | {"silence_counts": stop.silence_counts, "position": position}
        )
    has_default = TicketType.objects.filter(is_default=True).exists()
    for position, path in enumerate(paths.PATHS):
        ticket_type, is_new = TicketType.objects.get_or_create(
            slug=path.type,
            defaults={"name": path.name, "position": position, "is_default": position == 0 and not has_default},
        )
        if is_new:
            write(today(path), ticket_type, by=None, why="", now=timezone.now())
