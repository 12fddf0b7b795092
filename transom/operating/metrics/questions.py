"""What `/metrics` asks the database. Each question walks a partial index and stops at so many rows,
which it is asked with (`MOST`).

The conditions are written as the indexes have them: SQLite uses a partial index only where it finds the very same
words, and never where a value is a parameter. `tests/operating/test_metrics_plans.py` holds the plans.
"""

MOST = 10_000
"""No queue is counted further: a scrape costs the same whatever piles up."""

TO_READ = """
SELECT count(*), min(due_at) FROM (
    SELECT due_at FROM transom_inboundemail
    WHERE parked_at IS NULL AND settled_at IS NULL ORDER BY due_at, id LIMIT %s
) AS waiting
"""

ATTENTION = """
SELECT count(CASE WHEN outcome = 'held' THEN 1 END), count(CASE WHEN outcome = 'quarantined' THEN 1 END) FROM (
    SELECT outcome FROM transom_inboundemail
    WHERE outcome IN ('held', 'quarantined') ORDER BY id DESC LIMIT %s
) AS waiting
"""

TO_SEND = """
SELECT count(*), min(due_at), min(id) FROM (
    SELECT due_at, id FROM transom_outboundemail
    WHERE parked_at IS NULL AND settled_at IS NULL ORDER BY due_at, id LIMIT %s
) AS waiting
"""
COMPOSED = "SELECT created_at FROM transom_outboundemail WHERE id = %s"

TO_DISPATCH = """
SELECT count(*), min(id) FROM (
    SELECT id FROM transom_event WHERE dispatched_at IS NULL ORDER BY id LIMIT %s
) AS waiting
"""
RECORDED = "SELECT recorded_at FROM transom_event WHERE id = %s"

TO_HEAR = """
SELECT count(*), min(due_at) FROM (
    SELECT due_at FROM transom_missedhearing
    WHERE parked_at IS NULL AND settled_at IS NULL ORDER BY due_at, id LIMIT %s
) AS waiting
"""
# This table has as many rows as hearers ever failed, and no index for those that were given up.
GIVEN_UP = """
SELECT count(*) FROM (
    SELECT id FROM transom_missedhearing WHERE parked_at IS NOT NULL AND settled_at IS NULL LIMIT %s
) AS waiting
"""

# In the order of need, so that what waits longest is within the bound: urgent tickets first, then by age.
OPEN_TICKETS = """
SELECT count(*), count(awaiting_us_since), min(awaiting_us_since), min(held_since) FROM (
    SELECT awaiting_us_since, held_since FROM transom_ticket
    WHERE NOT (category = 'closed') ORDER BY sort_key, id LIMIT %s
) AS needing
"""
