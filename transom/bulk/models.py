"""A bulk action as rows: what is to be done, and one row for each ticket that it is done to."""

from datetime import datetime, timedelta

import msgspec
from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from transom.foundation.claims import Work, WorkQuerySet
from transom.people.actor import Actor
from transom.tickets.actions.several import Changes
from transom.tickets.models import Ticket

LONGEST_HOLD = timedelta(minutes=10)


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What is done to each ticket: words to its customer or among ourselves, changes, and who watches.

    `watch` is True to begin, False to end. `closing` where the changes are meant to end it.
    """

    reply: str = ""
    note: str = ""
    expects_answer: bool = True
    changes: Changes = Changes()
    watch: bool | None = None
    closing: bool = False

    def as_json(self) -> dict:
        return msgspec.to_builtins(self)

    @property
    def is_final(self) -> bool:
        """Should a new word of the customer stop it? An answer or an end that overlooks one is an embarrassment."""
        return bool(self.reply) or self.closing


class Outcome(models.TextChoices):
    WAITING = "waiting", _("not yet")
    DONE = "done", _("done")
    NOTHING = "nothing", _("nothing to do")
    CAME_IN = "came-in", _("something came in")
    REFUSED = "refused", _("refused")
    FAILED = "failed", _("did not work")
    STOPPED = "stopped", _("stopped before it began")


TRIED_AGAIN = (Outcome.CAME_IN, Outcome.REFUSED, Outcome.FAILED, Outcome.STOPPED)
"""What a person may ask to try once more."""


class BulkRunQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """A run belongs to the person who began it, and to nobody else."""
        return self.filter(person=actor.id) if actor.is_agent else self.none()


class BulkRun(models.Model):
    """One bulk action of one person. `words` say what it does, as they were when it began; `held_until`: not before."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    words = models.CharField(max_length=200)
    stored_order = models.JSONField()
    began_at = models.DateTimeField()
    held_until = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)

    objects = BulkRunQuerySet.as_manager()

    class Meta:
        app_label = "transom"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["person", "-id"], name="bulk_of_person")]

    def __str__(self):
        return self.words

    @cached_property
    def order(self) -> Order:
        return msgspec.convert(self.stored_order, Order)


class BulkItemQuerySet(WorkQuerySet):
    def ready(self, now: datetime, lease: timedelta = timedelta(minutes=1)):
        """What may be done: the time in which the person can still stop it all is over.

        A hold that ends later than any can was given while a clock was wrong.
        """
        over = models.Q(run__held_until__lte=now) | models.Q(run__held_until__gt=now + LONGEST_HOLD)
        return super().ready(now, lease).filter(over)

    def claim(self, now: datetime, lease: timedelta):
        """As all work; the look before costs no write lock where nothing waits."""
        return super().claim(now, lease) if self.ready(now, lease).exists() else None


class BulkItem(Work):
    """One ticket of a run. `seen` is its version that the person was looking at; `reason` stands behind the outcome."""

    run = models.ForeignKey(BulkRun, models.CASCADE, related_name="items")
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="+")
    seen = models.PositiveIntegerField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.WAITING)
    reason = models.TextField(blank=True)

    objects = BulkItemQuerySet.as_manager()

    class Meta:
        app_label = "transom"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["run", "ticket"], name="bulk_once_a_ticket")]
        indexes = [
            models.Index(
                fields=["due_at", "id"], name="bulk_to_do", condition=models.Q(settled_at=None, parked_at=None)
            )
        ]
