"""How long work waits: mail to be read, mail to be sent, events whose hearers are owed a call."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings

from transom.operating.findings.finding import Finding, ok, problem, warning
from transom.operating.metrics import asking, questions

LATE, TOO_LATE = timedelta(minutes=5), timedelta(minutes=30)
UNSENT, LONG_UNSENT = timedelta(hours=1), timedelta(hours=4)
"""A server that greylists is tried again within the hour (`mail.deliver.WAITS`)."""
WORKER = "Look at the log of the worker; start it where it does not run."


def mail_to_read(now: datetime) -> Finding:
    return _waits(asking.to_read(), "mail that is not read", now, (LATE, TOO_LATE), WORKER)


def mail_to_send(now: datetime) -> Finding:
    remedy = "The page Sent mail says what the server answered." if settings.SMTP_URL else "Set TRANSOM_SMTP_URL."
    return _waits(asking.to_send(), "mail that is not sent", now, (UNSENT, LONG_UNSENT), remedy)


def events(now: datetime) -> Finding:
    return _waits(asking.to_dispatch(), "event that was not heard", now, (LATE, TOO_LATE), WORKER)


def _waits(queue: asking.Queue, what: str, now: datetime, bounds: tuple[timedelta, timedelta], remedy: str) -> Finding:
    if not queue.size or queue.since is None:
        return ok(f"There is no {what}.")
    size = f"{questions.MOST:,} or more" if queue.size >= questions.MOST else f"{queue.size:,}"
    waited = max(now - queue.since, timedelta())
    said = f"The oldest {what} waits for {_minutes(waited)}, of {size} in all."
    grave: Callable[[str, str], Finding] = problem if waited > bounds[1] else warning
    return grave(said, remedy) if waited > bounds[0] else ok(said)


def _minutes(waited: timedelta) -> str:
    minutes = int(waited.total_seconds() // 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"
