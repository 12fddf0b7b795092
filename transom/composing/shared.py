"""Whose a saved thing is: one person's, a team's, or the whole desk's. Saved replies and macros are such things."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.people.models import Team
from transom.people.roles import Role

LONGEST_NAME = 80
LONGEST_WORDS = 20_000


class SharedQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """What this person may read and use: their own, their teams', the whole desk's. Admins see every team's.

        What is private is its owner's alone, an admin's eyes or not.
        """
        return self.offered_to(actor.id, actor.has(Role.ADMIN)) if actor.is_agent else self.none()

    def offered_to(self, person: int, is_admin: bool):
        """As `visible_to`, for someone who is known to work at the desk; for queries that are kept."""
        if is_admin:
            return self.filter(Q(owner=None) | Q(owner=person))
        teams = Team.objects.filter(membership__user=person).values("pk")
        return self.filter(Q(owner=person) | Q(owner=None, team=None) | Q(team__in=teams))

    def changeable_by(self, actor: Actor):
        """What this person may change and retire: their own, their teams'; the whole desk's is an admin's."""
        visible = self.visible_to(actor)
        return visible if actor.has(Role.ADMIN) else visible.exclude(owner=None, team=None)

    def in_use(self):
        return self.filter(retired_at=None)

    def usual_first(self):
        return self.order_by("-uses", "name", "pk")

    def used(self, at: datetime) -> None:
        self.update(uses=F("uses") + 1, last_used_at=at)


class Shared(models.Model):
    """`owner` has it alone; else `team` shares it; else the whole desk does. Retired, it is offered to nobody."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME)
    uses = models.PositiveIntegerField(default=0)
    last_used_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SharedQuerySet.as_manager()

    class Meta:
        abstract = True
        app_label = "transom"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=True) | Q(team__isnull=True), name="%(class)s_of_a_person_or_a_team"
            )
        ]

    def __str__(self):
        return self.name

    @property
    def whose(self) -> str:
        """Who can use it, in words; `team` is read."""
        if self.owner_id:
            return _("only you")
        return self.team.name if self.team_id else _("the whole desk")
