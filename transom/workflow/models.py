"""The workflow as rows that an admin owns. Code reads a status's category and never its name."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from transom.people.models import Team
from transom.people.roles import Role


class Category(models.TextChoices):
    """What the desk's own code knows about a status; everything else about it is words."""

    NEW = "new", _("New")
    OPEN = "open", _("Open")
    WAITING = "waiting", _("Waiting on customer")
    CLOSED = "closed", _("Closed")


class Requirement(models.TextChoices):
    """What a move may ask for before it lands. A closed set: each is known to `rules.py`."""

    COMMENT = "comment", _("a comment")
    REASON = "reason", _("a reason from its list")
    REPLY = "reply", _("a reply to the customer")
    ASSIGNEE = "assignee", _("an assignee")
    ESTIMATE = "estimate", _("an estimate")
    BUG = "bug", _("a linked bug")
    MERGE = "merge", _("another ticket to merge into")


class Trigger(models.TextChoices):
    """A move may also be taken by itself when something is said."""

    NONE = "", _("Only when someone moves it")
    CUSTOMER_WORD = "customer-word", _("When the customer writes")
    OUR_WORD = "our-word", _("When we answer")
    CONFIRMS = "customer-confirms", _("When the customer says that it works")
    OBJECTS = "customer-objects", _("When the customer says that it is still broken")
    APPROVES = "customer-approves", _("When the customer approves the estimate")
    DECLINES = "customer-declines", _("When the customer declines the estimate")


class Asks(models.TextChoices):
    """What entering a status asks of the customer, by a one-time link in a mail. Each has its answers as triggers."""

    NOTHING = "", _("Nothing")
    TEST = "test", _("To test it: it works, or it is still broken")
    ESTIMATE = "estimate", _("To approve or decline the estimate")


class SuggestedAct(models.TextChoices):
    """What to do with a ticket that stayed in a status for too long."""

    NONE = "", _("Nothing in particular")
    CALL = "call", _("Call the customer")
    ASK = "ask", _("Ask the customer by mail")
    ESCALATE = "escalate", _("Tell the queue manager")


class TicketTypeQuerySet(models.QuerySet):
    def published(self):
        """Those that a ticket can have; a type that an admin has only begun has no path yet."""
        return self.filter(versions__published_at__isnull=False).distinct()


class TicketType(models.Model):
    """Question, issue, idea, request, custom code: each has its own path."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=60)
    purpose = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_default = models.BooleanField(default=False)

    objects = TicketTypeQuerySet.as_manager()

    class Meta:
        app_label = "transom"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["is_default"], condition=models.Q(is_default=True), name="one_default_type")
        ]

    def __str__(self):
        return self.name


class Status(models.Model):
    """A status, shared by the types whose paths use it; its words are those of the path that was published last.

    Its category never changes: tickets and their history stand on it.
    `silence_counts`: a customer's silence here is followed up and cleared; not so while we are the ones at work.
    """

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=60)
    public_name = models.CharField(max_length=60, blank=True)
    category = models.CharField(max_length=16, choices=Category.choices)
    silence_counts = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        app_label = "transom"
        ordering = ["position"]
        verbose_name_plural = "statuses"

    def __str__(self):
        return self.name

    @property
    def is_closed(self) -> bool:
        return self.category == Category.CLOSED


class WorkflowVersionQuerySet(models.QuerySet):
    def published_for(self, ticket_type):
        """The version that tickets of this type follow now. Raises `WorkflowVersion.DoesNotExist` where none is."""
        return self.filter(ticket_type=ticket_type, published_at__isnull=False).select_related("start").latest("number")


class WorkflowVersion(models.Model):
    """The path of one type as it was published. A published version never changes; a change is a new version."""

    ticket_type = models.ForeignKey(TicketType, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    start = models.ForeignKey(Status, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    why = models.TextField(blank=True)

    objects = WorkflowVersionQuerySet.as_manager()

    class Meta:
        app_label = "transom"
        constraints = [models.UniqueConstraint(fields=["ticket_type", "number"], name="workflow_version_once")]

    def __str__(self):
        return f"{self.ticket_type} {self.number}"

    def has_status(self, status: Status) -> bool:
        return self.steps.filter(status=status).exists()

    @property
    def end(self) -> Status | None:
        """The first closed status of the path: its own end, before those that every path shares."""
        step = self.steps.filter(status__category=Category.CLOSED).select_related("status").first()
        return step.status if step else None


class Step(models.Model):
    """A status on a path: in what place, what it is called and means there, whose it is, how many days are too long.

    Its words and whether silence counts are those of the day of the version; what counts today says the status.
    At most one of the three owners is set; moving in gives the ticket to them. `reasons` are those among which its
    owner says why it was not started; where there are none, nobody is asked.
    """

    version = models.ForeignKey(WorkflowVersion, models.CASCADE, related_name="steps")
    status = models.ForeignKey(Status, models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60, blank=True)
    public_name = models.CharField(max_length=60, blank=True)
    silence_counts = models.BooleanField(default=False)
    entering = models.TextField(blank=True)
    leaving = models.TextField(blank=True)
    owner_role = models.CharField(max_length=32, choices=Role.choices, blank=True)
    owner_team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    owner_person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    dwell_limit_days = models.PositiveSmallIntegerField(null=True, blank=True)
    suggested_act = models.CharField(max_length=16, choices=SuggestedAct.choices, blank=True)
    asks = models.CharField(max_length=16, choices=Asks.choices, blank=True)
    reasons = models.JSONField(default=list)

    class Meta:
        app_label = "transom"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "status"], name="status_once_a_path")]


class Transition(models.Model):
    """A move that the path allows: from where, to where, who may, what it asks for, what its button says.

    `reasons` are those to choose from where `requires` names a reason.
    """

    version = models.ForeignKey(WorkflowVersion, models.CASCADE, related_name="transitions")
    from_status = models.ForeignKey(Status, models.PROTECT, related_name="+")
    to_status = models.ForeignKey(Status, models.PROTECT, related_name="+")
    label = models.CharField(max_length=60)
    roles = models.JSONField(default=list)
    requires = models.JSONField(default=list)
    reasons = models.JSONField(default=list)
    trigger = models.CharField(max_length=24, choices=Trigger.choices, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        app_label = "transom"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "from_status", "to_status"], name="transition_once"),
            models.UniqueConstraint(
                fields=["version", "from_status", "trigger"],
                condition=~models.Q(trigger=""),
                name="one_move_a_trigger",
            ),
        ]

    def __str__(self):
        return f"{self.from_status} → {self.to_status}"
