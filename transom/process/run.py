"""The run behind a published change: takes tickets along one by one, in small transactions, until none is left.

It gives way: it moves nothing while events wait for the worker, so mail and answers never stand in a queue behind it.
"""

import logging
import time
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from transom.foundation import faults
from transom.people.actor import SYSTEM, Actor
from transom.process.along import Places, take_along
from transom.process.drafts import require_admin
from transom.process.events import RunEnded, RunResumed, RunStopped
from transom.process.models import PathRun, PathRunLeft, PathRunPart
from transom.process.telling import hold_types, tell
from transom.tickets import stays
from transom.tickets.actions import Refused
from transom.tickets.history import Event
from transom.tickets.models import Ticket, TicketQuerySet
from transom.workflow import rules
from transom.workflow.models import Category, Status, TicketType, WorkflowVersion
from transom.workflow.reading import is_remap

log = logging.getLogger("transom.worker")
AT_ONCE, SECONDS = 20, 0.05
"""How many tickets share a transaction, and for how many seconds it may hold them."""
REST = 0.1
"""For at most so many seconds others have the database for themselves after it."""
WAITING = 40
"""While so many events wait to be dispatched, nothing is moved."""
ALL = 2**62
"""`reached` of a part of which none is left."""


class Progress(NamedTuple):
    """How many tickets there were, how many were taken along, and how many could not be."""

    total: int
    moved: int
    left: int


def begin(version: WorkflowVersion, silence: Collection[int], *, now: datetime) -> PathRun | None:
    """Set on their way the tickets that `version` puts elsewhere, and those of all types in statuses of these keys.

    What an earlier run of this type had left to do is done by this one. None where there is nothing to do.
    """
    earlier = PathRun.objects.filter(version__ticket_type=version.ticket_type_id, ended_at=None)
    again = PathRunPart.objects.filter(run__in=earlier, from_status=F("to_status")).exclude(reached=ALL)
    parts = [*_gone(version), *_quiet({*silence, *again.values_list("from_status", flat=True)})]
    earlier.update(ended_at=now)
    if not parts:
        return None
    run = PathRun.objects.create(version=version, began_at=now)
    for part in parts:
        part.run = run
    PathRunPart.objects.bulk_create(parts)
    return run


def _gone(version: WorkflowVersion) -> list[PathRunPart]:
    """The statuses that are not on this path and have tickets of its type."""
    ways = [way for way in version.transitions.select_related("from_status", "to_status") if is_remap(way)]
    parts = [
        PathRunPart(ticket_type=version.ticket_type, from_status=way.from_status, to_status=way.to_status, total=0)
        for way in ways
    ]
    return _counted(parts)


def _quiet(statuses: set[int]) -> list[PathRunPart]:
    """These statuses, where work goes on in them, for each type: the word on silence is the status's own."""
    unfinished = Status.objects.filter(pk__in=statuses).exclude(category=Category.CLOSED)
    types = TicketType.objects.all()
    parts = [
        PathRunPart(ticket_type=kind, from_status=status, to_status=status, total=0)
        for status in unfinished
        for kind in types
    ]
    return _counted(parts)


def _counted(parts: list[PathRunPart]) -> list[PathRunPart]:
    for part in parts:
        part.total = _to_do(part).count()
    return [part for part in parts if part.total]


def _to_do(part: PathRunPart) -> TicketQuerySet:
    rows = Ticket.objects.filter(ticket_type=part.ticket_type_id, status=part.from_status_id)
    if part.from_status_id == part.to_status_id:
        rows = rows.exclude(silence_counts=part.to_status.silence_counts)
    return rows


def going() -> bool:
    return _going().exists()


def move_next(now: datetime) -> bool:
    """Take a few tickets along; False where nothing is to do, or others wait for the worker.

    Then it rests for as long as it wrote: whoever waited to write on SQLite is not queued, and would find no gap.
    """
    if not going() or Event.objects.undispatched()[WAITING - 1 : WAITING].exists():
        return False
    run = _going().order_by("pk").select_related("version__ticket_type").first()
    parts = run.parts.exclude(reached=ALL).select_related("ticket_type", "from_status", "to_status") if run else ()
    if not any(_some(part, now) for part in parts) and run and not _again(run):
        _end(run, now)
    return True


def _going() -> QuerySet[PathRun]:
    return PathRun.objects.filter(ended_at=None, stopped_at=None)


