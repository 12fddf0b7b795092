"""The words of the clock, follow-ups that are held for a look, the weekly batches, and the links that revive."""

import secrets
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from transom.customers.models import Contact
from transom.foundation import tokens
from transom.tickets.messages import AgentsOnly
from transom.tickets.models import Ticket
from transom.workflow.models import TicketType
from transom.workflow.settings import ProcessSettings


class WordsKind(models.TextChoices):
    FOLLOW_UP = "follow-up", _("Follow-up")
    FAREWELL = "farewell", _("Closing message")


class ClockWords(models.Model):
    """What the desk writes by itself, for a type (None: any) in a language ("" is the desk's own)."""

    kind = models.CharField(max_length=16, choices=WordsKind.choices)
    ticket_type = models.ForeignKey(TicketType, models.CASCADE, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=16, blank=True)
    text = models.TextField()

    class Meta:
        app_label = "transom"
        ordering = ["kind", "ticket_type", "language"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "ticket_type", "language"], name="clock_words_once_a_type"),
            models.UniqueConstraint(
                fields=["kind", "language"], condition=models.Q(ticket_type=None), name="clock_words_once_for_any"
            ),
        ]


class HeldDecision(models.TextChoices):
    WAITING = "", _("Waits for a look")
    SENT = "sent", _("Sent")
    SKIPPED = "skipped", _("Not sent")
    OVERTAKEN = "overtaken", _("Overtaken: the ticket moved on")


class OfSilence(AgentsOnly):
    """Rows that stand for one silence of their ticket; customers never see them."""

    def undecided(self):
        return self.filter(decision="")

    def silent(self):
        """Those whose silence goes on."""
        return self.filter(ticket__awaiting_customer_since=models.F("anchor"))


class HeldFollowUp(models.Model):
    """A follow-up that waits for somebody to look at it, for one silence (`anchor`) of a ticket.

    `reason` is why it could not go out by itself, and once it was skipped, why that was.
    """

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="held_follow_ups")
    anchor = models.DateTimeField()
    text = models.TextField()
    held_at = models.DateTimeField()
    decision = models.CharField(max_length=12, choices=HeldDecision.choices, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)

    objects = OfSilence.as_manager()

    class Meta:
        app_label = "transom"
        constraints = [models.UniqueConstraint(fields=["ticket", "anchor"], name="held_once_a_silence")]
        indexes = [models.Index(fields=["held_at", "id"], name="held_waiting", condition=models.Q(decision=""))]


class ClearanceBatch(models.Model):
    """What was due for clearance in one week; `day` is the one that it was made on."""

    day = models.DateField(unique=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "transom"
        ordering = ["-day"]


class ClearanceDecision(models.TextChoices):
    WAITING = "", _("Not decided")
    KEPT = "kept", _("Kept")
    CALLED = "called", _("Called")
    CLOSED = "closed", _("Closed")
    OVERTAKEN = "overtaken", _("Moved on by itself")


class ClearanceItem(models.Model):
    """A ticket in a batch, and what was decided. `anchor` is the silence that brought it there; `revived_at` when it came back."""

    batch = models.ForeignKey(ClearanceBatch, models.CASCADE, related_name="items")
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="clearances")
    anchor = models.DateTimeField()
    decision = models.CharField(max_length=12, choices=ClearanceDecision.choices, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    kept_until = models.DateTimeField(null=True)
    revived_at = models.DateTimeField(null=True)

    objects = OfSilence.as_manager()

    class Meta:
        app_label = "transom"
        constraints = [models.UniqueConstraint(fields=["batch", "ticket"], name="cleared_once_a_batch")]


class Made(NamedTuple):
    """`token` is in the mail and nowhere else: the row has its hash."""

    link: "RevivalLink"
    token: str


class RevivalLinkQuerySet(models.QuerySet):
    def offer(self, ticket: Ticket, contact: Contact, now: datetime) -> Made:
        """A new link for `contact`, good for as long as a word would reopen the ticket."""
        token = secrets.token_urlsafe(24)
        until = now + timedelta(days=ProcessSettings.current().reopen_days)
        link = self.create(
            ticket=ticket, contact=contact, token_hash=tokens.hashed(token), made_at=now, expires_at=until
        )
        return Made(link, token)

    def with_token(self, token: str):
        return self.filter(token_hash=tokens.hashed(token))


class RevivalLink(models.Model):
    """Lets whoever reads the closing mail bring the ticket back, once; `token_hash` as in `asking`."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="revival_links")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = RevivalLinkQuerySet.as_manager()

    class Meta:
        app_label = "transom"
