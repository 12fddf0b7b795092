"""The decisions of one key, and the runs through what can be answered now."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from transom.people.actor import Actor
from transom.people.models import Team
from transom.tickets.models import Ticket
from transom.workflow.models import Status, TicketType

FRESH = timedelta(minutes=30)
"""For so long a ticket that was served to somebody is theirs, if they do nothing."""


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Everybody of the desk may decide; what they may move, the paths say."""
        return self.all() if actor.is_agent else self.none()


class Decision(models.Model):
    """One key of the cockpit: what it makes of a ticket. An admin owns these rows.

    `asks_team` lets the queue manager choose the team; `asks_comment` wants a word why.
    """

    name = models.CharField(max_length=60)
    key = models.CharField(max_length=1)
    ticket_type = models.ForeignKey(TicketType, models.CASCADE, null=True, blank=True, related_name="+")
    move_to = models.ForeignKey(Status, models.CASCADE, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, models.CASCADE, null=True, blank=True, related_name="+")
    asks_team = models.BooleanField(default=False)
    asks_comment = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        app_label = "transom"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["key"], name="decision_has_its_key")]

    def __str__(self):
        return self.name


class AnswerRunQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """One's own alone."""
        return self.filter(person=actor.id) if actor.is_agent else self.none()


class AnswerRun(models.Model):
    """One person goes through what can be answered now."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = AnswerRunQuerySet.as_manager()

    class Meta:
        app_label = "transom"
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(ended_at__isnull=True), name="one_answer_run_at_a_time"
            )
        ]


class ServedOutcome(models.TextChoices):
    SERVED = "", _("Shown")
    ANSWERED = "answered", _("Answered")
    DECIDED = "decided", _("Decided")
    SKIPPED = "skipped", _("Skipped")
    GONE = "gone", _("Somebody else was quicker")


class AnswerRunItemQuerySet(models.QuerySet):
    def served(self, now: datetime):
        """What lies before somebody, so lately that it is still theirs."""
        return self.filter(outcome=ServedOutcome.SERVED, served_at__gt=now - FRESH, run__ended_at=None)


class AnswerRunItem(models.Model):
    """A ticket that a run served, and what became of it."""

    run = models.ForeignKey(AnswerRun, models.CASCADE, related_name="items")
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="+")
    served_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=ServedOutcome.choices, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True)

    objects = AnswerRunItemQuerySet.as_manager()

    class Meta:
        app_label = "transom"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "ticket"], name="served_once_a_run"),
            models.UniqueConstraint(fields=["ticket"], condition=models.Q(outcome=""), name="served_to_one_at_a_time"),
        ]
