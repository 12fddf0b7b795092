"""Who has it, how urgent it is, what it is called and tagged, who watches."""

from datetime import datetime

from django.utils.translation import gettext as _

from transom.customers.models import Contact
from transom.people.actor import Actor
from transom.people.models import Team, User
from transom.tickets.actions.opening import tidy_subject
from transom.tickets.actions.owning import can_have
from transom.tickets.actions.scope import Refused, changing
from transom.tickets.collections import watcher_name
from transom.tickets.events import (
    Assigned,
    PriorityChanged,
    Ref,
    SubjectChanged,
    TagsChanged,
    TeamAssigned,
    Unwatched,
    Watched,
)
from transom.tickets.log import record
from transom.tickets.models import Priority, Ticket, TicketTag, Watcher

LONGEST_TAG = 50


def assign(
    ticket: Ticket, to: User | None, *, actor: Actor, seen: int | None = None, at: datetime | None = None
) -> Ticket:
    """Give the ticket to a person, or back to nobody. Only someone with a role who may see it can have it."""
    with changing(ticket, actor, Assigned, seen=seen) as current:
        if current.assignee_id == (to.pk if to else None):
            return current
        if to is not None:
            check_can_have(to, current)
        record(current, Assigned(to=Ref.maybe(to), previous=Ref.maybe(current.assignee)), actor=actor, at=at)
        return current


def check_can_have(user: User, ticket: Ticket) -> None:
    if not can_have(user, ticket):
        raise Refused(
            _("%(who)s cannot see this ticket. Give them a role, or add them to its team, first.") % {"who": user}
        )


def assign_team(ticket: Ticket, to: Team | None, *, actor: Actor, seen: int | None = None) -> Ticket:
    with changing(ticket, actor, TeamAssigned, seen=seen) as current:
        if current.team_id != (to.pk if to else None):
            record(current, TeamAssigned(to=Ref.maybe(to)), actor=actor)
        return current


def set_priority(
    ticket: Ticket,
    priority: str,
    *,
    actor: Actor,
    reason: str = "",
    seen: int | None = None,
    at: datetime | None = None,
) -> Ticket:
    """Urgent jumps to the top of every list, so it needs a reason; normal does not. Raises `Refused`."""
    with changing(ticket, actor, PriorityChanged, seen=seen) as current:
        if current.priority == priority:
            return current
        if priority == Priority.URGENT and not reason.strip():
            raise Refused(_("Say why this is urgent: it jumps to the top of every list."))
        record(current, PriorityChanged(to=Priority(priority), reason=reason.strip()), actor=actor, at=at)
        return current


def set_subject(ticket: Ticket, subject: str, *, actor: Actor, seen: int | None = None) -> Ticket:
    with changing(ticket, actor, SubjectChanged, seen=seen) as current:
        if not subject.strip():
            raise Refused(_("A ticket needs a subject."))
        if (subject := tidy_subject(subject)) != current.subject:
            record(current, SubjectChanged(to=subject, previous=current.subject), actor=actor)
        return current


def set_tags(
    ticket: Ticket, names: set[str], *, actor: Actor, seen: int | None = None, at: datetime | None = None
) -> Ticket:
    """Make `names` the tags of the ticket. A tag is lower case and at most 50 characters."""
    wanted = {tag for tag in (" ".join(name.lower().split()) for name in names) if tag}
    if too_long := [tag for tag in wanted if len(tag) > LONGEST_TAG]:
        raise Refused(_("“%(tag)s” is too long for a tag: at most 50 characters.") % {"tag": too_long[0]})
    with changing(ticket, actor, TagsChanged, seen=seen) as current:
        held = set(TicketTag.objects.filter(ticket=current).values_list("name", flat=True))
        if wanted != held:
            event = TagsChanged(added=tuple(sorted(wanted - held)), removed=tuple(sorted(held - wanted)))
            record(current, event, actor=actor, at=at)
        return current


def watch(ticket: Ticket, who: User | Contact, *, actor: Actor) -> Ticket:
    """`who` follows the ticket from now on; a contact gets our answers in copy, so only someone known adds one.

    Raises `Refused` for a person who could not see what they follow.
    """
    with changing(ticket, actor) as current:
        if isinstance(who, User):
            check_can_have(who, current)
        if not _watching(current, who).exists():
            record(current, Watched(watcher=_name(who), label=who.label), actor=actor)
        return current


def unwatch(ticket: Ticket, who: User | Contact, *, actor: Actor) -> Ticket:
    with changing(ticket, actor) as current:
        if _watching(current, who).exists():
            record(current, Unwatched(watcher=_name(who), label=who.label), actor=actor)
        return current


def _watching(ticket: Ticket, who: User | Contact):
    column = "user" if isinstance(who, User) else "contact"
    return Watcher.objects.filter(ticket=ticket, **{column: who})


def _name(who: User | Contact) -> str:
    return watcher_name(who.pk, None) if isinstance(who, User) else watcher_name(None, who.pk)
