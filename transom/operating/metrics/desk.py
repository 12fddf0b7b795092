"""The desk itself: its tickets, its processes, where it fetches mail, what stands still, and its disk."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from transom.foundation.heartbeats import Heartbeat
from transom.foundation.pauses import Pause, Paused
from transom.mail.fetching.models import ImapAccount
from transom.operating import space
from transom.operating.metrics import asking
from transom.operating.metrics.families import age, gauge, gauges
from transom.operating.metrics.questions import MOST
from transom.reports.audit import alarm, last_round

PARTS = ("worker", "sender", "fetcher")
"""The gauge says 0 for these where none lives."""


def tickets(now: datetime) -> Iterator:
    found = asking.open_tickets()
    yield gauge("tickets_open", f"Tickets that are not closed, counted up to {MOST}.", found.size)
    yield gauge(
        "tickets_unanswered", f"Open tickets with a customer's word unanswered, up to {MOST}.", found.awaiting_us
    )
    yield gauge(
        "tickets_unanswered_oldest_age_seconds",
        "For how long the customer who waits longest has waited; 0 where nobody waits.",
        age(found.awaiting_us_since, now),
    )


def words(now: datetime) -> Iterator:
    standing, walk = alarm(), last_round()
    yield gauge(
        "words_unaccounted", "Customers' words that no count explains; 0 where the sum is exact.",
        standing.unaccounted if standing else 0,
    )  # fmt: skip
    yield gauge(
        "words_looked_at_age_seconds", "Since when nobody has looked whether it is.", age(walk and walk.looked_at, now)
    )


def processes(now: datetime) -> Iterator:
    alive = Counter(Heartbeat.objects.alive(now).values_list("part", flat=True))
    silent = Counter(Heartbeat.objects.values_list("part", flat=True)) - alive
    yield gauges("parts_alive", "Parts of this desk that gave a sign lately.", "part", _counts(alive))
    yield gauges("parts_silent", "Parts that stopped giving signs and never said goodbye.", "part", _counts(silent))


def _counts(found: Counter) -> dict[str, float]:
    return {part: found[part] for part in sorted({*PARTS, *found})}


def fetching(now: datetime) -> Iterator:
    since = list(ImapAccount.objects.filter(is_active=True).values_list("failing_since", flat=True))
    failing = [one for one in since if one]
    counts = {"well": len(since) - len(failing), "failing": len(failing)}
    yield gauges("imap_accounts", "Mailboxes that are fetched, by how it goes.", "state", counts)
    oldest = age(min(failing, default=None), now)
    yield gauge("imap_failing_seconds", "For how long the mailbox that fails longest has failed.", oldest)


def standing_still(now: datetime) -> Iterator:
    paused = set(Pause.objects.values_list("what", flat=True))
    values = {what.value: float(what.value in paused) for what in Paused}
    yield gauges("paused", "Whether sending or fetching stands still until a person says otherwise.", "what", values)


def disk(now: datetime) -> Iterator:
    if found := space.of_data():
        yield gauge("data_free_bytes", "Free space in the data folder.", found.free)
        yield gauge("data_size_bytes", "Size of the disk that holds the data folder.", found.size)


SOURCES = (tickets, words, processes, fetching, standing_still, disk)
