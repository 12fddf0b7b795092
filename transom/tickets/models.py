"""The ticket and the small rows around it. All of them are written by `log.record()` and nothing else."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from transom.customers.models import Contact, Customer
from transom.people.actor import Actor
from transom.people.mailboxes import Mailbox
from transom.people.models import ProductArea, Team
from transom.workflow.models import Category, Requirement, Status, TicketType
from transom.workflow.rules import Position


class DirectWriteRefused(RuntimeError):
    """Something tried to write a ticket past `record()`. Use a verb of `transom.tickets.actions`."""


class Priority(models.TextChoices):
    NORMAL = "normal", _("Normal")
    URGENT = "urgent", _("Urgent")


class Channel(models.TextChoices):
    MAIL = "mail", _("by mail")
    DESK = "desk", _("at the desk")
    PORTAL = "portal", _("in the portal")


class Level(models.IntegerChoices):
    L1 = 1
    L2 = 2
    L3 = 3


ESTIMATED = ("ready", "asked", "approved")
"""How `Ticket.estimate` may stand where a move asks for an estimate: a declined one is none."""


class TicketQuerySet(models.QuerySet):
    hidden: tuple[int, ...] | None = None
    """The mailboxes whose tickets are left out, where that alone says what an actor sees; for queries that are kept.

    None where more than that decides (a customer sees their own), so that no kept query can be asked for them.
    """

    def visible_to(self, actor: Actor):
        """The tickets that `actor` may know of. Every page, search and file goes through here.

        People of the desk see all tickets but those of mailboxes restricted to teams they are not in; a contact
        sees what they asked or watch; someone without a role sees none.
        """
        if actor.is_desk:
            return self.outside(())
        if actor.is_agent:
            return self.outside(Mailbox.objects.keys_hidden_from(actor))
        if actor.is_customer:
            watched = Watcher.objects.filter(contact=actor.id).values("ticket")
            return self.filter(models.Q(requester=actor.id) | models.Q(pk__in=watched))
        return self.none()

    def outside(self, mailboxes: Iterable[int]):
        """Those that did not come to one of these mailboxes. `TypeError` for None: who sees what is not known then."""
        found = self.all()
        found.hidden = tuple(mailboxes)
        return found.exclude(mailbox__in=found.hidden) if found.hidden else found

    def _clone(self):
        found = super()._clone()
        found.hidden = self.hidden
        return found

    def update(self, **kwargs):
        raise DirectWriteRefused("Tickets are changed by recording an event.")

    def delete(self):
        raise DirectWriteRefused("Tickets are never deleted; privacy deletion redacts.")

    def bulk_create(self, *args, **kwargs):
        raise DirectWriteRefused("Tickets are opened by recording an event.")

    def bulk_update(self, *args, **kwargs):
        raise DirectWriteRefused("Tickets are changed by recording an event.")


class TicketNumber(models.Model):
    """The one sequence of ticket numbers: a number is this row's key. Never reused; a failed opening leaves a gap."""

    class Meta:
        app_label = "transom"


