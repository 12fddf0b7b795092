"""One key, one decision: what a ticket is, where it stands and whose it is, all at once or not at all."""

from datetime import datetime

from django.utils.translation import gettext as _

from transom.cockpit.models import Decision
from transom.people.actor import Actor
from transom.people.models import Membership, Team
from transom.tickets import actions
from transom.tickets.actions import Refused
from transom.tickets.actions.owning import handed_over
from transom.tickets.actions.scope import changing
from transom.tickets.events import Assigned, StatusChanged, TeamAssigned, TypeChanged
from transom.tickets.log import record
from transom.tickets.models import Ticket
from transom.tickets.words import Words
from transom.workflow import rules

CHANGES = (TypeChanged, StatusChanged, TeamAssigned, Assigned)


def decide(
    ticket: Ticket,
    decision: Decision,
    *,
    actor: Actor,
    team: Team | None = None,
    comment: str = "",
    seen: int | None = None,
    at: datetime | None = None,
) -> Ticket:
    """Make of the ticket what `decision` says, by the ordinary verbs, so that its history tells each of them.

    It becomes theirs whom its path names where it comes to stand; with a team it is the team's to pick up. A `comment`
    says why where the move asks for it, and is a note else. Raises what the verbs raise: `Refused` also where it is so
    already, `TransitionDenied`, `SomethingCameIn`, `NotAllowed`; then nothing was changed.
    """
    comment = comment.strip()
    _check(decision, team, comment)
    with changing(ticket, actor, *CHANGES, seen=seen) as current:
        if current.is_closed:
            raise Refused(_("It is closed, so there is nothing to decide about it. Reopen it first."))
        version = current.version
        current = _sorted_in(current, decision, comment, actor, at)
        current = _given(current, decision, team if decision.asks_team else decision.team, actor, at)
        if current.version == version:
            raise Refused(_("It is so already: %(decision)s. Nothing was changed.") % {"decision": decision})
        if comment and decision.move_to_id is None:
            actions.note(current, Words(text=comment), actor=actor, at=at)
            return Ticket.objects.get(pk=current.pk)
        return current


def _check(decision: Decision, team: Team | None, comment: str) -> None:
    if decision.asks_team and team is None:
        raise Refused(_("Choose the team that it goes to."))
    if decision.asks_comment and not comment:
        raise Refused(_("Say why, in a word or two. “%(decision)s” asks for it.") % {"decision": decision})


def _sorted_in(ticket: Ticket, decision: Decision, comment: str, actor: Actor, at: datetime | None) -> Ticket:
    """Its type, and its status by a move that this actor may make."""
    if decision.ticket_type_id and decision.ticket_type_id != ticket.ticket_type_id:
        ticket = actions.set_type(ticket, decision.ticket_type, actor=actor, at=at)
    if decision.move_to_id and decision.move_to_id != ticket.status_id:
        ticket = actions.change_status(ticket, decision.move_to, comment=comment, actor=actor, at=at)
    return ticket


def _given(ticket: Ticket, decision: Decision, team: Team | None, actor: Actor, at: datetime | None) -> Ticket:
    """Whose it is now. A move has given it to its owner already; where none was made, this does."""
    if team is not None:
        ticket = actions.assign_team(ticket, team, actor=actor)
        if not Membership.objects.filter(team=team, user=ticket.assignee_id).exists():
            ticket = actions.assign(ticket, None, actor=actor, at=at)
    elif decision.move_to_id or decision.ticket_type_id:
        owner = handed_over(ticket, None, rules.step_of(ticket.position()))
        if owner:
            record(ticket, *owner, actor=actor, at=at)
    return ticket
