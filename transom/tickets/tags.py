"""The desk's list of tags: what each is for. It is offered wherever tags are typed; other tags stay possible."""

from django.db import models


class TagQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(retired_at=None)


class Tag(models.Model):
    """A tag that the desk has agreed on. A ticket has tags by name (`TicketTag`), so its history keeps the word."""

    name = models.CharField(max_length=50, unique=True)
    purpose = models.CharField(max_length=200, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = TagQuerySet.as_manager()

    class Meta:
        app_label = "transom"
        ordering = ["name"]

    def __str__(self):
        return self.name
