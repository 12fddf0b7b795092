"""How long a ticket stood where: the statuses it went through, and when its first answer came."""

from datetime import datetime

from django.utils.translation import gettext as _

from transom.tickets.events import (
    MergedInto,
    PathChanged,
    ReplySent,
    StatusChanged,
    TicketOpened,
    TypeChanged,
    UnmergedFrom,
)
from transom.web.agent.history import Told
from transom.web.agent.spans import lasting

SHOWN = 12
"""The latest so many; a ticket that went to and fro for a year has more."""


def timeline(told: list[Told], now: datetime) -> list[dict]:
    """Each stay in a status, oldest first: its name, since when, how long in words, and whether it is still there."""
    stays: list[dict] = []
    for row, event in told:
        if isinstance(event, UnmergedFrom):
            stays.pop()  # the merge's: the stay before it goes on as if there had been none
        name = _entered(event)
        if name and not (stays and stays[-1]["name"] == name):
            stays.append({"name": name, "at": row.at})
    ends = [stay["at"] for stay in stays[1:]] + [now]
    for stay, end in zip(stays, ends, strict=True):
        stay["lasted"] = lasting(stay["at"], end)
        stay["here"] = end is now
    return stays[-SHOWN:]


def first_answer(told: list[Told]) -> str:
    """How long the first customer waited for a person's word; empty while nobody has answered."""
    opened = next((row.at for row, event in told if isinstance(event, TicketOpened)), None)
    answered = next((row.at for row, event in told if isinstance(event, ReplySent) and not event.automatic), None)
    return _("after %(time)s") % {"time": lasting(opened, answered)} if opened and answered else ""


def _entered(event) -> str:
    if isinstance(event, StatusChanged):
        return event.to.label
    if isinstance(event, PathChanged):
        return event.to.label if event.to.id != event.origin.id else ""
    return event.status.label if isinstance(event, TicketOpened | TypeChanged | MergedInto) else ""
