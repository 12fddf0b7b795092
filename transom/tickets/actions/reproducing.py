"""What came of trying to reproduce what a customer reported is written down."""

from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.people.models import User
from transom.tickets.actions.moving import change_status
from transom.tickets.actions.scope import NotAllowed, Refused, changing
from transom.tickets.actions.sorting import check_can_have
from transom.tickets.events import Assigned, Ref, Reproduced
from transom.tickets.log import record
from transom.tickets.models import Ticket
from transom.tickets.reproductions import Reproduction, Result
from transom.workflow.models import Status

LONGEST_STEPS = 20_000
LONGEST_VERSION = 100
LONGEST_COMMENT = 2_000


def give_to_reproduce(
    ticket: Ticket, to: User, *, actor: Actor, seen: int | None = None, at: datetime | None = None
) -> Ticket:
    """Decide who reproduces it: they own it from now on, and talk to the customer.

    It is written down also where they have it already, because it came to them with a move. Raises `Refused` where
    they may not have it.
    """
    with changing(ticket, actor, Assigned, seen=seen) as current:
        check_can_have(to, current)
        record(current, Assigned(to=Ref.to(to), previous=Ref.maybe(current.assignee)), actor=actor, at=at)
        return current


def record_reproduction(
    ticket: Ticket,
    result: str,
    *,
    steps: str = "",
    version: str = "",
    comment: str = "",
    move_to: Status | None = None,
    actor: Actor,
    seen: int | None = None,
    at: datetime | None = None,
) -> Ticket:
    """Write down a try: its `result` (one of `Result`), the steps, in which version. Nothing of it goes to the customer.

    With `move_to` the ticket moves as well, and `comment` says why; both happen or neither. Raises `Refused` where it
    worked and there are no steps, where it did not and there is no comment; and what `change_status` raises.
    """
    if not actor.is_person:
        raise NotAllowed(_("Only people of the desk try to reproduce something."))
    steps, version, comment = steps.strip(), " ".join(version.split()), comment.strip()
    if trouble := _wrong(result, steps, version, comment):
        raise Refused(trouble)
    with changing(ticket, actor, Reproduced, seen=seen) as current:
        at = at or timezone.now()
        last = current.reproductions.aggregate(last=models.Max("number"))["last"] or 0
        row = {"number": last + 1, "result": result, "version": version, "comment": comment}
        Reproduction.objects.create(ticket=current, steps=steps, by_id=actor.id, at=at, **row)
        record(current, Reproduced(**row), actor=actor, at=at)
        return change_status(current, move_to, actor=actor, comment=comment, at=at) if move_to else current


def _wrong(result: str, steps: str, version: str, comment: str) -> str:
    """What is missing or too much, in a sentence; empty where nothing is."""
    if result not in Result.values:
        return _("Say what came out: it happened to you too, or it did not.")
    if result == Result.REPRODUCED and not steps:
        return _("Write the steps, so that whoever fixes it sees it happen.")
    if result == Result.NOT_REPRODUCED and not comment:
        return _("Say what you tried and what happened instead. Whoever asks the customer for more needs it.")
    if len(steps) > LONGEST_STEPS or len(comment) > LONGEST_COMMENT:
        return _("That is too long to read. Keep the steps short, and attach the rest to a note.")
    return (
        _("A version is at most 100 characters. Put the rest into the comment.")
        if len(version) > LONGEST_VERSION
        else ""
    )
