"""The desk's list of tags: what each is for. It is offered wherever tags are typed; other tags stay possible."""

from django.db import models

LONGEST_TAG = 50
OFFERED = 300


class TagQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(retired_at=None)


class Tag(models.Model):
    """A tag that the desk has agreed on. A ticket has tags by name (`TicketTag`), so its history keeps the word."""

    name = models.CharField(max_length=LONGEST_TAG, unique=True)
    purpose = models.CharField(max_length=200, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = TagQuerySet.as_manager()

    class Meta:
        app_label = "transom"
        ordering = ["name"]

    def __str__(self):
        return self.name


def tidy(name: str) -> str:
    """A tag as it is stored: lower case, single spaces."""
    return " ".join(name.lower().split())


def offered() -> list[Tag]:
    """What completion offers, in the order of the alphabet; bounded."""
    return list(Tag.objects.in_use()[:OFFERED])
