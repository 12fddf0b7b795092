"""What an admin sets about the process as a whole, in one row."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

ONLY = 1
LIMIT = 10


class ProcessSettings(models.Model):
    """Of the whole desk. `urgent_limit`: where more open tickets are urgent, people are told that none is any more."""

    urgent_limit = models.PositiveSmallIntegerField(
        _("How many tickets may be urgent"),
        default=LIMIT,
        validators=[MinValueValidator(1), MaxValueValidator(500)],
    )

    class Meta:
        app_label = "transom"

    def save(self, *args, **kwargs):
        self.pk = ONLY
        super().save(*args, **kwargs)

    @classmethod
    def current(cls) -> "ProcessSettings":
        """As they stand; what ships where nobody has set anything."""
        return cls.objects.filter(pk=ONLY).first() or cls(pk=ONLY)
