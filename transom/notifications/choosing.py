"""Who is told of an event, and for which reason.

Every customer's word raises work for somebody: whoever has the ticket and can work on it; else the queue managers, or
the admins where no queue manager sees it, or whoever does. Where whoever has it is away, the queue managers are told as
well. Nobody is told of what they did themselves.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, QuerySet

from transom.foundation.kept import Kept
from transom.mail.models import InboundEmail, OutboundEmail
from transom.notifications.models import MutedTicket, Reason
from transom.people import rota
from transom.people.actor import person
from transom.people.models import User
from transom.people.roles import AGENT_ROLES, Role
from transom.tickets.events import (
    AnswerStopped,
    Assigned,
    ClockRang,
    DeliveryFailed,
    EstimateApproved,
    FollowUpHeld,
    MailHeld,
    MessageReceived,
    NoteAdded,
    ReplySent,
    SaidItWorks,
    SplitFrom,
    TicketEvent,
)
from transom.tickets.models import Ticket, Watcher
from transom.tickets.responsible import away
from transom.timers.models import Effect

MUTED = (Reason.UNASSIGNED, Reason.COLLEAGUE, Reason.WATCHED)
"""What a muted ticket is silent about. What is theirs to do comes through: mentions, and what their own ticket needs."""
Reasons = list[tuple[User, Reason]]
WATCHING = Kept(lambda *, ticket: Watcher.objects.filter(ticket=ticket, user__isnull=False).values_list("user"))
MUTING = Kept(lambda *, ticket: MutedTicket.objects.filter(ticket=ticket).values_list("person"))


class Happened(NamedTuple):
    """An event on a ticket. `by` is the key of whom of us did it, or None; `now` is when people are told of it."""

    ticket: Ticket
    event: TicketEvent
    by: int | None
    now: datetime


def told(happened: Happened) -> dict[User, Reason]:
    """Whom to tell of it, each for the strongest of their reasons; only people who may see the ticket."""
    reasons: dict[User, Reason] = {}
    for user, reason in WHO[happened.event.kind](happened):
        if user.pk != happened.by:
            reasons[user] = min(reason, reasons.get(user, reason), key=ORDER.index)
    return _unmuted({user: reason for user, reason in reasons.items() if may_see(user, happened.ticket)}, happened)


ORDER = list(Reason)


def may_see(user: User, ticket: Ticket) -> bool:
    """As `visible_to` says, for one ticket."""
    them = person(user)
    if ticket.mailbox is None or not ticket.mailbox.restricted:
        return them.is_agent  # it is hidden from nobody of the desk
    return them.is_agent and ticket.mailbox_id not in Ticket.objects.visible_to(them).hidden


def people() -> QuerySet[User]:
    """Those who can be told: they may sign in, and come with their roles and what they chose."""
    return User.objects.filter(is_active=True).select_related("notification_settings").prefetch_related("roles_held")


def _unmuted(reasons: dict[User, Reason], happened: Happened) -> dict[User, Reason]:
    if not any(reason in MUTED for reason in reasons.values()):
        return reasons
    muted = {key for (key,) in MUTING.rows(ticket=happened.ticket.pk)}
    heard = {user: reason for user, reason in reasons.items() if user.pk not in muted or reason not in MUTED}
    unheard = Reason.UNASSIGNED in reasons.values() and Reason.UNASSIGNED not in heard.values()
    return reasons if unheard else heard  # a word that nobody has is not silenced by all of them


def _customers_word(happened: Happened) -> Reasons:
    """A customer wrote: whoever has the ticket, else the managers; and those who watch it."""
    if isinstance(happened.event, MessageReceived) and happened.event.thanks:
        return _thanked(happened.ticket)
    if isinstance(happened.event, MessageReceived) and not happened.event.counts:
        return []
    return [*_for_owner(happened, Reason.ANSWERED), *_watching(happened.ticket)]


def _thanked(ticket: Ticket) -> Reasons:
    """It asks for nothing, but somebody reads it: were it more than a thank-you, nobody else would."""
    readers = [user for user in _owner(ticket) if may_see(user, ticket)] or managers(ticket)
    return [*((user, Reason.WATCHED) for user in readers), *_watching(ticket)]


def _held(happened: Happened) -> Reasons:
    return _for_owner(happened, Reason.HELD, Reason.HELD)


def _ours(happened: Happened) -> Reasons:
    """One of us wrote, to the customer or among ourselves."""
    if isinstance(happened.event, ReplySent) and happened.event.automatic:
        return []
    found = [(user, Reason.COLLEAGUE) for user in _owner(happened.ticket)]
    named = [ref.id for ref in getattr(happened.event, "mentions", ())]
    found += [(user, Reason.MENTIONED) for user in _by_keys(named)]
    return found + _watching(happened.ticket)


def _given(happened: Happened) -> Reasons:
    """It is somebody's now; or nobody's again, while a customer waits."""
    if happened.event.to is not None:
        return [(user, Reason.ASSIGNED) for user in _by_keys([happened.event.to.id])]
    waits = happened.ticket.awaiting_us_since is not None and happened.ticket.assignee_id is None
    return [(user, Reason.UNASSIGNED) for user in managers(happened.ticket)] if waits else []


def _split_off(happened: Happened) -> Reasons:
    return _for_owner(happened, Reason.ANSWERED) if happened.event.owed else []


def _undelivered(happened: Happened) -> Reasons:
    """Whoever has the ticket and whoever wrote the mail; the managers where that is nobody."""
    mail = OutboundEmail.objects.filter(pk=happened.event.outbound).select_related("message").first()
    writer = mail.message.user_id if mail and mail.message else None
    found = [(user, Reason.UNDELIVERED) for user in _by_keys([writer, happened.ticket.assignee_id])]
    seen = [item for item in found if may_see(item[0], happened.ticket)]
    return seen or [(user, Reason.UNDELIVERED) for user in managers(happened.ticket)]


def _not_followed_up(happened: Happened) -> Reasons:
    """The customer could not be asked again by itself: somebody has to decide what to do."""
    if not happened.event.reason:
        return []
    return [(user, Reason.UNDELIVERED) for user in managers(happened.ticket)]


def _rang(happened: Happened) -> Reasons:
    """Whom the clock was to tell, of those who see the ticket; the managers where that is nobody, or nothing came of it."""
    event, ticket = happened.event, happened.ticket
    asked = managers if event.result else CLOCK_TELLS.get(event.effect)
    if asked is None:
        return []  # what it did has events of its own
    reason = Reason.OVERDUE if event.is_over or event.result else Reason.WARNED
    found = [user for user in asked(ticket) if may_see(user, ticket)]
    alone = event.effect == Effect.TELL_OWNER and not _anybody_here(found, happened.now)
    return [(user, reason) for user in (found + managers(ticket) if alone else found or managers(ticket))]


def _anybody_here(users: list[User], now: datetime) -> bool:
    """Is one of them not away?"""
    return bool(users) and User.objects.filter(~Exists(away(now)), pk__in=[user.pk for user in users]).exists()


def _team(ticket: Ticket) -> list[User]:
    return list(people().filter(teams=ticket.team_id)) if ticket.team_id else []


def _admins(ticket: Ticket) -> list[User]:
    return list(people().filter(roles_held__role=Role.ADMIN))


CLOCK_TELLS: dict[str, Callable[[Ticket], list[User]]] = {
    Effect.TELL_OWNER: lambda ticket: _owner(ticket),
    Effect.TELL_TEAM: _team,
    Effect.TELL_QUEUE_MANAGER: lambda ticket: managers(ticket),
    Effect.TELL_ADMINS: _admins,
}


def _stopped(happened: Happened) -> Reasons:
    return [(user, Reason.STOPPED) for user in _by_keys([happened.event.who.id])]


WHO: dict[str, Callable[[Happened], Reasons]] = {
    MessageReceived.kind: _customers_word,
    EstimateApproved.kind: _customers_word,
    SaidItWorks.kind: _customers_word,
    MailHeld.kind: _held,
    ReplySent.kind: _ours,
    NoteAdded.kind: _ours,
    Assigned.kind: _given,
    SplitFrom.kind: _split_off,
    DeliveryFailed.kind: _undelivered,
    FollowUpHeld.kind: _not_followed_up,
    ClockRang.kind: _rang,
    AnswerStopped.kind: _stopped,
}


def _for_owner(happened: Happened, reason: Reason, otherwise: Reason = Reason.UNASSIGNED) -> Reasons:
    """Whoever has the ticket and can work on it, for `reason`; else, or while they are away, those who hand tickets out."""
    ticket = happened.ticket
    found = _by_keys([ticket.assignee_id], people().annotate(is_away=Exists(away(happened.now))))
    owner = [user for user in found if may_see(user, ticket)]
    told = [(user, reason) for user in owner]
    if any(not user.is_away for user in owner):
        return told
    return told + [(user, otherwise) for user in managers(ticket)]


def _owner(ticket: Ticket) -> list[User]:
    return _by_keys([ticket.assignee_id])


def _by_keys(keys: Iterable[int | None], among: QuerySet[User] | None = None) -> list[User]:
    wanted = {key for key in keys if key}
    return list((people() if among is None else among).filter(pk__in=wanted)) if wanted else []


def _watching(ticket: Ticket) -> Reasons:
    watchers = [key for (key,) in WATCHING.rows(ticket=ticket.pk)]
    return [(user, Reason.WATCHED) for user in _by_keys(watchers)]


def managers(ticket: Ticket) -> list[User]:
    """Who hands this ticket out: the queue managers who see it, else the admins, else everybody who does.

    Of several queue managers it is whoever answers for the queue, where they see it.
    """
    found = _first_who([Role.QUEUE_MANAGER], [Role.ADMIN], sorted(AGENT_ROLES), may=lambda user: may_see(user, ticket))
    return rota.chosen(Role.QUEUE_MANAGER, found)


def _first_who(*groups: list[str], may: Callable[[User], bool]) -> list[User]:
    for roles in groups:
        found = [user for user in people().filter(roles_held__role__in=roles).distinct() if may(user)]
        if found:
            return found
    return []


def minders(mail: InboundEmail) -> list[User]:
    """Who decides about a mail that is set aside and belongs to no ticket."""

    def may(user: User) -> bool:
        return InboundEmail.objects.visible_to(person(user)).filter(pk=mail.pk).exists()

    return _first_who([Role.QUEUE_MANAGER], [Role.ADMIN], may=may)
