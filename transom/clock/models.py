"""What the clock has done, and how far it has looked."""

from django.db import models

from transom.tickets.models import Ticket
from transom.timers.models import TimerStep


class TimerFired(models.Model):
    """A step was taken for a ticket, for one value of its anchor: the key that lets it happen once."""

    step = models.ForeignKey(TimerStep, models.CASCADE, related_name="fired")
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="fired")
    anchor = models.DateTimeField()
    fired_at = models.DateTimeField()
    result = models.CharField(max_length=200, blank=True)

    class Meta:
        app_label = "transom"
        constraints = [models.UniqueConstraint(fields=["step", "ticket", "anchor"], name="fires_once_an_anchor")]
        indexes = [models.Index(fields=["ticket", "-fired_at"], name="fired_on_ticket")]


class ClockMark(models.Model):
    """How far a step has looked: anchors up to `cutoff` were seen. `swept_at` is when it last looked at all of them."""

    step = models.OneToOneField(TimerStep, models.CASCADE, primary_key=True, related_name="mark")
    cutoff = models.DateTimeField(null=True)
    swept_at = models.DateTimeField(null=True)
    rule_version = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "transom"
