"""The clock: reactions, leases and mails are dated by it, so it must not stand before what was written already."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection

from transom.foundation.heartbeats import Heartbeat
from transom.mail.models import InboundEmail
from transom.operating.findings.finding import Finding, ok, problem, warning
from transom.operating.first_row import first_row
from transom.tickets.history import Event

TOLERATED = timedelta(minutes=2)
APART = timedelta(seconds=5)
REMEDY = "Set the clock of this machine, and let NTP keep it (timedatectl set-ntp true)."
FILES = ("transom.sqlite3-wal", "transom.sqlite3", "secret.key")


def clock(now: datetime) -> Finding:
    for what, when in _witnesses():
        if when and when > now + TOLERATED:
            return problem(
                f"The clock says {now:%Y-%m-%d %H:%M} UTC, which is before {what} ({when:%Y-%m-%d %H:%M} UTC).", REMEDY
            )
    apart = _apart_from_server()
    if apart > TOLERATED:
        return problem(f"This machine and the database server are {apart.total_seconds():.0f} s apart.", REMEDY)
    if apart > APART:
        return warning(f"This machine and the database server are {apart.total_seconds():.0f} s apart.", REMEDY)
    return ok(f"It is {now:%Y-%m-%d %H:%M:%S} UTC, and nothing here is from later.")


def _witnesses():
    """What was dated before us, each by its newest, which its key finds."""
    newest = InboundEmail.objects.order_by("-pk").values_list("received_at", flat=True).first()
    yield "the newest stored mail", newest
    yield "the newest event", Event.objects.order_by("-pk").values_list("recorded_at", flat=True).first()
    yield "the last sign of a process", Heartbeat.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()
    for name in FILES:
        path = settings.DATA / name
        yield f"the file {name}", datetime.fromtimestamp(path.stat().st_mtime, UTC) if path.exists() else None


def _apart_from_server() -> timedelta:
    if connection.vendor == "sqlite":
        return timedelta()
    before = datetime.now(UTC)
    [there] = first_row("SELECT clock_timestamp()")
    return max(before - there, there - datetime.now(UTC), timedelta())
