"""What the search keeps: which word of which ticket stands where in the index, how far the index is, and saved views."""

from datetime import UTC, datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from transom.people.actor import Actor
from transom.people.models import Membership, Team
from transom.people.roles import Role
from transom.tickets.models import Ticket

FORMAT = 1
"""Of what stands in the index. Raise it when `words` or `pieces` change what they give: every desk then fills its own anew."""
MANAGERS = (Role.ADMIN, Role.QUEUE_MANAGER)
"""Who minds the views that everyone sees."""
BEGAN = datetime(2000, 1, 1, tzinfo=UTC)
SOURCE_BITS, KIND_BITS = 16, 2


class Kind(models.IntegerChoices):
    """What a piece is a piece of. `TICKET` has what belongs to the whole: people, tags, the number."""

    TICKET = 0
    MESSAGE = 1
    NOTE = 2


def place(kind: int, source: int, at: datetime) -> int:
    """The key of a piece: later words have higher keys, so the index itself gives what is newest first."""
    seconds = max(0, int((at - BEGAN).total_seconds()))
    return seconds << (SOURCE_BITS + KIND_BITS) | (source % (1 << SOURCE_BITS)) << KIND_BITS | kind


def kind_of(key: int) -> int:
    """The kind of the piece with this key."""
    return key & ((1 << KIND_BITS) - 1)


def place_of(at: datetime) -> int:
    """The lowest key of a piece from this moment on."""
    return place(0, 0, at)


class SearchEntry(models.Model):
    """A piece of a ticket that is found as a whole: its head, a message, a note. Its key is its `place`.

    The words themselves are in the index alone: a column `words` that Django does not know of (PostgreSQL), or the table
    `transom_searchtext` under the same key (SQLite). `engine` writes all of it.
    """

    id = models.BigIntegerField(primary_key=True)
    kind = models.PositiveSmallIntegerField(choices=Kind.choices)
    source = models.BigIntegerField()
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="+")

    class Meta:
        app_label = "transom"
        constraints = [models.UniqueConstraint(fields=["kind", "source"], name="indexed_once")]


class SearchDue(models.Model):
    """A ticket whose pieces are to be written anew, because a name that stands in them has changed."""

    ticket = models.OneToOneField(Ticket, models.CASCADE, primary_key=True, related_name="+")

    class Meta:
        app_label = "transom"


class SearchProgress(models.Model):
    """How far the index is filled, in one row: of each kind, everything from this key on is in it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    format = models.PositiveSmallIntegerField()
    tickets = models.BigIntegerField()
    messages = models.BigIntegerField()
    notes = models.BigIntegerField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "transom"


class Shared(models.TextChoices):
    NOBODY = "nobody", _("only me")
    TEAM = "team", _("a team")
    DESK = "desk", _("everyone at the desk")


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """One's own, those of one's teams, and the desk's. What they show, each sees through their own eyes."""
        return self.for_person(actor.id) if actor.is_agent else self.none()

    def for_person(self, person: int):
        """As `visible_to`, for someone who is known to be of the desk."""
        of_my_teams = Membership.objects.filter(user=person).values("team")
        return self.filter(models.Q(owner=person) | models.Q(shared=Shared.DESK) | models.Q(team__in=of_my_teams))

    def changeable_by(self, actor: Actor):
        """One's own; a team's views by its members; the desk's by an admin or a queue manager."""
        of_my_teams = Membership.objects.filter(user=actor.id).values("team")
        mine = models.Q(owner=actor.id) & ~models.Q(shared=Shared.DESK) | models.Q(team__in=of_my_teams)
        if actor.has(*MANAGERS):
            mine |= models.Q(shared=Shared.DESK)
        return self.visible_to(actor).filter(mine)


class SavedView(models.Model):
    """A question with a name. `team` is whom it is shared with, where `shared` says so. Lowest `position` first."""

    name = models.CharField(max_length=60)
    question = models.CharField(max_length=500)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    shared = models.CharField(max_length=8, choices=Shared.choices, default=Shared.NOBODY)
    team = models.ForeignKey(Team, models.CASCADE, null=True, blank=True, related_name="+")
    position = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        app_label = "transom"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(shared="team", team__isnull=False) | ~models.Q(shared="team") & models.Q(team=None),
                name="view_shared_with_a_team",
            )
        ]

    def __str__(self):
        return self.name

    def may_be_changed_by(self, actor: Actor, teams: set[int]) -> bool:
        """As `changeable_by`, of a view that is visible; `teams` are the actor's, by their keys."""
        if self.shared == Shared.DESK:
            return actor.has(*MANAGERS)
        return self.owner_id == actor.id or self.team_id in teams
