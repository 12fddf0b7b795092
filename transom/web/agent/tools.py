"""What the ticket's page needs for its tools: links, a merge that can be undone, what no longer blocks it."""

from datetime import timedelta

from django.utils import timezone

from transom.tickets.events import MergedIn
from transom.tickets.models import Ticket
from transom.tickets.undoing import undoable
from transom.web.agent.history import Told
from transom.web.agent.relating import blocked_by, freed_by, links, relations
from transom.web.agent.small_rows import Small

SAID_ALOUD = timedelta(minutes=15)
"""For so long an undoable merge stands at the head of the page; later in the panel alone."""


def tools(ticket: Ticket, small: dict[str, list[Small]], told: list[Told]) -> dict:
    found = links(small)
    freed = freed_by(ticket, found)
    return {
        "links": found,
        "relations": relations(),
        "bugs": [{"reference": row.label, "url": row.detail} for row in small["bug"]],
        "blocked_by": _numbers(blocked_by(found)),
        "freed_by": freed,
        "freed_numbers": _numbers(freed),
        "merge": _merge(told),
    }


def _numbers(others: list[dict]) -> str:
    return ", ".join(f"#{other['number']}" for other in others)


def _merge(told: list[Told]) -> dict | None:
    last = undoable(told)
    if last is None or not isinstance(last[1], MergedIn):
        return None
    row, event = last
    fresh = timezone.now() - row.recorded_at < SAID_ALOUD
    return {"key": event.other.id, "label": event.other.label, "who": row.actor_label, "at": row.at, "fresh": fresh}
