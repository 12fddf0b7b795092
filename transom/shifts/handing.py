"""The role passes from person to person: taken over, or offered, and accepted or withdrawn. No other code writes a hand-over."""

from datetime import datetime

from django.utils.translation import gettext as _

from transom.people import rota
from transom.people.actor import Actor
from transom.people.models import User
from transom.people.roles import Role
from transom.people.shifts import Absence, HandOver, Holding, How, Shift
from transom.shifts import turning
from transom.shifts.deciding import Next
from transom.shifts.events import AbsenceEnded, HandOverAccepted, HandOverOffered, HandOverWithdrawn, TookOver
from transom.tickets.actions import NotAllowed, Refused
from transom.tickets.events.base import Ref

ROLE = Role.QUEUE_MANAGER
LONGEST = 2000
"""Characters of a note to the next one."""


def take_over(*, actor: Actor, now: datetime) -> Holding:
    """`actor` answers for the queue from now on, whoever did. Raises `Refused` where they do already."""
    _require_manager(actor)
    with turning.held(ROLE, now) as holding:
        if holding.person_id == actor.id:
            raise Refused(_("You answer for the queue already."))
        relieved = Ref.maybe(holding.person)
        return _pass_on(holding, actor, How.TOOK_OVER, TookOver(person=_ref(actor), relieved=relieved), now)


def offer(to: User | None, note: str, *, actor: Actor, now: datetime) -> HandOver:
    """Whoever holds the queue hands it to `to`, or to whoever takes it, and holds it until then. An earlier offer is over."""
    note = note.replace("\r\n", "\n").strip()
    with turning.held(ROLE, now) as holding:
        if holding.person_id != actor.id:
            raise Refused(_("You do not answer for the queue, so you cannot hand it over."))
        if to is not None and to.pk == actor.id:
            raise Refused(_("You answer for the queue already. Choose somebody else."))
        if to is not None and not rota.those_with(ROLE).filter(pk=to.pk).exists():
            raise Refused(_("%(name)s is no queue manager. Choose somebody who is.") % {"name": to.label})
        if len(note) > LONGEST:
            raise Refused(_("Shorten the note to %(count)d characters.") % {"count": LONGEST})
        HandOver.objects.filter(role=ROLE, settled_at=None).update(settled_at=now)
        made = HandOver.objects.create(role=ROLE, giver_id=actor.id, taker=to, note=note, offered_at=now)
        said = HandOverOffered(offer=made.pk, giver=_ref(actor), taker=Ref.maybe(to), note=note)
        turning.tell(ROLE, said, actor=actor, at=now)
        return made


def accept(offered: int, *, actor: Actor, now: datetime) -> Holding:
    """Take what is handed over; `offered` is the key of what the actor saw. Raises `Refused` where it is over."""
    _require_manager(actor)
    with turning.held(ROLE, now) as holding:
        row = _open(offered)
        if row.giver_id == actor.id:
            raise Refused(_("You offered it yourself. Withdraw it to keep the queue."))
        if row.taker_id not in (None, actor.id):
            raise Refused(_("This is offered to %(name)s. Take over instead, if you must.") % {"name": row.taker.label})
        said = HandOverAccepted(offer=row.pk, giver=Ref.to(row.giver), taker=_ref(actor))
        fresh = _pass_on(holding, actor, How.ACCEPTED, said, now)
        HandOver.objects.filter(pk=row.pk).update(accepted=True, settled_at=fresh.since)
        return fresh


def withdraw(offered: int, *, actor: Actor, now: datetime) -> None:
    """The giver keeps it; or whoever it is offered to says no."""
    with turning.held(ROLE, now):
        row = _open(offered)
        if actor.id not in (row.giver_id, row.taker_id):
            raise NotAllowed(_("There is no such hand-over."))
        HandOver.objects.filter(pk=row.pk).update(settled_at=now)
        said = HandOverWithdrawn(offer=row.pk, giver=Ref.to(row.giver), taker=Ref.maybe(row.taker))
        turning.tell(ROLE, said, actor=actor, at=now)


def _open(offered: int) -> HandOver:
    row = rota.offered(ROLE)
    if row is None or row.pk != offered:
        raise Refused(_("This hand-over is over. Look who answers for the queue now."))
    return row


def _require_manager(actor: Actor) -> None:
    """They have the role now, whatever their page knew."""
    if not (actor.is_person and rota.those_with(ROLE).filter(pk=actor.id).exists()):
        raise NotAllowed(_("Only queue managers may do this."))


def _pass_on(holding: Holding, actor: Actor, how: How, event, now: datetime) -> Holding:
    """They are here, so whatever says that they are away is over."""
    away = Absence.objects.filter(person=actor.id, starts_at__lte=now, ends_at__gt=now)
    if away.filter(starts_at__lt=now).update(ends_at=now) + away.filter(starts_at=now).delete()[0]:
        turning.tell(ROLE, AbsenceEnded(person=_ref(actor)), actor=actor, at=now)
    shift = Shift.objects.filter(role=ROLE, starts_at__lte=now, ends_at__gt=now).first()
    return turning.change(holding, Next(actor.id, how, shift), at=now, actor=actor, event=event)


def _ref(actor: Actor) -> Ref:
    return Ref(actor.id, actor.label)
