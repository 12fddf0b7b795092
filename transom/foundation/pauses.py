"""What stands still until a person says otherwise: a restored desk neither sends nor fetches before that."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Paused(models.TextChoices):
    SENDING = "sending", _("Sending mail")
    FETCHING = "fetching", _("Fetching mail")


class PauseQuerySet(models.QuerySet):
    def begin(self, what: Paused, reason: str) -> None:
        """Stop it from now on; the first reason stands."""
        self.get_or_create(what=what, defaults={"reason": reason, "since": timezone.now()})

    def end(self, what: Paused) -> bool:
        """Let it go on. False where it was not paused."""
        return bool(self.filter(what=what).delete()[0])

    def holds(self, what: Paused) -> bool:
        return self.filter(what=what).exists()


class Pause(models.Model):
    """Something that stands still. The row is the pause; without one the work goes on."""

    what = models.CharField(max_length=16, choices=Paused.choices, primary_key=True)
    since = models.DateTimeField()
    reason = models.CharField(max_length=300)

    objects = PauseQuerySet.as_manager()

    class Meta:
        app_label = "transom"

    def __str__(self):
        return f"{self.get_what_display()} is paused: {self.reason}"