def _some(part: PathRunPart, now: datetime) -> bool:
    """The next few tickets of this part. False where none is left, which it then says.

    What is only read is read before the transaction, which others may have to wait for.
    """
    keys = list(_to_do(part).filter(pk__gt=part.reached).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    if not keys:
        PathRunPart.objects.filter(pk=part.pk, reached=part.reached).update(reached=ALL)
        return False
    places, began = Places(part.ticket_type), time.monotonic()
    with transaction.atomic():
        if is_ours := _is_ours(part):
            _take(part, keys, places, now)
            faults.point("path.before-commit", part.pk)
    faults.point("path.after-commit", part.pk)
    time.sleep(min(time.monotonic() - began, REST) if is_ours else REST)
    return True


def _is_ours(part: PathRunPart) -> bool:
    """Is the run still going, and is nobody else at it or has gone on with it? It is held until the transaction ends."""
    run = _going().filter(pk=part.run_id)
    if connection.features.has_select_for_update_skip_locked:
        run = run.select_for_update(skip_locked=True)
    return bool(run) and PathRunPart.objects.filter(pk=part.pk, reached=part.reached).exists()


def _take(part: PathRunPart, keys: list[int], places: Places, now: datetime) -> None:
    """As many of these tickets as there is time for."""
    until, moved, reached = time.monotonic() + SECONDS, [], part.reached
    for key in keys:
        if _one(part, key, places, now):
            moved.append(key)
        reached = key
        if time.monotonic() > until:
            break
    if part.from_status_id != part.to_status_id:
        stays.refresh(moved)
    PathRunPart.objects.filter(pk=part.pk).update(reached=reached, moved=F("moved") + len(moved))


def _one(part: PathRunPart, key: int, places: Places, now: datetime) -> bool:
    """One ticket, or its name among those that could not be moved."""
    try:
        with transaction.atomic():
            return take_along(Ticket(pk=key), places, now)
    except (OperationalError, InterfaceError):
        raise  # the database's trouble: the whole few are done again
    except rules.TransitionDenied as denied:
        reason = str(denied)
    except Exception as error:
        log.exception("ticket %s could not be taken along", key)
        reason = _("It could not be done (%s).") % type(error).__name__
    PathRunLeft.objects.update_or_create(part=part, ticket_id=key, defaults={"reason": reason})
    return False


def _again(run: PathRun) -> bool:
    """Everything was looked at. Did anything come into such a status meanwhile? Then that part is looked at again."""
    for part in run.parts.select_related("to_status"):
        if _to_do(part).exclude(pk__in=part.left.values("ticket")).exists():
            PathRunPart.objects.filter(pk=part.pk).update(reached=0)
            return True
    return False


@transaction.atomic
def _end(run: PathRun, now: datetime) -> None:
    hold_types()  # before the run, as whoever publishes does
    if PathRun.objects.filter(pk=run.pk, ended_at=None, stopped_at=None).update(ended_at=now):
        told = progress(run)
        event = RunEnded(number=run.version.number, moved=told.moved, left=told.left)
        tell(run.version.ticket_type, event, actor=SYSTEM, now=now)


def progress(run: PathRun) -> Progress:
    parts = list(run.parts.values_list("total", "moved"))
    left = PathRunLeft.objects.filter(part__run=run).count()
    moved = sum(moved for _total, moved in parts)
    return Progress(max(sum(total for total, _moved in parts), moved + left), moved, left)


@transaction.atomic
def stop(run: PathRun, *, actor: Actor, now: datetime) -> None:
    """Move no more until somebody says so. What has moved stays where it is. Raises `Refused` where it is not going."""
    require_admin(actor)
    hold_types()
    if not PathRun.objects.filter(pk=run.pk, ended_at=None, stopped_at=None).update(stopped_at=now):
        raise Refused(_("It is not moving any tickets now."))
    tell(run.version.ticket_type, RunStopped(number=run.version.number), actor=actor, now=now)


@transaction.atomic
def resume(run: PathRun, *, actor: Actor, now: datetime) -> None:
    """Go on where it was stopped, and try those again that could not be moved. Raises `Refused` where that makes no sense."""
    require_admin(actor)
    hold_types()
    stopped = PathRun.objects.filter(pk=run.pk).exclude(ended_at=None, stopped_at=None)
    latest = WorkflowVersion.objects.published_for(run.version.ticket_type)
    if latest.pk != run.version_id or not stopped.update(stopped_at=None, ended_at=None):
        raise Refused(_("There is nothing to go on with: it is moving tickets, or a later change has taken over."))
    failed = PathRunLeft.objects.filter(part__run=run)
    PathRunPart.objects.filter(pk__in=failed.values("part")).update(reached=0)
    failed.delete()
    tell(run.version.ticket_type, RunResumed(number=run.version.number), actor=actor, now=now)
