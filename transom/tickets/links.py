"""How tickets stand to each other: a row for each link, written by `log.record()` and nothing else."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from transom.tickets.models import Ticket


class Relation(models.TextChoices):
    """How a ticket stands to another. The words follow "this": "this blocks #7"; `back` are those for the other side."""

    FOLLOWS = "follows", _("follows")
    SPLIT_FROM = "split-from", _("was split from")
    RELATES = "relates", _("relates to")
    DUPLICATES = "duplicates", _("duplicates")
    BLOCKS = "blocks", _("blocks")

    @property
    def back(self) -> Promise:
        """What the other ticket says of this one: "is blocked by"."""
        return BACK[self]


BACK = {
    Relation.FOLLOWS: _("is followed by"),
    Relation.SPLIT_FROM: _("was split into"),
    Relation.RELATES: _("relates to"),
    Relation.DUPLICATES: _("is duplicated by"),
    Relation.BLOCKS: _("is blocked by"),
}


class TicketLink(models.Model):
    """`ticket` stands in `relation` to `other`."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="links")
    other = models.ForeignKey(Ticket, models.CASCADE, related_name="linked_from")
    relation = models.CharField(max_length=16, choices=Relation.choices)

    class Meta:
        app_label = "transom"
        constraints = [models.UniqueConstraint(fields=["ticket", "other", "relation"], name="link_once")]
