"""When a ticket was last looked at with others."""

from transom.tickets.events import LookedAt
from transom.web.agent.history import Told


def looked_at(told: list[Told]) -> dict | None:
    """When, and in which review: a Ref; None for never."""
    last = next((one for one in reversed(told) if isinstance(one.event, LookedAt)), None)
    return {"at": last.row.at, "review": last.event.review} if last else None
