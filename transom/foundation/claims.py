"""Work as rows: claimed with a lease, tried again with back-off, parked where a person can see it.

A row is claimed behind `FOR UPDATE SKIP LOCKED` (PostgreSQL), or in a transaction that takes the one write lock
before it reads (SQLite, whose transactions begin IMMEDIATE). The attempt is counted when it *starts*, so that work
which kills its worker is counted too. The number of the attempt is the fencing token: `settle()` writes only while it
is still ours, so a worker that slept through its lease changes nothing.
"""

import random
from datetime import datetime, timedelta

from django.db import connection, models, transaction

from transom.foundation import faults

JITTER = 0.2  # of the wait, so that a thousand retries do not come back in one second


class Claimed(Exception):
    """The lease was lost: another worker has taken the row. Drop the result."""


class WorkQuerySet(models.QuerySet):
    def ready(self, now: datetime, lease: timedelta = timedelta(days=1)):
        """What may be claimed: waiting and due, or claimed by a worker whose lease of such a length ran out.

        No clock can be trusted. What was never put off is due whatever it says, and a lease that ends later than any worker
        could have asked for, with room for clocks that differ, was taken while the clock was wrong.
        """
        due = models.Q(due_at__lte=now) | models.Q(last_error="")
        free = models.Q(leased_until=None) | models.Q(leased_until__lte=now)
        return self.filter(due, free | models.Q(leased_until__gt=now + 2 * lease), settled_at=None, parked_at=None)

    def parked(self):
        """What was given up and waits for a person."""
        return self.filter(parked_at__isnull=False, settled_at=None)

    def unpark(self, now: datetime) -> int:
        """A person says: try again, from the beginning. Gives how many rows that were parked are due now."""
        return self.parked().update(parked_at=None, leased_until=None, due_at=now, attempts=0, last_error="")

    def free_leases(self) -> int:
        """Take back every lease. Only for whoever knows that all who held one are dead. Gives how many there were."""
        return self.filter(settled_at=None, leased_until__isnull=False).update(leased_until=None)

    def claim(self, now: datetime, lease: timedelta):
        """Take the oldest ready row, or None. The row comes back with its attempt counted and committed."""
        with transaction.atomic():
            candidates = self.ready(now, lease).order_by("due_at", "pk")
            if connection.features.has_select_for_update_skip_locked:
                candidates = candidates.select_for_update(skip_locked=True, of=("self",))
            row = candidates.first()
            if row is None:
                return None
            row.attempts += 1
            row.leased_until = now + faults.wait(lease)
            row.save(update_fields=["attempts", "leased_until"])
            return row


class Work(models.Model):
    """A row that stands for something that must happen. `settled_at`: done for good; `parked_at`: needs a person."""

    due_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    parked_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    objects = WorkQuerySet.as_manager()

    class Meta:
        abstract = True

    def settle(self, now: datetime, **changes) -> None:
        """The work is done: write `changes` and release the row, if the lease is still ours (else `Claimed`)."""
        self._release(settled_at=now, last_error="", **changes)

    def retry(self, now: datetime, wait: timedelta, error: str, **changes) -> None:
        """Try again after `wait`, give or take the jitter."""
        spread = faults.wait(wait) * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311, no secret
        self._release(due_at=now + spread, last_error=error, **changes)

    def park(self, now: datetime, error: str, **changes) -> None:
        """Stop trying and wait for a person."""
        self._release(parked_at=now, last_error=error, **changes)

    def _release(self, **changes) -> None:
        changes["leased_until"] = None
        mine = type(self)._base_manager.filter(pk=self.pk, attempts=self.attempts, settled_at=None)
        if not mine.update(**changes):
            raise Claimed(f"{type(self).__name__} {self.pk}, attempt {self.attempts}")
        for name, value in changes.items():
            setattr(self, name, value)
