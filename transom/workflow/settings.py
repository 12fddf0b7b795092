"""What an admin sets about the process as a whole, in one row."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

ONLY = 1
LIMIT = 10


class ProcessSettings(models.Model):
    """Of the whole desk. `urgent_limit`: where more open tickets are urgent, people are told that none is any more.

    A word on a ticket that was closed for longer than `reopen_days` opens a new one. Each week's clearance is drawn up on
    `clearance_weekday` (0 is Monday) at `clearance_minute` of the desk's day; the queue manager's digest comes at
    `digest_minute` of it.
    """

    urgent_limit = models.PositiveSmallIntegerField(
        _("How many tickets may be urgent"),
        default=LIMIT,
        validators=[MinValueValidator(1), MaxValueValidator(500)],
    )
    reopen_days = models.PositiveSmallIntegerField(
        _("For how many days a word reopens a closed ticket"),
        default=60,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
    )
    clearance_weekday = models.PositiveSmallIntegerField(_("Day of the clearance"), default=3)
    clearance_minute = models.PositiveSmallIntegerField(_("Time of the clearance"), default=600)
    digest_minute = models.PositiveSmallIntegerField(_("Time of the digest"), default=480)

    class Meta:
        app_label = "transom"

    def save(self, *args, **kwargs):
        self.pk = ONLY
        super().save(*args, **kwargs)

    @classmethod
    def current(cls) -> "ProcessSettings":
        """As they stand; what ships where nobody has set anything."""
        return cls.objects.filter(pk=ONLY).first() or cls(pk=ONLY)
