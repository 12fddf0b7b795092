"""The times in which a ticket waited on the customer, or was closed: what a resolution does not count."""

from django.db import models

from transom.tickets.models import Ticket


class Wait(models.Model):
    """From `since` until `until` (None while it lasts) the ticket was not ours to move."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="waits")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        app_label = "transom"
        constraints = [models.UniqueConstraint(fields=["ticket", "since"], name="wait_begins_once")]
