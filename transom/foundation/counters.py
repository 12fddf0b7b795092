"""What this process has counted since it started, for monitoring (`/metrics`).

Counted in memory, because counting rows would cost more with every mail. A label takes its value from a closed set:
never an address, a path or a name. A counter starts at 0 with its process, which is what Prometheus expects.
"""

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, disable_created_metrics

disable_created_metrics()  # a second series for each counter, which nobody reads
REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

MAILS_STORED = Counter(
    "transom_mails_stored",
    "Mails that this process stored, by the road on which they came.",
    ["road"],
    registry=REGISTRY,
)
MAILS_READ = Counter(
    "transom_mails_read",
    "Mails that this process read, by what became of them.",
    ["outcome"],
    registry=REGISTRY,
)
DELIVERY_ATTEMPTS = Counter(
    "transom_delivery_attempts",
    "Mails that this process tried to hand over: sent, failed for somebody for good, or to be tried again.",
    ["result"],
    registry=REGISTRY,
)
SIGN_INS_FAILED = Counter("transom_sign_ins_failed", "Sign-ins that this process turned away.", registry=REGISTRY)
REQUEST_SECONDS = Histogram(
    "transom_http_request_duration_seconds",
    "Time from a request's arrival to its answer, by the name of the page and the method.",
    ["route", "method"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0),
    registry=REGISTRY,
)
