"""Stored mail: what came in, whatever became of it, and what goes out, until someone has taken it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from transom.foundation.claims import Work, WorkQuerySet
from transom.foundation.literal import Literal
from transom.people.actor import Actor
from transom.people.mailboxes import Mailbox
from transom.people.roles import Role
from transom.tickets.messages import Message
from transom.tickets.models import Ticket


class Outcome(models.TextChoices):
    """What became of a mail. Every stored mail ends in exactly one, with a reason in words."""

    WAITING = "", _("Not read yet")
    TICKET = "ticket", _("Opened a ticket")
    MESSAGE = "message", _("Joined a ticket")
    NOTE = "note", _("Became a note")
    BOUNCE = "bounce", _("A delivery report")
    DUPLICATE = "duplicate", _("A copy of a mail that is here already")
    IGNORED = "ignored", _("Ignored")
    HELD = "held", _("Held")
    QUARANTINED = "quarantined", _("Quarantined")
    DISCARDED = "discarded", _("Discarded")


NEEDS_ATTENTION = (Outcome.HELD, Outcome.QUARANTINED)
COUNTED = (Outcome.TICKET, Outcome.MESSAGE, Outcome.NOTE, Outcome.HELD)
"""Outcomes that make the next copy a copy. Of what was turned away each copy is judged by itself: its head may differ."""
TURNED_AWAY = (*NEEDS_ATTENTION, Outcome.IGNORED)
"""Outcomes that a person may overrule by letting the mail in."""


class InboundQuerySet(WorkQuerySet):
    def visible_to(self, actor: Actor):
        """Mail that reached a ticket is seen with it. Mail that reached none is seen by admins, and by queue managers
        unless it came to a mailbox of a team that they are not in.

        Admins see it all, for there must be somebody: they say who is in which team anyway.
        """
        if actor.is_desk:
            return self
        return self.outside(actor, Mailbox.objects.keys_hidden_from(actor)) if actor.is_agent else self.none()

    def outside(self, actor: Actor, hidden: tuple[int, ...]):
        """As `visible_to`, for one of us from whom these mailboxes (keys) are `hidden`, where that is known already.

        Joined, and not `ticket__in`: SQLite would walk all tickets.
        """
        seen = self.exclude(ticket__mailbox__in=hidden) if hidden else self.all()
        if actor.is_desk or actor.has(Role.ADMIN):
            return seen
        if not actor.has(Role.QUEUE_MANAGER):
            return seen.filter(ticket__isnull=False)
        return seen.exclude(ticket=None, mailbox__in=hidden) if hidden else seen

    def needing_attention(self):
        return self.filter(outcome__in=[Literal(outcome.value) for outcome in NEEDS_ATTENTION])


class InboundEmail(Work):
    """One mail as it arrived. Its bytes (`raw`) were durable before its sender was told so; nothing is parsed before.

    `mailbox` is the first that it came to, known once somebody tried to read it.
    `fetched_as` says of a mail that we fetched which one it is there (account, UIDVALIDITY, UID), so that it is stored once.
    `fingerprint` is what makes two copies one mail; it is set when the mail is read, and unique among mails that counted.
    """

    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    road = models.CharField(max_length=8)
    envelope_sender = models.CharField(max_length=320, blank=True)
    recipients = models.JSONField(default=list)
    received_at = models.DateTimeField()
    fetched_as = models.CharField(max_length=120, null=True, unique=True)  # noqa: DJ001, NULLs do not collide

    mailbox = models.ForeignKey(Mailbox, models.SET_NULL, null=True, related_name="+")
    message_id_header = models.CharField(max_length=255, blank=True)
    sender = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    automatic = models.CharField(max_length=16, blank=True)
    fingerprint = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001, NULLs do not collide
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    reason = models.TextField(blank=True)
    ticket = models.ForeignKey(Ticket, models.PROTECT, null=True, related_name="inbound")
    message = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="inbound")
    version = models.PositiveIntegerField(default=0)

    objects = InboundQuerySet.as_manager()

    class Meta:
        app_label = "transom"
        indexes = [
            models.Index(
                fields=["due_at", "id"], name="inbound_to_read", condition=models.Q(settled_at=None, parked_at=None)
            ),
            models.Index(
                fields=["-id", "outcome"],
                name="inbound_attention",
                condition=models.Q(outcome__in=["held", "quarantined"]),
            ),
            models.Index(fields=["message_id_header"], name="inbound_by_message_id"),
            models.Index(fields=["received_at", "outcome"], name="inbound_by_time"),
            models.Index(
                fields=["id"],
                name="inbound_without_word",
                condition=models.Q(outcome__in=["ticket", "message"], message__isnull=True),
            ),
        ]

    def __str__(self):
        return f"mail {self.pk} from {self.sender or self.envelope_sender or 'nobody'}"

    @property
    def raw(self) -> bytes:
        """The mail as it came, to the byte."""
        return bytes(self.source.raw)

    @property
    def can_be_let_in(self) -> bool:
        return self.outcome in TURNED_AWAY


class InboundSource(models.Model):
    """The bytes of a mail, in a row of their own that is written once: SQLite writes a row whole whenever a column changes."""

    inbound = models.OneToOneField(InboundEmail, models.CASCADE, primary_key=True, related_name="source")
    raw = models.BinaryField()

    class Meta:
        app_label = "transom"


class OutboundKind(models.TextChoices):
    ANSWER = "answer", _("Answer")
    ACKNOWLEDGEMENT = "acknowledgement", _("Acknowledgement")
    QUESTION = "question", _("Question to the customer")
    FOLLOW_UP = "follow-up", _("Follow-up")
    FAREWELL = "farewell", _("Closing message")


class Delivery(models.TextChoices):
    QUEUED = "queued", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Could not be delivered")


class OutboundQuerySet(WorkQuerySet):
    def visible_to(self, actor: Actor):
        return self.none() if actor.is_customer else self.filter(ticket__in=Ticket.objects.visible_to(actor))


class OutboundEmail(Work):
    """One mail to send, its bytes frozen: a second try sends the same mail again, to the letter.

    `pending` are recipients that no server has answered for yet; `refused` says who was turned away for good, and why.
    """

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="outbound")
    message = models.ForeignKey(Message, models.PROTECT, null=True, related_name="outbound")
    kind = models.CharField(max_length=16, choices=OutboundKind.choices)
    state = models.CharField(max_length=8, choices=Delivery.choices, default=Delivery.QUEUED)
    message_id_header = models.CharField(max_length=255, unique=True)
    envelope_sender = models.CharField(max_length=320, blank=True)
    recipients = models.JSONField(default=list)
    pending = models.JSONField(default=list)
    refused = models.JSONField(default=dict)
    automatic_to = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=320, blank=True)
    created_at = models.DateTimeField()

    objects = OutboundQuerySet.as_manager()

    class Meta:
        app_label = "transom"
        indexes = [
            models.Index(
                fields=["due_at", "id"], name="outbound_to_send", condition=models.Q(settled_at=None, parked_at=None)
            ),
            models.Index(
                fields=["automatic_to", "created_at"], name="automatic_mail", condition=~models.Q(automatic_to="")
            ),
            models.Index(fields=["created_at"], name="automatic_budget", condition=~models.Q(automatic_to="")),
        ]

    def __str__(self):
        return f"{self.kind} {self.message_id_header}"

    @property
    def mime(self) -> bytes:
        """The mail as it goes out, to the byte."""
        return bytes(self.source.mime)

    def turned_away(self, refused: dict[str, str]) -> dict[str, str]:
        """Take down who will not get this mail, and why; gives those that were not known of before.

        Locks the row until the transaction ends: a server's answer and a bounce may tell of the same recipient at once.
        """
        current = OutboundEmail.objects.select_for_update(of=("self",)).get(pk=self.pk)
        fresh = {address: words for address, words in refused.items() if address not in current.refused}
        current.refused |= fresh
        current.pending = [address for address in current.pending if address not in current.refused]
        if current.settled_at and current.refused:
            current.state = Delivery.FAILED
        if fresh or current.state != self.state:
            current.save(update_fields=["refused", "pending", "state"])
        self.refused, self.pending, self.state = current.refused, current.pending, current.state
        return fresh


class OutboundSource(models.Model):
    """The frozen bytes of a mail to send, written once."""

    outbound = models.OneToOneField(OutboundEmail, models.CASCADE, primary_key=True, related_name="source")
    mime = models.BinaryField()

    class Meta:
        app_label = "transom"


class NoticeEmail(Work):
    """One such mail, its bytes frozen until it is sent. `ticket` is what it is about; None for several.

    `refused` is why it did not arrive: it is shown to its person, who may have to mend their address.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    ticket = models.ForeignKey(Ticket, models.PROTECT, null=True, related_name="+", db_index=False)
    message_id_header = models.CharField(max_length=255, unique=True)
    recipient = models.CharField(max_length=320)
    mime = models.BinaryField()
    created_at = models.DateTimeField()
    refused = models.TextField(blank=True)

    class Meta:
        app_label = "transom"
        indexes = [
            models.Index(
                fields=["due_at", "id"], name="notice_to_send", condition=models.Q(settled_at=None, parked_at=None)
            )
        ]

    def __str__(self):
        return f"notice {self.message_id_header}"

    def came_back(self, reason: str) -> None:
        """A report says that it did not arrive."""
        NoticeEmail.objects.filter(pk=self.pk).update(refused=reason[:500])
