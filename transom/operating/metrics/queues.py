"""The queues of work: how much waits, for how long, and what waits for a person."""

from collections.abc import Iterator
from datetime import datetime

from transom.operating.metrics import asking
from transom.operating.metrics.families import age, gauge, gauges
from transom.operating.metrics.questions import MOST


def waiting(now: datetime) -> Iterator:
    """The same two figures for each queue, so that one rule watches them all."""
    queues = {
        "inbound": asking.to_read(),
        "outbound": asking.to_send(),
        "events": asking.to_dispatch(),
        "hearings": asking.to_hear(),
    }
    yield gauges(
        "queue_size",
        f"What waits for the worker, counted up to {MOST}.",
        "queue",
        {name: queue.size for name, queue in queues.items()},
    )
    yield gauges(
        "queue_oldest_age_seconds",
        "Age of the oldest that waits; 0 for an empty queue.",
        "queue",
        {name: age(queue.since, now) for name, queue in queues.items()},
    )
    yield gauges(
        "queue_overdue_seconds",
        "For how long the worker has been late with the one due longest; 0 where nothing is due.",
        "queue",
        {name: age(queue.due, now) for name, queue in queues.items() if name != "events"},
    )


def for_a_person(now: datetime) -> Iterator:
    held, quarantined = asking.attention()
    yield gauge("mails_held", f"Mails by strangers that wait for a decision, counted up to {MOST}.", held)
    yield gauge("mails_quarantined", f"Mails that could not be read or answered, counted up to {MOST}.", quarantined)
    yield gauge("hearings_given_up", f"Work after an event that is tried no more, up to {MOST}.", asking.given_up())


SOURCES = (waiting, for_a_person)
