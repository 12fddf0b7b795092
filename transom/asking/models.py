"""The one-time links by which customers answer what they were asked."""

import secrets
from datetime import datetime
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from transom.customers.models import Contact
from transom.foundation import tokens
from transom.tickets.estimates import Estimate
from transom.tickets.models import Ticket
from transom.workflow.models import Asks


class Answer(models.TextChoices):
    """What a link was used for. A question that is asked by it leaves it open."""

    NONE = "", _("Not answered yet")
    APPROVED = "approve", _("Approves it")
    DECLINED = "decline", _("Declines it")
    WORKS = "works", _("It works")
    BROKEN = "broken", _("Still broken")


class Made(NamedTuple):
    """`token` is in the mail and nowhere else: the row has its hash."""

    link: "AnswerLink"
    token: str


class AnswerLinkQuerySet(models.QuerySet):
    def offer(
        self, ticket: Ticket, asks: str, contact: Contact, until: datetime, *, estimate: Estimate | None, now: datetime
    ) -> Made:
        """A new link for `contact`; those on this ticket that nobody used end with it."""
        self.filter(ticket=ticket, answered_at=None, revoked_at=None).update(revoked_at=now)
        token = secrets.token_urlsafe(24)
        link = self.create(
            ticket=ticket,
            asks=asks,
            contact=contact,
            address=contact.address,
            estimate=estimate,
            token_hash=tokens.hashed(token),
            asked_at=now,
            expires_at=until,
        )
        return Made(link, token)

    def with_token(self, token: str):
        return self.filter(token_hash=tokens.hashed(token))


class AnswerLink(models.Model):
    """Lets whoever reads the mail of `contact` at `address` answer one question (`asks`) about one ticket, once.

    It is good until `expires_at`, unless another took its place (`revoked_at`) or the ticket moved on meanwhile.
    """

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="answer_links")
    asks = models.CharField(max_length=16, choices=Asks.choices)
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="+")
    address = models.CharField(max_length=254)
    estimate = models.ForeignKey(Estimate, models.PROTECT, null=True, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=16, choices=Answer.choices, blank=True)

    objects = AnswerLinkQuerySet.as_manager()

    class Meta:
        app_label = "transom"

    def __str__(self):
        return f"link {self.pk} on {self.ticket}"
