"""What the clock can do. A closed set; whatever changes a ticket goes through a verb, with the clock as its actor."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from transom.clearance import following_up
from transom.people import rota
from transom.people.actor import CLOCK
from transom.people.roles import Role
from transom.tickets import actions
from transom.tickets.actions import Refused
from transom.tickets.events import ClockRang
from transom.tickets.models import Priority, Ticket, TicketTag
from transom.timers.models import Effect, TimerStep


class Rung(NamedTuple):
    """A step that is due for a ticket, which is locked; and what is to be said of it."""

    ticket: Ticket
    step: TimerStep
    rang: ClockRang
    now: datetime


def take_effect(rung: Rung) -> str:
    """Do it. Gives in words why nothing was done, else "". Raises what verbs raise: `Refused`, `NotAllowed`."""
    return EFFECTS[Effect(rung.step.effect)](rung)


def _tell(rung: Rung) -> str:
    """Whoever is to know is told when the event is dispatched: `notifications.choosing` says who that is."""
    return ""


def _give(rung: Rung) -> str:
    holder = rota.holder(Role.QUEUE_MANAGER, rung.now)
    if holder is None:
        raise Refused(_("Nobody is queue manager now. Plan who answers for the queue, or take over."))
    actions.assign(rung.ticket, holder, actor=CLOCK, at=rung.now)
    return ""


def _make_urgent(rung: Rung) -> str:
    actions.set_priority(rung.ticket, Priority.URGENT, actor=CLOCK, reason=rung.rang.why(), at=rung.now)
    return ""


def _tag(rung: Rung) -> str:
    held = set(TicketTag.objects.filter(ticket=rung.ticket).values_list("name", flat=True))
    actions.set_tags(rung.ticket, held | {rung.step.tag}, actor=CLOCK, at=rung.now)
    return ""


def _send_follow_up(rung: Rung) -> str:
    return following_up.send(rung.ticket, rung.rang.anchor, rung.now)


def _hold_follow_up(rung: Rung) -> str:
    return following_up.hold(rung.ticket, rung.rang.anchor, rung.now)


EFFECTS: dict[Effect, Callable[[Rung], str]] = {
    Effect.TELL_OWNER: _tell,
    Effect.TELL_TEAM: _tell,
    Effect.TELL_QUEUE_MANAGER: _tell,
    Effect.TELL_ADMINS: _tell,
    Effect.GIVE_TO_QUEUE_MANAGER: _give,
    Effect.MAKE_URGENT: _make_urgent,
    Effect.TAG: _tag,
    Effect.SEND_FOLLOW_UP: _send_follow_up,
    Effect.HOLD_FOLLOW_UP: _hold_follow_up,
}
TOLD_BY_ITSELF = (Effect.SEND_FOLLOW_UP, Effect.HOLD_FOLLOW_UP)
"""Their verbs write into the ticket's history what became of it, also where nothing did."""
