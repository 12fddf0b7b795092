"""One step of the work, and all of it at once."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from transom.bulk.run import do_next
from transom.clearance.batches import step as draw_up_clearance
from transom.clock.tick import tick
from transom.composing.sending import say_next
from transom.mail import accounts, notices
from transom.mail.deliver import deliver_next
from transom.mail.process import process_next
from transom.mail.transport import Transport
from transom.notifications.mailing import mail_next
from transom.process.run import move_next
from transom.reports import backfill as words_of_the_past
from transom.reports import watching as sums
from transom.search import backfill
from transom.shifts.steps import turn
from transom.tickets import stays, waits
from transom.worker.dispatch import dispatch_next, hear_again

TIMED: tuple[Callable[[datetime], bool], ...] = (turn, tick, draw_up_clearance)
"""What is due because it is so late, and not because something came: f(now), False where nothing was due."""


def timed(now: datetime) -> bool:
    """One step of each of `TIMED`."""
    did = [step(now) for step in TIMED]
    return any(did)


def work(now: Callable[[], datetime] = timezone.now, paced: Callable[[datetime], bool] | None = None) -> bool:
    """One step of the work that needs no network: False where nothing was due.

    Mail and events in turn, so that a flood of mail does not keep our own answers waiting. `paced` is `timed` as a worker
    asks it, every few seconds and in a flood as well; without it that comes when all else is done.
    """
    waited = any([process_next(now()), say_next(now()), dispatch_next(now()), do_next(now()), move_next(now())])
    waited = (paced(now()) if paced else False) or waited
    return (
        waited
        or (paced is None and timed(now()))
        or hear_again(now())
        or mail_next(now())
        or backfill.step(now())
        or stays.fill_in(now())
        or waits.fill_in(now())
        or words_of_the_past.step(now())
        or sums.step(now())
    )


def send(transport: Transport, now: datetime) -> bool:
    """One step that hands a mail over: False where none was due. Who waits to sign in comes first, who is told of work last."""
    return accounts.send_next(transport, now) or deliver_next(transport, now) or notices.send_next(transport, now)


def drain(now: Callable[[], datetime] = timezone.now, transport=None) -> None:
    """Do everything that is due, in this thread. For tests and the demo."""
    while work(now) or (transport is not None and send(transport, now())):
        pass
