"""Everything that waits for our word, as the cockpit looks at it: each with when its answer is owed."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from transom.cockpit.models import AnswerRunItem
from transom.composing.models import Draft, Kind
from transom.people.actor import Actor
from transom.tickets import due
from transom.tickets.models import Priority, TicketQuerySet
from transom.tickets.queues import COLUMNS, Listed
from transom.timers.deadlines import answer_owed_by
from transom.timers.rules import Rule

MOST = 500
"""So many are looked at: the urgent ones and then those whose customers wait longest."""


class Owed(NamedTuple):
    """A ticket whose customer waits. `by` is None where no rule says when; `taken` is true where somebody is at it:
    their answer is about to leave, or it is served to another one's run. `held` has mail that nobody has let in yet.
    """

    ticket: Listed
    assignee: int | None
    held: bool
    taken: bool
    by: datetime | None

    @property
    def is_urgent(self) -> bool:
        return self.ticket.priority == Priority.URGENT

    def is_late(self, now: datetime) -> bool:
        return self.by is not None and self.by <= now


def owed(visible: TicketQuerySet, rules: Sequence[Rule], *, actor: Actor, now: datetime) -> tuple[list[Owed], bool]:
    """By need: the urgent first, then the longest wait. And whether there are more than are looked at. One query."""
    leaves = Draft.objects.waiting().filter(ticket=OuterRef("pk"), kind=Kind.REPLY)
    served = AnswerRunItem.objects.served(now).filter(ticket=OuterRef("pk")).exclude(run__person=actor.id)
    rows = due.owed(visible).annotate(taken=Exists(leaves) | Exists(served)).order_by("sort_key", "pk")
    found = rows.values_list(*COLUMNS, "assignee", "held_since", "taken")[: MOST + 1]
    made = [_owed(row, rules) for row in found]
    return made[:MOST], len(made) > MOST


def _owed(row: tuple, rules: Sequence[Rule]) -> Owed:
    *columns, assignee, held_since, taken = row
    ticket = Listed(*columns)
    by = answer_owed_by(ticket.awaiting_us_since, ticket.type_key, ticket.tier or "", ticket.team_key, rules)
    return Owed(ticket, assignee, held_since is not None, bool(taken), by)


def by_deadline(rows: Sequence[Owed]) -> list[Owed]:
    """The urgent first, then by when an answer is owed; what no rule speaks of comes last, the longest wait first."""
    return sorted(
        rows,
        key=lambda row: (not row.is_urgent, row.by is None, row.by or row.ticket.awaiting_us_since, row.ticket.key),
    )
