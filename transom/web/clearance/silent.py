"""A silent ticket as these pages show it: what was said last on both sides, since when, and what its path suggests."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.clearance.exchange import Exchange, Said, exchanges, with_last_words
from transom.clearance.models import ClearanceItem, HeldFollowUp, OfSilence
from transom.tickets.languishing import limits
from transom.tickets.models import Ticket
from transom.workflow.models import SuggestedAct

ABOUT = ("ticket__ticket_type", "ticket__status", "ticket__requester", "ticket__customer", "ticket__assignee")


class Silent(NamedTuple):
    """`row` is a `HeldFollowUp` or a `ClearanceItem`. `calls`: a call is the act here."""

    row: object
    ticket: Ticket
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
    found = list(with_last_words(rows.select_related(*ABOUT, "decided_by"))[:most])
    said, suggested = exchanges(found), limits() if found else {}
    return [_silent(row, said[row.pk], suggested, now) for row in found]


def _silent(row, said: Exchange, suggested: dict, now: datetime) -> Silent:
    ticket = row.ticket
    limit = suggested.get((ticket.ticket_type_id, ticket.status_id))
    return Silent(
        row,
        ticket,
        lasting(now - row.anchor),
        said.ours,
        said.theirs,
        limit is not None and limit.act == SuggestedAct.CALL,
        ticket.requester.phone,
    )


def lasting(time: timedelta) -> str:
    """How long a silence has lasted, in words."""
    if time.days < 1:
        return _("less than a day")
    return ngettext("%(num)d day", "%(num)d days", time.days) % {"num": time.days}


def held(visible: QuerySet) -> OfSilence:
    """Follow-ups that wait for a look, on tickets that may be seen and are silent still."""
    return _within(HeldFollowUp.objects.undecided().silent(), visible)


def listed(visible: QuerySet) -> OfSilence:
    """What of the week's clearance nobody has decided about, and is silent still."""
    return _within(ClearanceItem.objects.undecided().silent().filter(batch__closed_at=None), visible)


def _within(rows: OfSilence, visible: QuerySet) -> OfSilence:
    """Those on tickets that may be seen. Not `ticket__in`, where the mailboxes say it: SQLite would walk all tickets."""
    if visible.hidden is None:
        return rows.filter(ticket__in=visible)
    return rows.exclude(ticket__mailbox__in=visible.hidden) if visible.hidden else rows
