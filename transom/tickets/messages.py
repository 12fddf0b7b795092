"""What is said on a ticket: public messages, internal notes (a table of their own), and the files with them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from transom.customers.models import Contact
from transom.people.actor import Actor
from transom.tickets.files import StoredFile
from transom.tickets.models import Ticket


class Trust(models.TextChoices):
    """How sure we are of who wrote, decided once when the mail is read (design, section 4)."""

    VERIFIED = "verified", _("verified sender")
    PARTICIPANT = "participant", _("takes part in this ticket")
    COLLEAGUE = "colleague", _("colleague of the requester")
    THIRD_PARTY = "third-party", _("not known on this ticket")
    AUTOMATED = "automated", _("automatic mail")
    OURS = "ours", _("from the desk")


class VisibleThroughTicket(models.QuerySet):
    """Rows that are seen by whoever sees their ticket."""

    def visible_to(self, actor: Actor):
        return self.filter(ticket__in=Ticket.objects.visible_to(actor))


class AgentsOnly(VisibleThroughTicket):
    """Rows that no customer ever sees."""

    def visible_to(self, actor: Actor):
        return self.none() if actor.is_customer else super().visible_to(actor)


class Message(models.Model):
    """A public word, from a customer or from us.

    `text` is the whole; `folds` are [start, end, kind] ranges of it that a reader may have folded away.
    `html` is as it came: unsafe, shown only cleaned and in a sandboxed frame. `bcc` are in the envelope, never in a header.
    """

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="messages")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, related_name="+")
    author_label = models.CharField(max_length=200)
    author_address = models.CharField(max_length=254, blank=True)
    trust = models.CharField(max_length=16, choices=Trust.choices)
    at = models.DateTimeField()
    text = models.TextField(blank=True)
    folds = models.JSONField(default=list)
    html = models.TextField(blank=True)
    message_id = models.CharField(max_length=255, blank=True)
    to = models.JSONField(default=list)
    cc = models.JSONField(default=list)
    bcc = models.JSONField(default=list)

    objects = VisibleThroughTicket.as_manager()

    class Meta:
        app_label = "transom"
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["ticket", "at", "id"], name="message_in_ticket"),
            models.Index(fields=["at", "id"], name="incoming_by_time", condition=~models.Q(trust=Trust.OURS)),
        ]

    @property
    def is_incoming(self) -> bool:
        return self.trust != Trust.OURS


class Note(models.Model):
    """An internal word, for people of the desk only."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="notes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    author_label = models.CharField(max_length=200)
    at = models.DateTimeField()
    text = models.TextField()

    objects = AgentsOnly.as_manager()

    class Meta:
        app_label = "transom"
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["ticket", "at", "id"], name="note_in_ticket")]


class AttachmentQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Files are seen with the word they came with."""
        return self.filter(
            models.Q(message__in=Message.objects.visible_to(actor)) | models.Q(note__in=Note.objects.visible_to(actor))
        )


class Attachment(models.Model):
    """A file with a message or a note. The name is metadata: the content lives under its hash."""

    message = models.ForeignKey(Message, models.CASCADE, null=True, related_name="attachments")
    note = models.ForeignKey(Note, models.CASCADE, null=True, related_name="attachments")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    filename = models.CharField(max_length=255)
    content_type = models.CharField(max_length=120)
    content_id = models.CharField(max_length=255, blank=True)
    inline = models.BooleanField(default=False)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        app_label = "transom"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(message__isnull=True) ^ models.Q(note__isnull=True), name="attached_to_one_of_both"
            )
        ]
