"""All figures of this process and of its desk, as Prometheus reads them (text format 0.0.4)."""

from collections.abc import Iterator

from prometheus_client import generate_latest
from prometheus_client.core import Metric

from transom.foundation.counters import REGISTRY
from transom.operating.metrics.collector import DeskCollector

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Everything:
    """What `generate_latest` collects from: the process first, then the database."""

    def collect(self) -> Iterator[Metric]:
        yield from REGISTRY.collect()
        yield from DeskCollector().collect()


def text() -> bytes:
    return generate_latest(Everything())
