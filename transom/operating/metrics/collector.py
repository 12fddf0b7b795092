"""The figures that stand in the database, as Prometheus collects them: asked anew at each scrape, within bounds."""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.db import DatabaseError
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric

from transom import __version__
from transom.operating.metrics import desk, queues

log = logging.getLogger("transom.metrics")
Source = Callable[[datetime], Iterable[Metric]]
SOURCES: tuple[Source, ...] = (*queues.SOURCES, *desk.SOURCES)


class DeskCollector:
    """Where the database does not answer, says so and leaves out what it would have said."""

    def describe(self) -> list[Metric]:
        """Nothing: registering must not ask the database."""
        return []

    def collect(self) -> Iterator[Metric]:
        yield InfoMetricFamily("transom_build", "Which Transom this is.", {"version": __version__})
        now, answered, found = timezone.now(), True, []
        try:
            for source in SOURCES:
                found.extend(source(now))
        except DatabaseError as error:
            answered = False
            log.warning("the database did not answer the questions of /metrics: %s", error)
        yield GaugeMetricFamily("transom_database_up", "Whether the database answered this scrape.", value=answered)
        yield from found
