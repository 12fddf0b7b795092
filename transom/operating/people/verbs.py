"""Whatever is done to a person of the desk: one transaction, and an event in the person's stream that says who did it."""

from collections.abc import Iterable

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from transom.operating.people.events import (
    STREAM,
    EmailChanged,
    PersonAdded,
    PersonLeft,
    PersonRenamed,
    PersonReturned,
    RoleGiven,
    RoleTaken,
    TeamJoined,
    TeamLeft,
)
from transom.people.actor import Actor
from transom.people.models import Team, User
from transom.people.roles import Role
from transom.tickets.events.base import EventKind, Ref
from transom.tickets.history import Event
from transom.tickets.log import append


class Refused(Exception):
    """It would leave the desk without something that it needs. `str()` is a sentence that says what to do first."""


def history(user: User) -> models.QuerySet[Event]:
    """What happened to this person, the latest first."""
    return Event.objects.filter(stream=STREAM, stream_id=user.pk).order_by("-sequence")


def tell(user: User, *events: EventKind, actor: Actor) -> None:
    """Write down what was done to them. The row must be `held`, so that two never take the same number."""
    if events:
        version = history(user).values_list("sequence", flat=True).first() or 0
        append(STREAM, user.pk, version, *events, actor=actor, at=timezone.now())


def held(user: User) -> User:
    """Them as they stand now, until the transaction ends."""
    return User.objects.select_for_update().get(pk=user.pk)


@transaction.atomic
def add(name: str, email: str, roles: Iterable[str], teams: Iterable[Team], *, actor: Actor) -> User:
    """A new person, who cannot sign in before they have set a password. Raises `Refused` for an address that is taken."""
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, name)
    except IntegrityError:
        raise Refused(_("Somebody has this address already. Change their roles instead.")) from None
    tell(user, PersonAdded(name=user.name, email=user.email), actor=actor)
    change(user, roles=roles, teams=teams, actor=actor)
    return user


@transaction.atomic
def change(
    user: User,
    *,
    actor: Actor,
    name: str | None = None,
    email: str | None = None,
    roles: Iterable[str] | None = None,
    teams: Iterable[Team] | None = None,
) -> User:
    """Make them as it is said; what is None stays. Raises `Refused` where that would leave the desk without an admin."""
    user = _with_admins_held(user)
    events: list[EventKind] = []
    if name is not None and name != user.name:
        events.append(PersonRenamed(previous=user.name, to=name))
        user.name = name
    if email is not None and email != user.email:
        events.append(EmailChanged(previous=user.email, to=email))
        user.email = email
    if events:
        user.save(update_fields=["name", "email"])
    if roles is not None:
        events += _set_roles(user, {Role(role) for role in roles})
    if teams is not None:
        events += _set_teams(user, set(teams))
    tell(user, *events, actor=actor)
    return user


@transaction.atomic
def leave(user: User, *, actor: Actor) -> None:
    """Close their account: sessions end, nobody signs in as them. Raises `Refused` for the last admin."""
    user = _with_admins_held(user)
    if user.is_active:
        _check_not_last_admin(user)
        user.leave()
        tell(user, PersonLeft(), actor=actor)


@transaction.atomic
def come_back(user: User, *, actor: Actor) -> None:
    """Open their account again, with the roles and teams that they have. They need a new link to set a password."""
    user = held(user)
    if not user.is_active:
        user.come_back()
        tell(user, PersonReturned(), actor=actor)


@transaction.atomic
def join_and_leave(team: Team, members: Iterable[User], *, actor: Actor) -> None:
    """Make these the members of the team, and no others."""
    wanted, now = set(members), set(team.members.all())
    for user in sorted(wanted ^ now, key=lambda one: one.pk):
        joins = user in wanted
        user = held(user)
        (team.members.add if joins else team.members.remove)(user)
        tell(user, (TeamJoined if joins else TeamLeft)(team=Ref.to(team)), actor=actor)


def _set_roles(user: User, wanted: set[Role]) -> list[EventKind]:
    now = {Role(role) for role in user.roles_held.values_list("role", flat=True)}
    if Role.ADMIN in now - wanted:
        _check_not_last_admin(user)
    user.give_roles(*(wanted - now))
    user.roles_held.filter(role__in=now - wanted).delete()
    in_order = [role for role in Role if role in wanted ^ now]
    return [(RoleGiven if role in wanted else RoleTaken)(role=role) for role in in_order]


def _set_teams(user: User, wanted: set[Team]) -> list[EventKind]:
    now = set(user.teams.all())
    user.teams.add(*(wanted - now))
    user.teams.remove(*(now - wanted))
    changed = sorted(wanted ^ now, key=lambda team: team.name)
    return [(TeamJoined if team in wanted else TeamLeft)(team=Ref.to(team)) for team in changed]


def _with_admins_held(user: User) -> User:
    """As `held`, with every admin: two who close each other's account at once must not both go through."""
    keys = User.objects.filter(models.Q(roles_held__role=Role.ADMIN) | models.Q(pk=user.pk)).values("pk")
    rows = {row.pk: row for row in User.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    return rows[user.pk]


def _check_not_last_admin(user: User) -> None:
    admins = User.objects.filter(roles_held__role=Role.ADMIN, is_active=True)
    if user.is_active and admins.filter(pk=user.pk).exists() and not admins.exclude(pk=user.pk).exists():
        raise Refused(_("%(name)s is the last admin. Make somebody else admin first.") % {"name": user.label})