class Ticket(models.Model):
    """A request and its state. Every column is the fold of the ticket's events (`log.replay`).

    `version` is the sequence of its last event. The facts that clocks and queues read:
    `awaiting_us_since` is when we received the oldest customer's word that nobody has answered;
    `held_since` is when we received the oldest mail that is held on it, which only a decision about that mail ends;
    `awaiting_customer_since` is when our word was last, where the status says that silence counts; `last_replied_at` when
    a person last answered; `estimate` how the last estimate stands; `delay_reason` why it was not started, as said in this
    status; `reviewed_at` when it was last looked at together; `kept_until` until when somebody keeps it from clearance;
    `reproduction` what the last try to reproduce it gave; `is_quick` where somebody marked that it can be answered at once.
    """

    number = models.PositiveBigIntegerField(unique=True)
    version = models.PositiveIntegerField(default=0)
    subject = models.CharField(max_length=300)
    ticket_type = models.ForeignKey(TicketType, models.PROTECT, related_name="+")
    priority = models.CharField(max_length=8, choices=Priority.choices, default=Priority.NORMAL)
    status = models.ForeignKey(Status, models.PROTECT, related_name="+")
    category = models.CharField(max_length=16, choices=Category.choices)
    silence_counts = models.BooleanField(default=False)
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    requester = models.ForeignKey(Contact, models.PROTECT, related_name="tickets")
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="tickets")
    mailbox = models.ForeignKey(Mailbox, models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    product_area = models.ForeignKey(ProductArea, models.PROTECT, null=True, related_name="+")
    level = models.PositiveSmallIntegerField(choices=Level.choices, default=Level.L1)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged_here")
    snippet = models.CharField(max_length=160, blank=True)
    estimate = models.CharField(max_length=16, blank=True)
    delay_reason = models.CharField(max_length=60, blank=True)
    delay_detail = models.CharField(max_length=200, blank=True)
    linked_bugs = models.PositiveSmallIntegerField(default=0)
    reproduction = models.CharField(max_length=20, blank=True)
    is_quick = models.BooleanField(default=False)

    opened_at = models.DateTimeField()
    status_since = models.DateTimeField()
    awaiting_us_since = models.DateTimeField(null=True)
    awaiting_customer_since = models.DateTimeField(null=True)
    held_since = models.DateTimeField(null=True)
    first_replied_at = models.DateTimeField(null=True)
    last_replied_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    kept_until = models.DateTimeField(null=True)
    last_event_at = models.DateTimeField()
    sort_key = models.BigIntegerField()

    objects = TicketQuerySet.as_manager()

    class Meta:
        app_label = "transom"
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["sort_key", "id"], name="open_by_need", condition=~models.Q(category=Category.CLOSED)),
            models.Index(
                fields=["-sort_key", "-id"], name="closed_latest", condition=models.Q(category=Category.CLOSED)
            ),
            models.Index(
                fields=["sort_key", "id"],
                name="unassigned_by_need",
                condition=models.Q(assignee=None) & ~models.Q(category=Category.CLOSED),
            ),
            models.Index(
                fields=["assignee", "sort_key", "id"],
                name="mine_by_need",
                condition=~models.Q(category=Category.CLOSED),
            ),
            models.Index(
                fields=["sort_key", "id"],
                name="waiting_by_need",
                condition=models.Q(awaiting_customer_since__isnull=False),
            ),
            models.Index(fields=["status", "sort_key", "id"], name="status_by_need"),
            models.Index(fields=["ticket_type", "status", "id"], name="type_and_status"),
            models.Index(
                fields=["status", "status_since", "id"], name="dwelling", condition=~models.Q(category=Category.CLOSED)
            ),
            models.Index(
                fields=["status", "delay_reason", "id"], name="delayed", condition=models.Q(delay_reason__gt="")
            ),
            models.Index(
                fields=["awaiting_us_since", "id"],
                name="owed_by_anchor",
                condition=models.Q(awaiting_us_since__isnull=False),
            ),
            models.Index(
                fields=["sort_key", "id"], name="owed_by_need", condition=models.Q(awaiting_us_since__isnull=False)
            ),
            models.Index(
                fields=["awaiting_customer_since", "id"],
                name="silent_by_anchor",
                condition=models.Q(awaiting_customer_since__isnull=False),
            ),
            models.Index(
                fields=["last_replied_at", "id"],
                name="open_by_our_word",
                condition=models.Q(last_replied_at__isnull=False) & ~models.Q(category=Category.CLOSED),
            ),
            models.Index(
                fields=["opened_at", "id"], name="open_by_opening", condition=~models.Q(category=Category.CLOSED)
            ),
            models.Index(fields=["requester", "-id"], name="requester_latest"),
            models.Index(fields=["customer", "-id"], name="customer_latest"),
            models.Index(fields=["-opened_at", "-id"], name="opened_latest"),
            models.Index(
                fields=["team", "sort_key", "id"],
                name="team_by_need",
                condition=models.Q(team__isnull=False) & ~models.Q(category=Category.CLOSED),
            ),
            models.Index(
                fields=["requester", "-id"], name="requester_open", condition=~models.Q(category=Category.CLOSED)
            ),
            models.Index(
                fields=["customer", "-id"], name="customer_open", condition=~models.Q(category=Category.CLOSED)
            ),
        ]

    def __str__(self):
        return f"#{self.number} {self.subject}"

    @property
    def is_urgent(self) -> bool:
        return self.priority == Priority.URGENT

    @property
    def is_closed(self) -> bool:
        return self.category == Category.CLOSED

    @property
    def is_waiting_on_customer(self) -> bool:
        return self.awaiting_customer_since is not None

    @property
    def need_since(self) -> datetime:
        """Since when it needs someone: the unanswered word, else our last word, else its status."""
        return self.awaiting_us_since or self.awaiting_customer_since or self.status_since

    def position(self, met: frozenset[str] = frozenset()) -> Position:
        """Where it stands in its workflow, for `rules`; `met` names the requirements that this move meets."""
        held = {
            Requirement.ASSIGNEE: self.assignee_id is not None,
            Requirement.REPLY: self.last_replied_at is not None and self.last_replied_at >= self.status_since,
            Requirement.ESTIMATE: self.estimate in ESTIMATED,
            Requirement.BUG: self.linked_bugs > 0,
        }
        return Position(self.ticket_type, self.status, met | {name for name, is_met in held.items() if is_met})

    def save(self, *args, **kwargs):
        raise DirectWriteRefused("A ticket is changed by recording an event: use a verb of transom.tickets.actions.")

    def delete(self, *args, **kwargs):
        raise DirectWriteRefused("Tickets are never deleted; privacy deletion redacts.")


class TicketTag(models.Model):
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="tags")
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "transom"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["name", "ticket"], name="tag_once")]


class Watcher(models.Model):
    """A person or a contact who follows a ticket; a contact gets our answers in copy."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="watchers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    contact = models.ForeignKey(Contact, models.CASCADE, null=True, related_name="+")

    class Meta:
        app_label = "transom"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["ticket", "user"], name="person_watches_once"),
            models.UniqueConstraint(fields=["contact", "ticket"], name="contact_watches_once"),
            models.CheckConstraint(
                condition=models.Q(user__isnull=True) ^ models.Q(contact__isnull=True), name="watcher_is_one_of_both"
            ),
        ]


class ThreadReference(models.Model):
    """A Message-ID that was stored or ever referenced on a ticket. It belongs to one ticket; the first one keeps it."""

    message_id = models.CharField(max_length=255, unique=True)
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="thread_references")

    class Meta:
        app_label = "transom"
