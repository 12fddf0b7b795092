"""Whose a ticket becomes when it moves: the owner that its path names for the status."""

from collections.abc import Iterator

from transom.people.actor import person
from transom.people.models import Membership, Team, User
from transom.tickets.events import Assigned, Ref, TeamAssigned, TicketEvent
from transom.tickets.models import Ticket
from transom.workflow.models import Requirement, Step, Transition


def can_have(user: User, ticket: Ticket) -> bool:
    """A ticket is given to nobody who has no role at the desk or may not see it."""
    them = person(user)
    return them.is_agent and Ticket.objects.visible_to(them).filter(pk=ticket.pk).exists()


def handed_over(ticket: Ticket, way: Transition | None, step: Step | None) -> tuple[TicketEvent, ...]:
    """What to record beside a move along `way` into `step`, so that the ticket is its owner's there; None for no move.

    A person or a team named as the owner gets it. Where a role is, whoever has it and holds the role keeps it, else the
    only one who holds it gets it, else it is nobody's and stands in the list of that role. Where nobody could have it,
    and where the move asks for an assignee, it stays with whom it has.
    """
    if step is None:
        return ()
    events: list[TicketEvent] = []
    if step.owner_team and step.owner_team_id != ticket.team_id:
        events.append(TeamAssigned(to=Ref.to(step.owner_team)))
    candidates = _owners(step)
    if candidates is None or any(user.pk == ticket.assignee_id for user in candidates):
        return tuple(events)
    able = list(_first_two(candidates, ticket))
    to = able[0] if len(able) == 1 and not step.owner_team else None
    stays = not able or (to is None and way is not None and Requirement.ASSIGNEE in way.requires)
    if not stays and ticket.assignee_id != (to.pk if to else None):
        events.append(Assigned(to=Ref.maybe(to), previous=Ref.maybe(ticket.assignee)))
    return tuple(events)


def _owners(step: Step) -> list[User] | None:
    """The people whose it may be there; None where the path names no owner."""
    if step.owner_person:
        return [step.owner_person]
    if step.owner_team:
        return list(members(step.owner_team))
    if step.owner_role:
        return list(User.objects.filter(is_active=True, roles_held__role=step.owner_role).order_by("pk"))
    return None


def members(team: Team):
    """Who works in this team and may sign in."""
    return User.objects.filter(is_active=True, pk__in=Membership.objects.filter(team=team).values("user")).order_by(
        "pk"
    )


def _first_two(users: list[User], ticket: Ticket) -> Iterator[User]:
    """Of those, one or two who can have it: more make no difference."""
    found = 0
    for user in users:
        if can_have(user, ticket):
            yield user
            found += 1
        if found == 2:
            return
