"""The ledger of customers' words, and the digests that were sent."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from transom.customers.models import Contact
from transom.mail.models import InboundEmail
from transom.people.actor import Actor
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


class OnATicket(models.QuerySet):
    """Rows that the people of the desk see where they see the ticket."""

    def visible_to(self, actor: Actor):
        if actor.is_customer:
            return self.none()
        return self.outside(Ticket.objects.visible_to(actor).hidden)

    def outside(self, hidden: tuple[int, ...] | None):
        """As `visible_to`, where the mailboxes that are hidden from this actor are known already; None hides everything."""
        if hidden is None:
            return self.none()
        return self.exclude(ticket__mailbox__in=hidden) if hidden else self.all()


class CustomerWord(models.Model):
    """One word of a customer and what became of it, folded from events. `name` is as in `tickets.events.facts`.

    `seconds` and `working_seconds` are how long the answer took from `said_at` to `settled_at`. `ticket` is where it was
    settled, or is owed; type, team, customer's tier and `status` are those of the ticket at that moment.
    """

    name = models.CharField(max_length=40, unique=True)
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="customer_words")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, related_name="+", db_index=False)
    message = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="+")
    inbound = models.ForeignKey(InboundEmail, models.SET_NULL, null=True, related_name="+", db_index=False)
    said_by = models.ForeignKey(Event, models.SET_NULL, null=True, related_name="+", db_index=False)
    said_at = models.DateTimeField()
    is_first = models.BooleanField(default=False)
    channel = models.CharField(max_length=8, blank=True)
    ticket_type = models.ForeignKey(TicketType, models.SET_NULL, null=True, related_name="+", db_index=False)
    team = models.ForeignKey(Team, models.SET_NULL, null=True, related_name="+", db_index=False)
    tier = models.CharField(max_length=50, blank=True)
    fate = models.CharField(max_length=20, choices=Fate.choices)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Event, models.SET_NULL, null=True, related_name="+", db_index=False)
    answer = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="+", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False)
    status = models.ForeignKey(Status, models.SET_NULL, null=True, related_name="+", db_index=False)
    seconds = models.PositiveBigIntegerField(null=True)
    working_seconds = models.PositiveBigIntegerField(null=True)

    objects = OnATicket.as_manager()

    class Meta:
        app_label = "transom"
        indexes = [
            models.Index(fields=["fate", "said_at", "ticket"], name="words_by_fate"),
            models.Index(
                fields=["said_at", "fate", "seconds", "ticket_type", "team", "tier", "channel"], name="words_by_time"
            ),
        ]

    def __str__(self):
        return f"{self.name}: {self.fate}"


class ReminderKind(models.TextChoices):
    FOLLOW_UP = "follow-up", _("Follow-up")
    FAREWELL = "farewell", _("Closing message")


class Reminder(models.Model):
    """A word that the desk sent by itself into a silence, folded from events: `woke_at` is when the customer spoke again.

    `sent` is the sequence of its event on the ticket. A follow-up is credited with a word that came before the next one,
    a closing message with whatever brought the ticket back.
    """

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="+", db_index=False)
    sent = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=ReminderKind.choices)
    sent_at = models.DateTimeField()
    ticket_type = models.ForeignKey(TicketType, models.SET_NULL, null=True, related_name="+", db_index=False)
    team = models.ForeignKey(Team, models.SET_NULL, null=True, related_name="+", db_index=False)
    tier = models.CharField(max_length=50, blank=True)
    woke_at = models.DateTimeField(null=True)

    objects = OnATicket.as_manager()

    class Meta:
        app_label = "transom"
        constraints = [models.UniqueConstraint(fields=["ticket", "sent"], name="reminder_once")]
        indexes = [models.Index(fields=["sent_at", "kind"], name="reminders_by_time")]

    def __str__(self):
        return f"{self.kind} on {self.ticket_id}"


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
    """The sum was not exact from `since` on: how many words were unaccounted for when it was `looked_at` last."""

    since = models.DateTimeField()
    looked_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    unaccounted = models.PositiveIntegerField()

    class Meta:
        app_label = "transom"


class AuditRound(models.Model):
    """The walk over every message that is stored, in small steps; `place` is the key of the message that it has come to.

    `found` is what it found unaccounted for since `began_at`, `last_found` what the last whole round did, which ended at
    `ended_at` and looked at `last_walked` customers' messages. `looked_at` is when it last did anything.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    place = models.PositiveBigIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    walked = models.PositiveBigIntegerField(default=0)
    began_at = models.DateTimeField()
    looked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    last_found = models.PositiveIntegerField(default=0)
    last_walked = models.PositiveBigIntegerField(default=0)

    class Meta:
        app_label = "transom"
