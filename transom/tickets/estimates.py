"""Estimates: what a piece of work would take, as it is put to the customer."""

from django.conf import settings
from django.db import models
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.tickets.messages import VisibleThroughTicket
from transom.tickets.models import DirectWriteRefused, Ticket


class Standing(models.TextChoices):
    """How the last estimate of a ticket stands; the empty string where there is none, or it was withdrawn."""

    READY = "ready", gettext_lazy("Ready, nobody was asked yet")
    ASKED = "asked", gettext_lazy("The customer was asked")
    APPROVED = "approved", gettext_lazy("Approved by the customer")
    DECLINED = "declined", gettext_lazy("Declined by the customer")


class EstimateQuerySet(VisibleThroughTicket):
    def update(self, **kwargs):
        raise DirectWriteRefused("An estimate never changes: what was consented to must stay. Make another one.")

    def delete(self):
        raise DirectWriteRefused("An estimate is never deleted: withdraw it.")


class Estimate(models.Model):
    """One estimate, the `number`th of its ticket. Its row never changes; what became of it is for events to say.

    It has hours, or an amount with its currency (ISO 4217), or both. `valid_until` is the last day on which it can be
    approved, None for no such day.
    """

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="estimates")
    number = models.PositiveSmallIntegerField()
    hours = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    text = models.TextField()
    valid_until = models.DateField(null=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    author_label = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects = EstimateQuerySet.as_manager()

    class Meta:
        app_label = "transom"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["ticket", "number"], name="estimate_number_once"),
            models.CheckConstraint(
                condition=models.Q(hours__isnull=False) | models.Q(amount__isnull=False), name="estimate_has_a_figure"
            ),
        ]

    def __str__(self):
        return _("Estimate %(number)s") % {"number": self.number}

    @property
    def figures(self) -> str:
        """What it comes to, in words: "40 hours, 4,800.00 EUR"."""
        words = []
        if self.hours is not None:
            words.append(_("%(hours)s hours") % {"hours": number_format(self.hours.normalize(), force_grouping=True)})
        if self.amount is not None:
            amount = number_format(self.amount, decimal_pos=2, force_grouping=True)
            words.append(_("%(amount)s %(currency)s") % {"amount": amount, "currency": self.currency})
        return ", ".join(words)

    @property
    def until(self) -> str:
        """The last day on which it can be approved, in words; empty where there is none."""
        return date_format(self.valid_until, "j F Y") if self.valid_until else ""

    def save(self, *args, **kwargs):
        if self.pk:
            raise DirectWriteRefused("An estimate never changes: what was consented to must stay. Make another one.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise DirectWriteRefused("An estimate is never deleted: withdraw it.")
