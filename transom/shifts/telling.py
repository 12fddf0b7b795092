"""People hear of the queue: whose turn it is, what is handed over, who took over, and that nobody is there."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from transom.notifications import choosing
from transom.notifications.models import Reason
from transom.notifications.telling import LONGEST, tell
from transom.people import rota
from transom.people.roles import Role
from transom.shifts.events import (
    HandOverAccepted,
    HandOverOffered,
    HandOverWithdrawn,
    NobodyPlanned,
    NobodyThere,
    ShiftBegan,
    ShiftPlanned,
    StoodIn,
    TookOver,
    time_words,
)
from transom.shifts.turning import has_mail
from transom.tickets.history import Event
from transom.tickets.log import event_of

ROLE = Role.QUEUE_MANAGER


def _hear_turn(row: Event, now: datetime) -> None:
    """Their shift began, or they stand in. What a late worker wrote of the past is nobody's news."""
    event, holding = event_of(row), rota.current(ROLE)
    if holding is None or holding.since != row.at or holding.person_id != event.person.id:
        return
    absent = getattr(event, "absent", None)
    words = _("You answer for the queue: your shift began.")
    if absent is not None:
        words = _("You answer for the queue as deputy of %(name)s.") % {"name": absent.label}
    elif isinstance(event, StoodIn):
        words = _("You answer for the queue: nobody else can.")
    _say([event.person.id], words, row, now)


def _hear_taken(row: Event, now: datetime) -> None:
    event = event_of(row)
    if event.relieved is not None:
        _say([event.relieved.id], _("%(name)s took over the queue from you.") % {"name": event.person.label}, row, now)


def _hear_offer(row: Event, now: datetime) -> None:
    event = event_of(row)
    words = _("%(name)s hands the queue over to you") % {"name": event.giver.label}
    words = f"{words}: {event.note}" if event.note else f"{words}."
    to = [event.taker.id] if event.taker else rota.those_with(ROLE).values_list("pk", flat=True)
    _say(to, words, row, now)


def _hear_accepted(row: Event, now: datetime) -> None:
    event = event_of(row)
    _say([event.giver.id], _("%(name)s accepted the queue from you.") % {"name": event.taker.label}, row, now)


def _hear_withdrawn(row: Event, now: datetime) -> None:
    event = event_of(row)
    if row.person_id == event.giver.id and event.taker is not None:
        words = _("%(name)s keeps the queue after all.") % {"name": event.giver.label}
        _say([event.taker.id], words, row, now)
    else:
        words = _("%(name)s did not accept the queue from you. You still answer for it.") % {"name": row.actor_label}
        _say([event.giver.id], words, row, now)


def _hear_planned(row: Event, now: datetime) -> None:
    event = event_of(row)
    words = {"name": row.actor_label, "from": time_words(event.starts_at)}
    _say([event.person.id], _("%(name)s planned you for the queue, from %(from)s on.") % words, row, now)


def _hear_nobody(row: Event, now: datetime) -> None:
    """Everybody who can do something about it, unless somebody has since."""
    event, holding = event_of(row), rota.current(ROLE)
    if holding is None or holding.person_id is not None or holding.since != event.since or not has_mail():
        return
    words = _("Nobody answers for the queue since %(at)s. Take over, or plan a shift.") % {
        "at": time_words(event.since)
    }
    _say(_minders(), words, row, now, Reason.NOBODY)


def _hear_unplanned(row: Event, now: datetime) -> None:
    """Whoever still holds it, and the admins."""
    event = event_of(row)
    words = {"name": event.person.label, "at": time_words(event.ended_at)}
    said = _("No shift is planned now. %(name)s, whose shift ended at %(at)s, still answers for the queue.") % words
    admins = choosing.people().filter(roles_held__role=Role.ADMIN).values_list("pk", flat=True)
    _say([event.person.id, *admins], said, row, now, Reason.NOBODY)


def _minders() -> list[int]:
    found = choosing.people().filter(roles_held__role__in=[Role.QUEUE_MANAGER, Role.ADMIN])
    return list(found.values_list("pk", flat=True).distinct())


def _say(to: Iterable[int], words: str, row: Event, now: datetime, reason: Reason = Reason.SHIFT) -> None:
    """Tell these people, but not of what they did themselves."""
    people = choosing.people().filter(pk__in=[key for key in to if key != row.person_id])
    about = {"event": row, "by": row.actor_label, "words": words[:LONGEST], "url": reverse("shifts")}
    tell(dict.fromkeys(people, reason), f"event:{row.pk}", at=row.at, now=now, **about)


HEARERS = {
    ShiftBegan.kind: (_hear_turn,),
    StoodIn.kind: (_hear_turn,),
    TookOver.kind: (_hear_taken,),
    HandOverOffered.kind: (_hear_offer,),
    HandOverAccepted.kind: (_hear_accepted,),
    HandOverWithdrawn.kind: (_hear_withdrawn,),
    ShiftPlanned.kind: (_hear_planned,),
    NobodyThere.kind: (_hear_nobody,),
    NobodyPlanned.kind: (_hear_unplanned,),
}
