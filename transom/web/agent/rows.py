"""The rows of a list, with what that list has to say of each."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy

from transom.tickets.languishing import Limit, limits
from transom.tickets.queues import ALL_LANGUISHING, Listed, Queue
from transom.timers.rules import Rule
from transom.web.agent.show import ticket_row
from transom.web.agent.spans import lasting
from transom.web.clock.chips import due_chips
from transom.workflow.models import SuggestedAct

LATE = ("languishing", ALL_LANGUISHING.slug)
"""Lists of what stays too long: they say what to do with each."""
ACTS = {
    SuggestedAct.NONE: gettext_lazy("%(time)s here"),
    SuggestedAct.CALL: gettext_lazy("Call: %(time)s here"),
    SuggestedAct.ASK: gettext_lazy("Ask: %(time)s here"),
    SuggestedAct.ESCALATE: gettext_lazy("Escalate: %(time)s here"),
}


def rows(tickets: Iterable[Listed], wanted: Queue, clock: Sequence[Rule] | None = None) -> list[dict]:
    """These tickets of a list for the templates. `clock` is what `timers.rules.rules()` gave, where the page has it."""
    listed, now = list(tickets), timezone.now()
    if wanted.slug not in LATE:
        return plain_rows(listed, wanted.slug, now, clock)
    known, shown = limits(), plain_rows(listed, wanted.slug, now, clock)
    return [row | {"act": _act(ticket, known, now)} for ticket, row in zip(listed, shown, strict=True)]


def plain_rows(tickets: list[Listed], slug: str, now: datetime, clock: Sequence[Rule] | None = None) -> list[dict]:
    """The same without what is proposed: each with its due chip, where an answer is owed."""
    chips = due_chips(tickets, now, clock)
    return [ticket_row(ticket, slug) | {"due": chip} for ticket, chip in zip(tickets, chips, strict=True)]


def _act(ticket: Listed, known: dict[tuple[int, int], Limit], now: datetime) -> str:
    """What is proposed, and for how long it has been here: "Call: 9 d". Empty where it is not late."""
    limit = known.get((ticket.type_key, ticket.status_key))
    if limit is None or ticket.status_since is None or now - ticket.status_since <= timedelta(days=limit.days):
        return ""
    here = {"time": lasting(ticket.status_since, now)}
    return str(ACTS.get(limit.act, ACTS[SuggestedAct.NONE])) % here
