"""Who answers for the queue when: the plan, who is away, and who holds it in fact."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from transom.people.roles import Role


class How(models.TextChoices):
    """How somebody came to hold a role."""

    PLANNED = "by-plan", _("By the plan")
    ACCEPTED = "accepted", _("By a hand-over")
    TOOK_OVER = "took-over", _("Taken over")
    DEPUTY = "deputy", _("As deputy")
    ALONE = "alone", _("As the only one who can")
    NOBODY = "nobody", _("Nobody was there")


class Shift(models.Model):
    """The plan: `person` holds `role` from `starts_at` until `ends_at`. Two shifts of one role never overlap."""

    role = models.CharField(max_length=32, choices=Role.choices, default=Role.QUEUE_MANAGER)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="shifts")
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        app_label = "transom"
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["role", "starts_at"], name="shifts_by_start")]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="shift_has_length")
        ]


class Absence(models.Model):
    """A person is away: their deputy stands in."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="absences")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        app_label = "transom"
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="absence_has_length")
        ]


class Holding(models.Model):
    """The fact: who held a role from `since` until `until`; None while it lasts. `person` is None where nobody did.

    One begins where the one before ends, so that exactly one row tells of each moment. `shift` is the one that they hold it
    for, or during which they took it. `alarmed_at` is when people were told last that nobody holds it.
    """

    role = models.CharField(max_length=32, choices=Role.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    how = models.CharField(max_length=16, choices=How.choices)
    shift = models.ForeignKey(Shift, models.SET_NULL, null=True, related_name="+")
    alarmed_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "transom"
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["role"], condition=models.Q(until__isnull=True), name="one_holds_a_role_at_a_time"
            ),
            models.UniqueConstraint(fields=["role", "since"], name="one_begins_to_hold_at_a_time"),
            models.UniqueConstraint(fields=["role", "until"], name="one_ends_to_hold_at_a_time"),
            models.CheckConstraint(condition=models.Q(until__gt=models.F("since")), name="holding_has_length"),
            models.CheckConstraint(
                condition=models.Q(person__isnull=True, how="nobody")
                | (models.Q(person__isnull=False) & ~models.Q(how="nobody")),
                name="holding_by_somebody_or_nobody",
            ),
        ]


class HandOver(models.Model):
    """Somebody hands a role over with a note; `settled_at` is when it was accepted, or ended otherwise."""

    role = models.CharField(max_length=32, choices=Role.choices)
    giver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)
    offered_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(default=False)

    class Meta:
        app_label = "transom"
        ordering = ["-offered_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["role"], condition=models.Q(settled_at__isnull=True), name="one_hand_over_at_a_time"
            )
        ]
