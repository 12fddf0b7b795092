"""Calendars, and the rules that an admin sets on them (design, section 4, "The clock")."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from transom.people.models import Team
from transom.workflow.models import Status, TicketType


class Counting(models.TextChoices):
    """Which time a rule counts."""

    WORKING = "working", _("Working hours")
    REAL = "real", _("Around the clock")


class RuleKind(models.TextChoices):
    """What a rule watches. Each has its anchor, a fact that the events of a ticket maintain."""

    REACTION = "reaction", _("Reaction: an answer to a customer's word")
    NEXT_WORD = "next-word", _("Next word: news for the customer while we work")
    RESOLUTION = "resolution", _("Resolution: from the first word to the end")
    FOLLOW_UP = "follow-up", _("Follow-up: when the customer is silent")
    CLEARANCE = "clearance", _("Clearance: when the customer stays silent")
    LANGUISHING = "languishing", _("Languishing: too long in one status")


class Effect(models.TextChoices):
    """What the clock may do. A closed set: each goes through a verb and stands in the ticket's history."""

    TELL_OWNER = "tell-owner", _("Tell whoever has it")
    TELL_TEAM = "tell-team", _("Tell its team")
    TELL_QUEUE_MANAGER = "tell-queue-manager", _("Tell the queue manager")
    TELL_ADMINS = "tell-admins", _("Tell the admins")
    GIVE_TO_QUEUE_MANAGER = "give-to-queue-manager", _("Give it to the queue manager")
    MAKE_URGENT = "make-urgent", _("Make it urgent")
    TAG = "tag", _("Tag it")
    SEND_FOLLOW_UP = "send-follow-up", _("Send the follow-up")
    HOLD_FOLLOW_UP = "hold-follow-up", _("Hold the follow-up for a look")


class Calendar(models.Model):
    """Which minutes count as working time, in `time_zone` (a name of the IANA database).

    `hours` are seven lists, Monday first, of `[start, end]` in minutes of the local day, in order and apart (end 1440 is
    midnight). The public holidays of `country` (ISO 3166-1 alpha-2) and `subdivision` are off; `days_off` are the
    desk's own: `{"day": "2027-05-14", "name": "…", "works": false}`, where `works` makes a public holiday an ordinary day.
    """

    name = models.CharField(max_length=100, unique=True)
    time_zone = models.CharField(max_length=64)
    country = models.CharField(max_length=2, blank=True)
    subdivision = models.CharField(max_length=10, blank=True)
    hours = models.JSONField(default=list)
    days_off = models.JSONField(default=list)
    is_default = models.BooleanField(default=False)

    class Meta:
        app_label = "transom"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="one_default_calendar"
            )
        ]

    def __str__(self):
        return self.name


class TimerRule(models.Model):
    """What is owed within `after_minutes` of its anchor, for tickets of this type, tier and team; empty means any.

    Of the active rules of one kind the first by `position` that fits a ticket is the one that holds for it.
    `after_minutes` is None for languishing alone, where each status has its own limit. `calendar` None is the desk's
    default. `move_to` is where clearance closes a ticket to.
    """

    kind = models.CharField(max_length=16, choices=RuleKind.choices)
    name = models.CharField(max_length=100)
    ticket_type = models.ForeignKey(TicketType, models.CASCADE, null=True, blank=True, related_name="+")
    tier = models.CharField(max_length=50, blank=True)
    team = models.ForeignKey(Team, models.CASCADE, null=True, blank=True, related_name="+")
    calendar = models.ForeignKey(Calendar, models.PROTECT, null=True, blank=True, related_name="rules")
    counting = models.CharField(max_length=8, choices=Counting.choices, default=Counting.REAL)
    after_minutes = models.PositiveIntegerField(null=True, blank=True)
    move_to = models.ForeignKey(Status, models.PROTECT, null=True, blank=True, related_name="+")
    is_active = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "transom"
        ordering = ["kind", "position", "pk"]

    def __str__(self):
        return self.name


class TimerStep(models.Model):
    """What the clock does `offset_minutes` from its rule's deadline, before it where negative, in the time that the rule counts."""

    rule = models.ForeignKey(TimerRule, models.CASCADE, related_name="steps")
    offset_minutes = models.IntegerField(default=0)
    effect = models.CharField(max_length=24, choices=Effect.choices)
    tag = models.CharField(max_length=50, blank=True)

    class Meta:
        app_label = "transom"
        ordering = ["offset_minutes", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "offset_minutes", "effect", "tag"], name="timer_step_once")
        ]

    def __str__(self):
        return f"{self.rule}: {self.effect}"
