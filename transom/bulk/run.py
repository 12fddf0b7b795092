"""Bulk actions from their beginning to their end: begun, stopped and tried again by a person, done by the worker.

Each ticket is a row and a transaction of its own: what the verbs write and the outcome commit together, so a worker
that dies leaves a ticket done or not begun, and another goes on behind it.
"""

import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from transom.bulk.acts import act, why
from transom.bulk.ending import tell_the_end
from transom.bulk.models import TRIED_AGAIN, BulkItem, BulkRun, Order, Outcome
from transom.foundation import faults
from transom.foundation.claims import Claimed
from transom.people.actor import Actor, person
from transom.tickets.actions import NotAllowed, Refused
from transom.tickets.log import SomethingCameIn
from transom.tickets.models import Ticket
from transom.workflow.rules import TransitionDenied

log = logging.getLogger("transom.worker")
LEASE = timedelta(minutes=1)
ATTEMPTS = 3
MOST = 500
"""Tickets in one go. More is a change of the process, and not something for one press of a button."""
STOPS = (SomethingCameIn, NotAllowed, Refused, TransitionDenied)


@transaction.atomic
def begin(order: Order, words: str, tickets: Sequence[tuple[Ticket, int]], *, actor: Actor, now: datetime) -> BulkRun:
    """Write down what is to be done to these tickets, each with the version that the person was looking at.

    Answers begin after `UNDO_SECONDS`. Raises `Refused` for none, or for more than `MOST`; `NotAllowed` for whoever is not of the desk.
    """
    if not actor.is_agent:
        raise NotAllowed(_("Only people of the desk may do this."))
    if not tickets:
        raise Refused(_("Tick the tickets that this is for."))
    if len(tickets) > MOST:
        raise Refused(_("At most %(count)d tickets in one go. Take some away.") % {"count": MOST})
    run = BulkRun.objects.create(
        person_id=actor.id,
        words=words[:200],
        stored_order=order.as_json(),
        began_at=now,
        held_until=now + hold(order),
    )
    BulkItem.objects.bulk_create(
        BulkItem(run=run, ticket=ticket, seen=min(seen, ticket.version), due_at=now) for ticket, seen in tickets
    )
    return run


def hold(order: Order) -> timedelta:
    """For how long it can be stopped before it begins: only what goes out to customers needs such a time."""
    return faults.wait(timedelta(seconds=settings.UNDO_SECONDS)) if order.reply else timedelta()


@transaction.atomic
def stop(run: BulkRun, *, now: datetime) -> int:
    """Do no more of it. What is done stays done; gives how many tickets were spared."""
    waiting = run.items.filter(settled_at=None)
    spared = waiting.update(settled_at=now, leased_until=None, outcome=Outcome.STOPPED)
    if spared:
        BulkRun.objects.filter(pk=run.pk).update(stopped_at=now)
    return spared


@transaction.atomic
def try_again(run: BulkRun, seen: Mapping[int, int], *, now: datetime) -> int:
    """Do those items once more that were not done, by key, with the version that the person sees now. Gives how many."""
    again = 0
    for key, version in seen.items():
        left = run.items.filter(pk=key, outcome__in=TRIED_AGAIN).exclude(settled_at=None)
        fresh = {"outcome": Outcome.WAITING, "reason": "", "attempts": 0, "last_error": "", "leased_until": None}
        again += left.update(settled_at=None, due_at=now, seen=version, **fresh)
    if again:
        BulkRun.objects.filter(pk=run.pk).update(stopped_at=None, held_until=now + hold(run.order))
    return again


def do_next(now: datetime) -> bool:
    """Do the oldest ticket of any run that waits; False where there is none."""
    item = BulkItem.objects.claim(now, LEASE)
    if item is None:
        return False
    with translation.override(item.run.person.language or settings.LANGUAGE_CODE):
        try:
            if item.attempts > ATTEMPTS:
                raise Refused(_("The desk tried %(count)d times and could not do it.") % {"count": ATTEMPTS})
            _do(item, now)
            faults.point("bulk.after-commit", item.ticket.number)
        except STOPS as refusal:
            outcome = Outcome.CAME_IN if isinstance(refusal, SomethingCameIn) else Outcome.REFUSED
            with suppress(Claimed):
                item.settle(now, outcome=outcome, reason=why(refusal))
        except Claimed:
            log.info("bulk item %s was stopped, or another worker has it", item.pk)
        except (OperationalError, InterfaceError):
            raise  # the database's trouble: the lease runs out, and it is tried again
        except Exception as error:
            log.exception("bulk item %s could not be done", item.pk)
            with suppress(Claimed):
                _again_or_failed(item, error, now)
        tell_the_end(item.run, now)
    return True


@transaction.atomic
def _do(item: BulkItem, now: datetime) -> None:
    """One ticket, with the rights that the person has now. Raises `STOPS`, `Claimed`."""
    user = item.run.person
    changed = act(item.run.order, item.ticket, item.seen, person(user), user)
    item.settle(now, outcome=Outcome.DONE if changed else Outcome.NOTHING, reason="")
    faults.point("bulk.before-commit", item.ticket.number)


def _again_or_failed(item: BulkItem, error: Exception, now: datetime) -> None:
    item.refresh_from_db(fields=["attempts"])
    if item.attempts >= ATTEMPTS:
        item.settle(now, outcome=Outcome.FAILED, reason=_("It could not be done (%s).") % type(error).__name__)
    else:
        item.retry(now, LEASE, f"{type(error).__name__}: {error}"[:2000])
