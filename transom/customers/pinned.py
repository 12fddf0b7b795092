"""Notes that stay in sight whenever a contact or a customer writes."""

from django.conf import settings
from django.db import models

from transom.customers.models import Contact, Customer


class PinnedNoteQuerySet(models.QuerySet):
    def in_sight(self):
        """Those that nobody has taken down."""
        return self.filter(removed_at=None)


class PinnedNote(models.Model):
    """What everyone at the desk should know about a contact or a customer; they never see it. Taken down, it is kept."""

    contact = models.ForeignKey(Contact, models.CASCADE, null=True, related_name="pinned_notes")
    customer = models.ForeignKey(Customer, models.CASCADE, null=True, related_name="pinned_notes")
    text = models.CharField(max_length=1000)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    author_label = models.CharField(max_length=200)
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    objects = PinnedNoteQuerySet.as_manager()

    class Meta:
        app_label = "transom"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(contact__isnull=True) ^ models.Q(customer__isnull=True), name="pinned_to_one_of_both"
            )
        ]

    def __str__(self):
        return self.text
