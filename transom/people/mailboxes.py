"""Mailboxes: the addresses at which the desk is reached and from which it answers."""

from django.db import models

from transom.foundation import addresses
from transom.foundation.kept import Kept
from transom.people.actor import Actor, ActorKind
from transom.people.models import Team


class MailboxQuerySet(models.QuerySet):
    def receiving(self, address: str):
        """The mailbox that mail to `address` reaches, with or without a `+token`; an empty set for a stranger's."""
        base, _ = addresses.split_tag(address)
        return self.filter(address__in={addresses.normalise(address), base})

    def of_the_desk(self) -> "Mailbox | None":
        """The one that the desk itself writes from, to anybody: one that all may know of, where there is one."""
        return self.order_by("restricted", "address").first()

    def keys_hidden_from(self, actor: Actor) -> tuple[int, ...]:
        """As `hidden_from`, their keys."""
        if actor.id is None:
            return tuple(self.hidden_from(actor).values_list("pk", flat=True))
        return tuple(key for (key,) in HIDDEN.rows(actor=actor.id))

    def hidden_from(self, actor: Actor):
        """Mailboxes restricted to a team that `actor` does not belong to."""
        restricted = self.filter(restricted=True)
        return restricted if actor.id is None else restricted.exclude(team__members=actor.id)


def _hidden(*, actor: int) -> models.QuerySet:
    asking = Actor(ActorKind.PERSON, actor, "", frozenset())
    return Mailbox.objects.hidden_from(asking).values_list("pk")


HIDDEN = Kept(_hidden)


class Mailbox(models.Model):
    """One address of the desk. `restricted` shows its tickets to the members of `team` alone.

    `signed_addresses`: answers carry `address+token@`; off where the provider does not deliver such addresses.
    `trusted_hop` is the authserv-id (RFC 8601, 2.5) of the last server before us; only its word on DMARC counts.
    """

    address = models.EmailField(unique=True)
    name = models.CharField(max_length=100)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True)
    restricted = models.BooleanField(default=False)
    ticket_type = models.ForeignKey("transom.TicketType", models.PROTECT, null=True, blank=True, related_name="+")
    signed_addresses = models.BooleanField(default=True)
    acknowledges = models.BooleanField(default=True)
    trusted_hop = models.CharField(max_length=253, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MailboxQuerySet.as_manager()

    class Meta:
        app_label = "transom"
        ordering = ["address"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(restricted=False) | models.Q(team__isnull=False), name="restricted_to_a_team"
            )
        ]

    def __str__(self):
        return self.address

    def as_address(self) -> addresses.Address:
        return addresses.Address(self.name, self.address)
