"""The ledger of customers' words, and the digests that were sent."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from transom.customers.models import Contact
from transom.mail.models import InboundEmail
from transom.people.models import Team
from transom.tickets.history import Event
from transom.tickets.messages import Message
from transom.tickets.models import Ticket
from transom.workflow.models import Status, TicketType


class Fate(models.TextChoices):
    """What became of a customer's word. Every word has exactly one."""

    OWED = "owed", _("Owed an answer")
    HELD = "held", _("Held until somebody decides")
    ANSWERED = "answered", _("Answered")
    CALLED = "called", _("Answered by a call")
    NOT_NEEDED = "not-needed", _("Needed no answer, somebody decided")
    THANKS = "thanks", _("Only a thank-you")
    CLOSED_BY_CUSTOMER = "closed-by-customer", _("Closed by the customer")
    CLOSED_BY_US = "closed-by-us", _("Closed by us")
    DISCARDED = "discarded", _("Discarded by a person, with a reason")
    AUTOMATED = "automated", _("Written by a machine")


class CustomerWord(models.Model):
    """One word of a customer and what became of it, folded from events. `name` is as in `tickets.events.facts`.

    `seconds` and `working_seconds` are how long the answer took from `said_at` to `settled_at`.
    """

    name = models.CharField(max_length=40, unique=True)
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="customer_words")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, related_name="+")
    message = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="+")
    inbound = models.ForeignKey(InboundEmail, models.SET_NULL, null=True, related_name="+")
    said_by = models.ForeignKey(Event, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField()
    is_first = models.BooleanField(default=False)
    channel = models.CharField(max_length=8, blank=True)
    ticket_type = models.ForeignKey(TicketType, models.SET_NULL, null=True, related_name="+")
    team = models.ForeignKey(Team, models.SET_NULL, null=True, related_name="+")
    tier = models.CharField(max_length=50, blank=True)
    fate = models.CharField(max_length=20, choices=Fate.choices)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Event, models.SET_NULL, null=True, related_name="+")
    answer = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    status = models.ForeignKey(Status, models.SET_NULL, null=True, related_name="+")
    seconds = models.PositiveBigIntegerField(null=True)
    working_seconds = models.PositiveBigIntegerField(null=True)

    class Meta:
        app_label = "transom"
        indexes = [
            models.Index(fields=["fate", "said_at"], name="words_by_fate"),
            models.Index(fields=["said_at"], name="words_by_time"),
            models.Index(fields=["settled_at"], name="words_settled"),
        ]


class WordProgress(models.Model):
    """How far the ledger was filled for desks that were there before it: up to this ticket's key."""

    done = models.PositiveBigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "transom"


class Digest(models.Model):
    """A digest that was sent to somebody for a day, so that it is sent once."""

    kind = models.CharField(max_length=16)
    day = models.DateField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        app_label = "transom"
        constraints = [models.UniqueConstraint(fields=["kind", "day", "person"], name="digest_once_a_day")]


class AuditAlarm(models.Model):
    """The sum was not exact from `since` on: how many words were unaccounted for."""

    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    unaccounted = models.PositiveIntegerField()

    class Meta:
        app_label = "transom"
