"""Making the waits of a desk that is older than they are, or was restored: by the worker, in small steps, the newest first.

How far it is stands in the database, so it goes on where it was, whoever was stopped in the middle.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from transom.tickets.models import Ticket
from transom.tickets.waits import WaitProgress, refresh

BATCH = 100


def step(now: datetime) -> bool:
    """Make those of some more tickets; False where nothing is left to do."""
    progress = WaitProgress.objects.first()
    if progress is None:
        last = Ticket.objects.aggregate(last=Max("pk"))["last"] or 0
        WaitProgress.objects.get_or_create(pk=1, defaults={"tickets": last + 1 if last else 0})
        return bool(last)
    if not progress.tickets:
        return False
    keys = list(Ticket.objects.filter(pk__lt=progress.tickets).order_by("-pk").values_list("pk", flat=True)[:BATCH])
    with transaction.atomic():
        refresh(keys)
        WaitProgress.objects.filter(pk=1, tickets=progress.tickets).update(tickets=keys[-1] if keys else 0)
    return True
