"""Bugs that stand behind a ticket: a link to where each is tracked."""

from django.db import models

from transom.tickets.models import Ticket


class TicketBug(models.Model):
    """`reference` is what people call the bug ("SHOP-812"); `url` leads to it and may be empty.

    Written by `log.record()` alone; `Ticket.linked_bugs` counts them.
    """

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="bugs")
    reference = models.CharField(max_length=100)
    url = models.CharField(max_length=500, blank=True)

    class Meta:
        app_label = "transom"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["ticket", "reference"], name="bug_linked_once")]

    def __str__(self):
        return self.reference
