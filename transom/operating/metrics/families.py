"""How our figures are written: gauges with at most one label, and ages in seconds."""

from datetime import datetime

from prometheus_client.core import GaugeMetricFamily


def gauge(name: str, said: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"transom_{name}", said, value=value)


def gauges(name: str, said: str, label: str, values: dict[str, float]) -> GaugeMetricFamily:
    """One gauge for each of a closed set of names."""
    family = GaugeMetricFamily(f"transom_{name}", said, labels=[label])
    for value, figure in values.items():
        family.add_metric([value], figure)
    return family


def age(since: datetime | None, now: datetime) -> float:
    """Seconds from `since` to `now`; 0 where nothing waits, or where it is not yet due."""
    return max(0.0, (now - since).total_seconds()) if since else 0.0
