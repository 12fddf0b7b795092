"""A run through what can be answered now: one ticket at a time, to one person at a time.

What is served stands in a row, so a run goes on after a reload, on another machine, or the next morning. The database
holds that a ticket is served to one person alone; who leaves one for `FRESH` has given it back.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _

from transom.cockpit.models import FRESH, AnswerRun, AnswerRunItem, ServedOutcome
from transom.composing.models import Draft
from transom.people.actor import Actor
from transom.tickets.actions import Refused
from transom.tickets.events import ReplySent
from transom.tickets.history import Event
from transom.tickets.models import Ticket

LONGEST_REASON = 200


def current(actor: Actor) -> AnswerRun | None:
    """The run that this person is in."""
    return AnswerRun.objects.visible_to(actor).filter(ended_at=None).first()


def begin(*, actor: Actor, now: datetime) -> AnswerRun:
    """A run of this person; the one that they are in already, where there is one."""
    try:
        with transaction.atomic():
            return current(actor) or AnswerRun.objects.create(person_id=actor.id, began_at=now)
    except IntegrityError:  # begun in another window in the same moment
        return AnswerRun.objects.get(person=actor.id, ended_at=None)


def serving(run: AnswerRun) -> AnswerRunItem | None:
    """What lies before its person now."""
    return run.items.filter(outcome=ServedOutcome.SERVED).select_related("ticket").first()


@transaction.atomic
def serve(run: AnswerRun, tickets: Iterable[int], now: datetime) -> AnswerRunItem | None:
    """The next ticket of this run: one whose answer was taken back, else the first of these keys that is free.

    What lies there already stays, while it waits for an answer. None where nothing is left.
    """
    item = serving(run)
    if item and waits(item.ticket):
        AnswerRunItem.objects.filter(pk=item.pk).update(served_at=now)
        return item
    if item:
        settle(run, item.ticket, _became(item), now=now)
    for item in _taken_back(run):
        if _again(item, now):
            return item
    known = set(run.items.values_list("ticket", flat=True))
    for ticket in tickets:
        if ticket not in known and (item := _first(run, ticket, now)):
            return item
    return None


def waits(ticket: Ticket) -> bool:
    """Does its customer wait for an answer still?"""
    return ticket.awaiting_us_since is not None and ticket.merged_into_id is None


def _became(item: AnswerRunItem) -> str:
    """What was done elsewhere with a ticket that lay there: answered by its own person, or by somebody else."""
    said = Event.objects.of_ticket(item.ticket_id).filter(kind=ReplySent.kind, at__gte=item.served_at)
    mine = any(row.person_id == item.run.person_id for row in said)
    return ServedOutcome.ANSWERED if mine else ServedOutcome.GONE


def _taken_back(run: AnswerRun) -> QuerySet[AnswerRunItem]:
    """Those that were answered here and yet are owed: the answer was undone, or stopped."""
    leaves = Draft.objects.waiting().filter(ticket=OuterRef("ticket"))
    rows = run.items.filter(outcome=ServedOutcome.ANSWERED, ticket__held_since=None)
    return rows.filter(~Exists(leaves), ticket__awaiting_us_since__lt=F("settled_at"))


def _again(item: AnswerRunItem, now: datetime) -> bool:
    _give_back(item.ticket_id, item.run, now)
    item.outcome, item.served_at, item.settled_at = ServedOutcome.SERVED, now, None
    try:
        with transaction.atomic():
            item.save(update_fields=["outcome", "served_at", "settled_at"])
    except IntegrityError:
        return False
    return True


def _first(run: AnswerRun, ticket: int, now: datetime) -> AnswerRunItem | None:
    """Serve it, unless it lies before somebody else: that the database says."""
    _give_back(ticket, run, now)
    try:
        with transaction.atomic():
            return AnswerRunItem.objects.create(run=run, ticket_id=ticket, served_at=now)
    except IntegrityError:
        return None


def _give_back(ticket: int, run: AnswerRun, now: datetime) -> None:
    """Somebody had it served, and went away."""
    left = AnswerRunItem.objects.filter(ticket=ticket, outcome=ServedOutcome.SERVED, served_at__lte=now - FRESH)
    left.exclude(run=run).update(outcome=ServedOutcome.GONE, settled_at=now)


def settle(run: AnswerRun, ticket: Ticket, outcome: str, *, now: datetime, reason: str = "") -> bool:
    """What became of the ticket that lies there; false where it is not this one."""
    here = run.items.filter(ticket=ticket, outcome=ServedOutcome.SERVED)
    return bool(here.update(outcome=outcome, reason=reason, settled_at=now))


def skip(run: AnswerRun, ticket: Ticket, reason: str, *, now: datetime) -> None:
    """Leave it for somebody else, and say why. Raises `Refused` without a reason."""
    reason = " ".join(reason.split())
    if not reason:
        raise Refused(_("Say why you skip it: whoever comes next reads it."))
    if len(reason) > LONGEST_REASON:
        raise Refused(_("That is too long for a reason: at most 200 characters."))
    settle(run, ticket, ServedOutcome.SKIPPED, now=now, reason=reason)


@transaction.atomic
def end(run: AnswerRun, *, now: datetime) -> None:
    """It is over, and what lay there is free again."""
    run.items.filter(outcome=ServedOutcome.SERVED).delete()
    AnswerRun.objects.filter(pk=run.pk, ended_at=None).update(ended_at=now)


def tally(run: AnswerRun) -> dict[str, int]:
    """How many became what, by outcome; `told` are all that are done with."""
    counted = dict(run.items.order_by().values_list("outcome").annotate(count=Count("pk")))
    found = {outcome.name.lower(): counted.get(outcome.value, 0) for outcome in ServedOutcome}
    return found | {"told": sum(found.values()) - found["served"]}


def skipped_lately(ticket: Ticket, now: datetime) -> AnswerRunItem | None:
    """Who skipped it last within a week, and why."""
    since = now - timedelta(days=7)
    rows = AnswerRunItem.objects.filter(ticket=ticket, outcome=ServedOutcome.SKIPPED, settled_at__gt=since)
    return rows.select_related("run__person").order_by("-settled_at").first()
