"""The composition root: every hearer of every kind of event, listed here and wired nowhere else."""

from collections.abc import Callable, Mapping
from datetime import datetime

from transom.asking import asking
from transom.clearance import mailing as clearance_mailing
from transom.mail import outgoing
from transom.notifications import telling
from transom.process import strays
from transom.reports import words
from transom.reviews import telling as reviewing
from transom.search import index
from transom.shifts import telling as shifts
from transom.tickets import stays, waits
from transom.tickets.history import Event

Hearer = Callable[[Event, datetime], None]


def together(*tables: Mapping[str, tuple[Hearer, ...]]) -> dict[str, tuple[Hearer, ...]]:
    """For each kind the hearers of all of them, in this order."""
    kinds = dict.fromkeys(kind for table in tables for kind in table)
    return {kind: tuple(hearer for table in tables for hearer in table.get(kind, ())) for kind in kinds}


HEARERS = together(
    outgoing.HEARERS,
    clearance_mailing.HEARERS,
    asking.HEARERS,
    telling.HEARERS,
    index.HEARERS,
    reviewing.HEARERS,
    stays.HEARERS,
    waits.HEARERS,
    strays.HEARERS,
    words.HEARERS,
    shifts.HEARERS,
)


def name_of(hearer: Hearer) -> str:
    return f"{hearer.__module__}.{hearer.__qualname__}"


def hearers_of(event: Event) -> tuple[Hearer, ...]:
    return HEARERS.get(event.kind, ())


def find(name: str, event: Event) -> Hearer:
    """The hearer of that name. Raises `LookupError` where it hears this kind no more."""
    for hearer in hearers_of(event):
        if name_of(hearer) == name:
            return hearer
    raise LookupError(f"nothing is called {name} any more")
