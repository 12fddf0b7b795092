"""The composition root: every hearer of every kind of event, listed here and wired nowhere else."""

from collections.abc import Callable
from datetime import datetime

from transom.mail import outgoing
from transom.tickets.history import Event

Hearer = Callable[[Event, datetime], None]
HEARERS: dict[str, tuple[Hearer, ...]] = {**outgoing.HEARERS}


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
