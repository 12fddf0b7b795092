"""What a macro does, in words; and what it names that is no longer there."""

from dataclasses import dataclass

from django.db.models import Exists, Max, OuterRef
from django.utils.translation import gettext as _

from transom.people.models import Team, User
from transom.people.roles import AGENT_ROLES
from transom.tickets.actions.several import NOBODY, WHOEVER_ACTS, Changes
from transom.tickets.models import Priority
from transom.tickets.tags import Tag
from transom.workflow.models import Status, Step, TicketType, Transition, WorkflowVersion


@dataclass(frozen=True)
class Names:
    """The desk's statuses, types, teams and people by key, read once for a whole list of macros.

    `usable` are those that a macro may name: statuses on a published path, types with one, people with a role.
    """

    statuses: dict[int, str]
    types: dict[int, str]
    teams: dict[int, str]
    people: dict[int, str]
    usable: frozenset[tuple[str, int]]
    retired: frozenset[str]

    @classmethod
    def read(cls) -> "Names":
        agents = User.objects.filter(is_active=True, roles_held__role__in=sorted(AGENT_ROLES)).values_list("pk")
        published = WorkflowVersion.objects.filter(published_at__isnull=False)
        latest = dict(published.values_list("ticket_type").annotate(Max("number")))
        paths = [
            key for key, kind, number in published.values_list("pk", "ticket_type", "number") if latest[kind] == number
        ]
        usable = {("status", key) for (key,) in Step.objects.filter(version__in=paths).values_list("status")}
        usable |= {("type", key) for key in latest} | {("person", key) for (key,) in agents}
        return cls(
            dict(Status.objects.values_list("pk", "name")),
            dict(TicketType.objects.values_list("pk", "name")),
            dict(Team.objects.values_list("pk", "name")),
            dict(User.objects.values_list("pk", "name")),
            frozenset(usable),
            frozenset(Tag.objects.exclude(retired_at=None).values_list("name", flat=True)),
        )


def reasons_listed() -> list[str]:
    """Every reason that a move of a published path lists."""
    newer = WorkflowVersion.objects.filter(
        ticket_type=OuterRef("version__ticket_type"), number__gt=OuterRef("version__number"), published_at__isnull=False
    )
    moves = Transition.objects.filter(~Exists(newer), version__published_at__isnull=False).exclude(reasons=[])
    return [*dict.fromkeys(reason for reasons in moves.values_list("reasons", flat=True) for reason in reasons)]


def acts(changes: Changes, names: Names) -> list[str]:
    """What `changes` do, each in a few words that follow "then": "move to Waiting", "assign to you", "tag export"."""
    found = []
    if changes.ticket_type is not None:
        found.append(_("make it: %(type)s") % {"type": names.types.get(changes.ticket_type, "?")})
    if changes.team is not None:
        found.append(
            _("give it to no team")
            if changes.team == NOBODY
            else _("give it to the team %(team)s") % {"team": names.teams.get(changes.team, "?")}
        )
    if changes.assignee is not None:
        found.append(_assigned(changes.assignee, names))
    if changes.priority is not None:
        found.append(_("set the priority: %(priority)s") % {"priority": Priority(changes.priority).label})
    if changes.tags_added:
        found.append(_("tag %(tags)s") % {"tags": ", ".join(changes.tags_added)})
    if changes.tags_removed:
        found.append(_("take the tag %(tags)s off") % {"tags": ", ".join(changes.tags_removed)})
    if changes.status is not None:
        words = _("move to %(status)s") % {"status": names.statuses.get(changes.status, "?")}
        found.append(f"{words}: {changes.reason}" if changes.reason else words)
    return found


def _assigned(key: int, names: Names) -> str:
    if key == NOBODY:
        return _("assign to nobody")
    if key == WHOEVER_ACTS:
        return _("assign to you")
    return _("assign to %(who)s") % {"who": names.people.get(key, "?")}


def gone(changes: Changes, names: Names) -> list[str]:
    """What `changes` name and no ticket can be given any more, a sentence each."""
    found = []
    if changes.status is not None and ("status", changes.status) not in names.usable:
        found.append(_("The status %(name)s is on no path any more.") % {"name": _name(names.statuses, changes.status)})
    if changes.ticket_type is not None and ("type", changes.ticket_type) not in names.usable:
        found.append(_("The type %(name)s has no path any more.") % {"name": _name(names.types, changes.ticket_type)})
    if (changes.assignee or NOBODY) > NOBODY and ("person", changes.assignee) not in names.usable:
        found.append(_("%(who)s does not work at the desk any more.") % {"who": _name(names.people, changes.assignee)})
    if (changes.team or NOBODY) > NOBODY and changes.team not in names.teams:
        found.append(_("The team that it names is gone."))
    if retired := [tag for tag in changes.tags_added if tag in names.retired]:
        found.append(_("The tag %(tags)s was retired.") % {"tags": ", ".join(retired)})
    return found


def _name(names: dict[int, str], key: int) -> str:
    """Its name while the row stands, in quotes; else only that it was one."""
    return f"“{names[key]}”" if key in names else _("that it names")
