"""A silent ticket as these pages show it: what was said last on both sides, since when, and what its path suggests."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.clearance.models import ClearanceItem, HeldFollowUp, OfSilence
from transom.tickets.languishing import limits
from transom.tickets.messages import Message, Trust
from transom.tickets.models import Ticket
from transom.tickets.words import snippet
from transom.workflow.models import SuggestedAct

ABOUT = ("ticket__ticket_type", "ticket__status", "ticket__requester", "ticket__customer", "ticket__assignee")


class Said(NamedTuple):
    who: str
    at: datetime
    text: str


class Silent(NamedTuple):
    """`row` is a `HeldFollowUp` or a `ClearanceItem`; `moved_on` where its silence is over. `calls`: a call is the act here."""

    row: object
    ticket: Ticket
    moved_on: bool
    lasted: str
    ours: Said | None
    theirs: Said | None
    calls: bool
    phone: str

    @property
    def dial(self) -> str:
        return "".join(letter for letter in self.phone if letter.isdigit() or letter == "+")


def silent(rows: OfSilence, now: datetime, most: int) -> list[Silent]:
    """The first so many of these rows, with their tickets and what was said last. Three queries.

    `rows` are what the reader may see: `held` and `listed` say which.
    """
    found = rows.select_related(*ABOUT, "decided_by").annotate(ours=_last(ours=True), theirs=_last(ours=False))
    found = list(found[:most])
    words = _messages(key for row in found for key in (row.ours, row.theirs))
    suggested = limits() if found else {}
    return [_silent(row, words, suggested, now) for row in found]


def _silent(row, words: dict[int, Message], suggested: dict, now: datetime) -> Silent:
    ticket = row.ticket
    limit = suggested.get((ticket.ticket_type_id, ticket.status_id))
    return Silent(
        row,
        ticket,
        ticket.awaiting_customer_since != row.anchor,
        lasting(now - row.anchor),
        _said(words.get(row.ours)),
        _said(words.get(row.theirs)),
        limit is not None and limit.act == SuggestedAct.CALL,
        ticket.requester.phone,
    )


def lasting(time: timedelta) -> str:
    """How long a silence has lasted, in words."""
    if time.days < 1:
        return _("less than a day")
    return ngettext("%(num)d day", "%(num)d days", time.days) % {"num": time.days}


def _last(*, ours: bool) -> Subquery:
    """The key of the last word of a person of ours, or of the customer's."""
    said = Message.objects.filter(ticket=OuterRef("ticket")).order_by("-at", "-pk")
    said = said.filter(trust=Trust.OURS, user__isnull=False) if ours else said.exclude(trust=Trust.OURS)
    return Subquery(said.values("pk")[:1])


def _messages(keys: Iterable[int | None]) -> dict[int, Message]:
    wanted = {key for key in keys if key}
    return Message.objects.defer("html").in_bulk(wanted) if wanted else {}


def _said(message: Message | None) -> Said | None:
    return Said(message.author_label, message.at, snippet(message.text, message.folds)) if message else None


def held(visible: QuerySet) -> OfSilence:
    """Follow-ups that wait for a look, on tickets that may be seen and are silent still."""
    return HeldFollowUp.objects.undecided().silent().filter(ticket__in=visible)


def listed(visible: QuerySet) -> OfSilence:
    """What of the week's clearance nobody has decided about, and is silent still."""
    return ClearanceItem.objects.undecided().silent().filter(batch__closed_at=None, ticket__in=visible)
