"""What someone is writing to a ticket: kept on the server, and for a moment on its way out, where it can be taken back."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from transom.foundation.claims import Work, WorkQuerySet
from transom.people.actor import Actor
from transom.tickets.actions.several import Changes
from transom.tickets.files import StoredFile
from transom.tickets.messages import Message
from transom.tickets.models import Ticket
from transom.tickets.words import NewAttachment

LONGEST_HOLD = timedelta(minutes=10)
"""No answer is held for longer: what is due later than that was put off while a clock was wrong."""


class Kind(models.TextChoices):
    REPLY = "reply", _("Reply")
    NOTE = "note", _("Note")


class State(models.TextChoices):
    WRITING = "writing", _("being written")
    WAITING = "waiting", _("about to leave")
    SAID = "said", _("said")


class DraftQuerySet(WorkQuerySet):
    def visible_to(self, actor: Actor):
        """One's own, and what colleagues share, on tickets that one may see. A draft is nobody else's business."""
        if not actor.is_agent:
            return self.none()
        found = self.filter(models.Q(person=actor.id) | models.Q(shared=True, state=State.WRITING))
        return found.outside(Ticket.objects.visible_to(actor).hidden)

    def outside(self, mailboxes: tuple[int, ...]):
        """Those for tickets that did not come to one of these mailboxes."""
        return self.exclude(ticket__mailbox__in=mailboxes) if mailboxes else self

    def of(self, actor: Actor):
        """One's own, whatever became of the tickets."""
        return self.filter(person=actor.id)

    def writing(self):
        return self.filter(state=State.WRITING)

    def waiting(self):
        """What leaves when its time is up, unless it is taken back."""
        return self.filter(state=State.WAITING)

    def came_back(self):
        """What was to leave and did not; `last_error` says why, for the screen."""
        return self.writing().filter(stopped_at__isnull=False)

    def ready(self, now: datetime, lease: timedelta = timedelta(minutes=1)):
        """What is to be said now. Not what any other work is: here the time that it waits is what it is for."""
        free = models.Q(leased_until=None) | models.Q(leased_until__lte=now)
        due = models.Q(due_at__lte=now) | models.Q(due_at__gt=now + LONGEST_HOLD)
        return self.waiting().filter(due, free | models.Q(leased_until__gt=now + 2 * lease))


class Draft(Work):
    """Words of one person for one ticket. One of each kind is being written at a time; those that leave are more rows.

    `version` counts what was kept, so that two machines of one person never overwrite each other unseen. `seen` is the
    version of the ticket that its writer had read. `changes` is what becomes of the ticket with the words. `once` is
    the mark of the form that sent it: the same form sent twice is one answer; while it is written, that of the window.
    `to`, `cc`, `bcc` are as they were typed; `copies` are the offered addresses that were ticked.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WRITING)
    body = models.TextField(blank=True)
    to = models.TextField(blank=True)
    cc = models.TextField(blank=True)
    bcc = models.TextField(blank=True)
    copies = models.JSONField(default=list)
    expects_answer = models.BooleanField(default=True)
    stored_changes = models.JSONField(default=dict)
    seen = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    shared = models.BooleanField(default=False)
    once = models.CharField(max_length=40, blank=True)
    changed_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    message = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="+")
    due_at = models.DateTimeField(null=True, blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        app_label = "transom"
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "ticket", "kind"],
                name="one_draft_being_written",
                condition=models.Q(state="writing"),
            )
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], name="draft_to_say", condition=models.Q(state="waiting")),
            models.Index(fields=["person", "state", "-changed_at"], name="draft_of_person"),
        ]

    def __str__(self):
        return f"{self.kind} {self.pk} by {self.person_id} for ticket {self.ticket_id}"

    @property
    def changes(self) -> Changes:
        return Changes.of_json(self.stored_changes)

    def attachments(self) -> tuple[NewAttachment, ...]:
        """Its files, as the verbs take them."""
        return tuple(row.as_new() for row in self.files.all())

    @property
    def came_back(self) -> bool:
        return self.stopped_at is not None


class DraftFile(models.Model):
    """A file that goes with a draft."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    filename = models.CharField(max_length=255)
    content_type = models.CharField(max_length=120)

    class Meta:
        app_label = "transom"
        ordering = ["pk"]

    def as_new(self) -> NewAttachment:
        return NewAttachment(self.file, self.filename, self.content_type)
