"""A draft of a path with its edits, and the run that brings tickets to where a published change puts them."""

from django.conf import settings
from django.db import models

from transom.tickets.models import Ticket
from transom.workflow.models import Status, TicketType, WorkflowVersion


class PathDraft(models.Model):
    """The one draft of a type's path. `place` is the number of the edit that stands; undo goes back from it.

    Forms carry `place`, so that nobody overwrites an edit that they had not seen.
    """

    ticket_type = models.OneToOneField(TicketType, models.CASCADE, related_name="draft")
    based_on = models.ForeignKey(WorkflowVersion, models.PROTECT, null=True, related_name="+")
    began_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    place = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "transom"


class PathEdit(models.Model):
    """The path (`workflow.document.Path`) as it is after one edit; number 0 is what the draft began with."""

    draft = models.ForeignKey(PathDraft, models.CASCADE, related_name="edits")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    words = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        app_label = "transom"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="path_edit_once")]


class PathRun(models.Model):
    """Brings the tickets of a type to where a published version puts them, one by one, until none is left.

    What is left to do is a query over tickets, so a run that was stopped or killed goes on where it was.
    """

    version = models.OneToOneField(WorkflowVersion, models.PROTECT, related_name="run")
    began_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "transom"
        indexes = [
            models.Index(fields=["id"], name="path_run_going", condition=models.Q(ended_at=None, stopped_at=None))
        ]


class PathRunPart(models.Model):
    """The tickets of a type in one status: `total` when the run began, how many went to `to_status`.

    The same status on both sides where only what it says of silence has changed. `reached` is the key of the ticket that
    was looked at last: those up to it were moved, or stand in `left`.
    """

    run = models.ForeignKey(PathRun, models.CASCADE, related_name="parts")
    ticket_type = models.ForeignKey(TicketType, models.PROTECT, related_name="+")
    from_status = models.ForeignKey(Status, models.PROTECT, related_name="+")
    to_status = models.ForeignKey(Status, models.PROTECT, related_name="+")
    total = models.PositiveIntegerField()
    moved = models.PositiveIntegerField(default=0)
    reached = models.BigIntegerField(default=0)

    class Meta:
        app_label = "transom"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["run", "ticket_type", "from_status"], name="path_run_part_once")]


class PathRunLeft(models.Model):
    """A ticket that could not be moved, and why, in words."""

    part = models.ForeignKey(PathRunPart, models.CASCADE, related_name="left")
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="+")
    reason = models.TextField()

    class Meta:
        app_label = "transom"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["part", "ticket"], name="path_run_left_once")]
