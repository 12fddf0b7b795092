"""A review: people go through tickets together, one at a time. What they decided stands on the tickets, as events."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from transom.people.actor import Actor
from transom.people.mailboxes import Mailbox
from transom.tickets.models import Ticket


class ReviewQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Everyone at the desk may see a review in which there is a ticket that they may see; of the others nothing."""
        return self.outside(Mailbox.objects.keys_hidden_from(actor)) if actor.is_agent else self.none()

    def outside(self, hidden: Iterable[int]):
        """As `visible_to`, where the mailboxes that are hidden from this person of the desk are known already."""
        if not hidden:
            return self.all()
        seen = ReviewItem.objects.filter(review=models.OuterRef("pk")).exclude(ticket__mailbox__in=hidden)
        return self.filter(models.Exists(seen))

    def still_on(self):
        return self.filter(ended_at=None)


class Review(models.Model):
    """A meeting over tickets that were fixed when it began. Written by the verbs of `meeting` alone.

    `place` is that of the item on the table, None before the end where all were seen; it lies there since `turned_at`,
    to which the time is added in which nobody was there. `version` is the sequence of its last event, in the stream
    "review". `left_out`: so many tickets more were chosen and did not fit; counting stops behind 500.
    """

    name = models.CharField(max_length=120)
    began_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    place = models.PositiveSmallIntegerField(null=True)
    turned_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        app_label = "transom"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["id"], name="review_still_on", condition=models.Q(ended_at=None))]

    def __str__(self):
        return self.name

    @property
    def is_on(self) -> bool:
        return self.ended_at is None


class Standing(models.TextChoices):
    """How a ticket of a review stands."""

    WAITING = "waiting", _("not yet")
    LOOKED = "looked", _("looked at")
    SKIPPED = "skipped", _("skipped")
    LATER = "later", _("for later")


class ReviewItemQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        return self.outside(Mailbox.objects.keys_hidden_from(actor)) if actor.is_agent else self.none()

    def outside(self, hidden: Iterable[int]):
        return self.exclude(ticket__mailbox__in=hidden) if hidden else self.all()


class ReviewItem(models.Model):
    """A ticket of a review, in its place. `seconds` is how long it lay on the table, in all; `left_at` when it last left.

    `shown_version` is the ticket's when it was last put there. `postponed`: how often it was put on the pile for later.
    """

    review = models.ForeignKey(Review, models.CASCADE, related_name="items", db_index=False)
    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    standing = models.CharField(max_length=8, choices=Standing.choices, default=Standing.WAITING)
    postponed = models.PositiveSmallIntegerField(default=0)
    seconds = models.PositiveIntegerField(default=0)
    shown_version = models.PositiveIntegerField(default=0)
    left_at = models.DateTimeField(null=True)

    objects = ReviewItemQuerySet.as_manager()

    class Meta:
        app_label = "transom"
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["review", "place"], name="review_place_once"),
            models.UniqueConstraint(fields=["review", "ticket"], name="reviewed_once"),
        ]


class ReviewPerson(models.Model):
    """Who was there: since when, and when they last gave a sign."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="people", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        app_label = "transom"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["review", "person"], name="at_the_table_once")]
