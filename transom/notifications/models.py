"""What tells a person of work, what they chose to be told of, and what they want to hear nothing about."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from transom.people.actor import Actor
from transom.people.mailboxes import Mailbox
from transom.tickets.history import Event
from transom.tickets.messages import Message, Note
from transom.tickets.models import Ticket


class Reason(models.TextChoices):
    """Why somebody is told, the strongest first: who has several is told once, for the first of them."""

    MENTIONED = "mentioned", _("Somebody mentions you")
    ASSIGNED = "assigned", _("A ticket is given to you")
    ANSWERED = "customer-wrote", _("A customer writes on a ticket of yours")
    STOPPED = "stopped", _("An answer that you had scheduled was stopped")
    UNDELIVERED = "undelivered", _("An answer could not be delivered")
    HELD = "held", _("A mail is held and waits for a decision")
    WARNED = "warned", _("A ticket will soon be overdue")
    OVERDUE = "overdue", _("A ticket is overdue")
    UNASSIGNED = "unassigned", _("A customer writes and nobody has the ticket")
    COLLEAGUE = "colleague", _("A colleague writes on a ticket of yours")
    WATCHED = "watched", _("Somebody writes on a ticket that you watch")
    BULK = "bulk", _("A change of many tickets has ended")
    SHIFT = "shift", _("Your turn at the queue: a shift, a hand-over, somebody takes over")
    NOBODY = "nobody-there", _("The queue has no manager, or no shift is planned")
    UNACCOUNTED = "unaccounted", _("A customer's word is unaccounted for")
    QUEUE = "queue-digest", _("How the queue stands, each working day, while you answer for it")


class ByMail(models.TextChoices):
    NO = "", _("none")
    AT_ONCE = "at-once", _("at once")
    DIGEST = "digest", _("daily digest")


class NotificationQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Their own, of tickets that they may still see; nobody else's ever."""
        if not actor.is_agent:
            return self.none()
        return self.of(actor.id, Mailbox.objects.keys_hidden_from(actor))

    def of(self, person: int, hidden: tuple[int, ...]):
        """As `visible_to`, where the mailboxes that are hidden from this person of the desk are known already."""
        found = self.filter(person=person)
        return found.exclude(ticket__mailbox__in=hidden) if hidden else found

    def unread(self):
        """What the bell counts."""
        return self.filter(read_at=None, at_desk=True)

    def read(self, now: datetime) -> int:
        """They have been seen, so no mail follows. Gives how many were unread."""
        return self.filter(read_at=None).update(read_at=now, mail_due_at=None)


class Notification(models.Model):
    """One person is told once of one thing that happened: `key` says which. The words themselves stay where they were said.

    `at_desk`, `in_browser` and `by_mail` are what the person had chosen for this reason when it happened. A mail is owed
    from `mail_due_at` on, until it is made or the person has read it at the desk. `words` and `url` are for what belongs
    to no ticket.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=64)
    reason = models.CharField(max_length=16, choices=Reason.choices)
    ticket = models.ForeignKey(Ticket, models.PROTECT, null=True, related_name="+", db_index=False)
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+", db_index=False)
    message = models.ForeignKey(Message, models.CASCADE, null=True, related_name="+", db_index=False)
    note = models.ForeignKey(Note, models.CASCADE, null=True, related_name="+", db_index=False)
    by = models.CharField(max_length=254, blank=True)
    words = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    at_desk = models.BooleanField(default=True)
    in_browser = models.BooleanField(default=False)
    by_mail = models.CharField(max_length=8, choices=ByMail.choices, blank=True)
    mail_due_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        app_label = "transom"
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="told_once")]
        indexes = [
            models.Index(fields=["person", "-id"], name="told_latest"),
            models.Index(fields=["person", "ticket"], name="told_unread", condition=models.Q(read_at=None)),
            models.Index(
                fields=["mail_due_at"], name="told_by_mail_next", condition=models.Q(mail_due_at__isnull=False)
            ),
        ]

    def __str__(self):
        return f"{self.reason} for {self.person_id} ({self.key})"


class MutedTicket(models.Model):
    """A person wants to hear nothing of this ticket but what is theirs to do; `choosing` says what that is."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="+")

    class Meta:
        app_label = "transom"
        constraints = [models.UniqueConstraint(fields=["person", "ticket"], name="muted_once")]


class NotificationSettings(models.Model):
    """What one person chose. Who has no row has the defaults.

    `chosen` is {reason: [at the desk, in the browser, by mail]} where it is not the default. Hours are theirs, in their
    zone; the digest comes on weekdays. `shows_words`: a customer's words may stand on the screen, outside of the desk.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="notification_settings"
    )
    chosen = models.JSONField(default=dict)
    digest_hour = models.PositiveSmallIntegerField(default=8)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)
    quiet_weekends = models.BooleanField(default=False)
    shows_words = models.BooleanField(default=False)

    class Meta:
        app_label = "transom"
