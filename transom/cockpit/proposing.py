"""What can be answered at once, and why it is proposed. Pure, but for what it reads first.

Three reasons, in this order: somebody marked it, the customer's words fit a saved reply, or it is short and an answer is
all that its path asks for. What another person has is theirs, unless it was marked; mail that is held is first let in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.cockpit.matching import Match, Replies, Reply
from transom.cockpit.owed import Owed
from transom.composing.saved import SavedReply
from transom.foundation.kept import Kept
from transom.people.actor import Actor
from transom.tickets.languishing import published
from transom.workflow.models import Transition, Trigger

MOST_REPLIES = 300
CUT = "…"
"""Ends a snippet that does not hold the whole word."""


class Why(IntEnum):
    MARKED = 1
    FITS = 2
    SHORT = 3


@dataclass(frozen=True)
class Proposal:
    """`match` is the saved reply that fits, also where that is not why it is proposed."""

    owed: Owed
    why: Why
    match: Match | None = None

    @property
    def reason(self) -> str:
        """Behind "Proposed because"."""
        if self.why == Why.MARKED:
            return _("somebody marked it as quick to answer.")
        if self.why == Why.FITS:
            words = ", ".join(f"“{word}”" for word in self.match.words)
            return _("it has words of the saved reply “%(reply)s”: %(words)s.") % {
                "words": words,
                "reply": self.match.reply.name,
            }
        ticket, count = self.owed.ticket, len(self.owed.ticket.snippet.split())
        return ngettext(
            "it is short (%(count)d word), and as a %(type)s it asks for an answer alone.",
            "it is short (%(count)d words), and as a %(type)s it asks for an answer alone.",
            count,
        ) % {"count": count, "type": ticket.ticket_type}


Stands = tuple[int, int]
"""The keys of a type and a status."""


def propose(rows: Iterable[Owed], replies: Replies, answering: set[Stands], person: int | None) -> list[Proposal]:
    """What this person could answer at once, the best reason first, and of one reason in the order of `rows`."""
    found = [proposal for row in rows if not row.taken and (proposal := _proposal(row, replies, answering, person))]
    return sorted(found, key=lambda proposal: proposal.why)


def _proposal(row: Owed, replies: Replies, answering: set[Stands], person: int | None) -> Proposal | None:
    ticket = row.ticket
    if row.held or not (ticket.is_quick or row.assignee in (None, person)):
        return None
    match = replies.fitting(f"{ticket.subject} {ticket.snippet}")
    if ticket.is_quick:
        return Proposal(row, Why.MARKED, match)
    if match:
        return Proposal(row, Why.FITS, match)
    is_short = bool(ticket.snippet) and not ticket.snippet.endswith(CUT)
    if is_short and (ticket.type_key, ticket.status_key) in answering:
        return Proposal(row, Why.SHORT)
    return None


def proposals(rows: Sequence[Owed], *, actor: Actor) -> list[Proposal]:
    """Of what waits, what `actor` could answer at once. Two queries."""
    return propose(rows, replies_of(actor), answering(), actor.id)


def replies_of(actor: Actor) -> Replies:
    """The saved replies that `actor` may use, the usual ones first."""
    rows = SavedReply.objects.visible_to(actor).in_use().usual_first()
    return _indexed(tuple(rows.values_list("pk", "name", "body")[:MOST_REPLIES]))


@lru_cache(maxsize=64)
def _indexed(rows: tuple[tuple[int, str, str], ...]) -> Replies:
    """The same replies are taken apart once."""
    return Replies(Reply(*row) for row in rows)


def answering() -> set[Stands]:
    """Where our word alone moves a ticket on: there an answer is all that it asks for."""
    return set(ANSWERING.rows())


def _answering() -> QuerySet:
    ways = Transition.objects.filter(version__in=published(), trigger=Trigger.OUR_WORD).order_by()
    return ways.values_list("version__ticket_type", "from_status")


ANSWERING = Kept(_answering)
