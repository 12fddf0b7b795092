"""Tries to reproduce what a customer reported: the steps, in which version, and what came out."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from transom.tickets.messages import AgentsOnly
from transom.tickets.models import DirectWriteRefused, Ticket


class Result(models.TextChoices):
    REPRODUCED = "reproduced", _("Reproduced")
    NOT_REPRODUCED = "not-reproduced", _("Not reproduced")


class ReproductionQuerySet(AgentsOnly):
    def update(self, **kwargs):
        raise DirectWriteRefused("What came of a try never changes: record another one.")


class Reproduction(models.Model):
    """One try, `number` on its ticket. It is never changed; another try is another row."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="reproductions")
    number = models.PositiveIntegerField()
    result = models.CharField(max_length=20, choices=Result.choices)
    steps = models.TextField(blank=True)
    version = models.CharField(max_length=100, blank=True)
    comment = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ReproductionQuerySet.as_manager()

    class Meta:
        app_label = "transom"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["ticket", "number"], name="reproduction_number_once")]
