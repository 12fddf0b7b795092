"""Is every customer's word accounted for? What the worker's looks have found; `transom audit` looks at everything."""

from datetime import datetime, timedelta

from transom.operating.findings.finding import Finding, ok, problem, warning
from transom.reports import backfill
from transom.reports.alarming import count_words
from transom.reports.audit import alarm, last_round

SILENT = timedelta(hours=1)
"""A worker that lives looks each minute."""


def words(now: datetime) -> Finding:
    standing, walk = alarm(), last_round()
    if standing:
        return problem(
            f"Unaccounted for since {standing.since:%Y-%m-%d %H:%M} UTC: {count_words(standing.unaccounted)}.",
            "Open the page Nothing missed, look at each, and let it count them again.",
        )
    if not backfill.is_whole():
        return ok("The ledger of customers' words is still being filled.")
    if walk is None or walk.looked_at < now - SILENT:
        return warning("Nobody has looked lately whether every customer's word is accounted for.", "Start the worker.")
    return ok(f"Every customer's word is accounted for, as of {walk.looked_at:%Y-%m-%d %H:%M} UTC.")
