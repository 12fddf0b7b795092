"""The event row: what happened, in order, for good. Written by `log.record()`; nothing ever changes or removes one."""

from django.db import models

from transom.foundation.claims import Work
from transom.foundation.kept import Kept


class EventQuerySet(models.QuerySet):
    def of_ticket(self, ticket_id: int):
        return self.filter(stream="ticket", stream_id=ticket_id).order_by("sequence")

    def undispatched(self):
        return self.filter(dispatched_at=None).order_by("pk")


class Event(models.Model):
    """One thing that happened in one stream ("ticket", …), at `at`; `recorded_at` is when we wrote it down.

    The row is the queue as well: until `dispatched_at` is set, the worker owes the hearers of its kind a call.
    """

    stream = models.CharField(max_length=16)
    stream_id = models.BigIntegerField()
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    payload = models.JSONField()
    payload_version = models.PositiveSmallIntegerField(default=1)
    actor_kind = models.CharField(max_length=8)
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=254)
    actor_roles = models.JSONField(default=list)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    dispatched_at = models.DateTimeField(null=True)
    dispatch_attempts = models.PositiveSmallIntegerField(default=0)

    objects = EventQuerySet.as_manager()

    class Meta:
        app_label = "transom"
        constraints = [models.UniqueConstraint(fields=["stream", "stream_id", "sequence"], name="event_in_its_place")]
        indexes = [models.Index(fields=["id"], name="event_to_dispatch", condition=models.Q(dispatched_at=None))]

    def __str__(self):
        return f"{self.stream} {self.stream_id}/{self.sequence} {self.kind}"

    @property
    def person_id(self) -> int | None:
        """Who of us did it; None where it was no person of the desk."""
        return self.actor_id if self.actor_kind == "person" else None


OF_TICKET = Kept(lambda *, ticket: Event.objects.of_ticket(ticket))


class MissedHearing(Work):
    """A hearer that failed on an event: it is called again with back-off, and parked where a person sees it.

    The event itself counts as dispatched, so that those behind it go on. `hearer` is the function's dotted name.
    """

    event = models.ForeignKey(Event, models.PROTECT, related_name="missed")
    hearer = models.CharField(max_length=120)

    class Meta:
        app_label = "transom"
        constraints = [models.UniqueConstraint(fields=["event", "hearer"], name="hearing_missed_once")]
        indexes = [
            models.Index(
                fields=["due_at", "id"], name="hearing_to_repeat", condition=models.Q(settled_at=None, parked_at=None)
            )
        ]

    def __str__(self):
        return f"{self.hearer} of {self.event}"
