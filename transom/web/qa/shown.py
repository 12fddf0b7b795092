"""The tickets that are QA's, in the order of need, told apart by what is to be done with each."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import F, Q

from transom.people.models import RoleHeld
from transom.people.roles import Role
from transom.tickets.events import Assigned
from transom.tickets.history import Event
from transom.tickets.languishing import STEP, published
from transom.tickets.models import Priority, TicketQuerySet
from transom.tickets.reproductions import Result
from transom.web.agent.spans import lasting
from transom.workflow.models import Category

MOST = 200
COLUMNS = (
    *("pk", "number", "version", "subject", "snippet", "priority", "category", "silence_counts", "status__name"),
    *("requester__name", "customer__name", "assignee", "assignee__name", "status_since", "awaiting_us_since"),
    *("awaiting_customer_since", "reproduction"),
)


class Row(NamedTuple):
    """A ticket in a status that is QA's.

    `given_at` is since when its person has it, None where nobody does; `decided` is false where it came to somebody of QA
    with a move, and nobody of QA has said yet who reproduces it.
    """

    key: int
    number: int
    version: int
    subject: str
    snippet: str
    priority: str
    category: str
    silence_counts: bool
    status: str
    requester: str
    customer: str | None
    assignee: int | None
    who: str | None
    status_since: datetime
    owed_since: datetime | None
    silent_since: datetime | None
    reproduction: str
    given_at: datetime | None = None
    decided: bool = True

    @property
    def is_urgent(self) -> bool:
        return self.priority == Priority.URGENT

    @property
    def is_taken(self) -> bool:
        """Does somebody reproduce it, or did they try?"""
        return bool(self.assignee and (self.decided or self.reproduction))

    @property
    def here_for(self) -> str:
        """How long it has been in its status."""
        return lasting(self.status_since)

    @property
    def owed_for(self) -> str:
        """How long the customer waits for our word; empty where they do not."""
        return lasting(self.owed_since) if self.owed_since else ""

    @property
    def with_them_for(self) -> str:
        """How long whoever has it has had it here, or it waits for somebody."""
        return lasting(max(self.given_at or self.status_since, self.status_since))

    @property
    def result(self) -> str:
        """What the last try gave, in words; empty before the first."""
        return str(Result(self.reproduction).label) if self.reproduction else ""


class Sections(NamedTuple):
    """`wanted`: nobody was said to reproduce it. `trying`: somebody does. `asked`: the customer is to say more. `testing`: a fix is.

    A status tells them apart by what it is, not by its name: we wait for the customer there; or their silence counts,
    since we talk with them to find out; or it does not, since the work on it is ours.
    """

    wanted: list[Row]
    trying: list[Row]
    asked: list[Row]
    testing: list[Row]
    more: bool


def sections(visible: TicketQuerySet) -> Sections:
    """The first `MOST` of what stands in a status of QA's; `more` where there are others behind them."""
    rows = [Row(*row) for row in of_qa(visible).order_by("sort_key", "pk").values_list(*COLUMNS)[: MOST + 1]]
    shown = _with_moments(rows[:MOST])
    asked = [row for row in shown if row.category == Category.WAITING]
    finding = [row for row in shown if row.category != Category.WAITING and row.silence_counts]
    return Sections(
        wanted=[row for row in finding if not row.is_taken],
        trying=[row for row in finding if row.is_taken],
        asked=asked,
        testing=[row for row in shown if row.category != Category.WAITING and not row.silence_counts],
        more=len(rows) > MOST,
    )


def of_qa(tickets: TicketQuerySet) -> TicketQuerySet:
    """Those in a status that is QA's by the published path, whoever has them."""
    here = {f"{STEP}__version__in": published(), f"{STEP}__version__ticket_type": F("ticket_type_id") + 0}
    return tickets.filter(~Q(category=Category.CLOSED), **here, **{f"{STEP}__owner_role": Role.QA})


def _with_moments(rows: list[Row]) -> list[Row]:
    last = _last_given([row.key for row in rows if row.assignee])
    of_qa_too = set(RoleHeld.objects.filter(role=Role.QA).values_list("user", flat=True))
    made = []
    for row in rows:
        at, roles = last.get(row.key, (None, ()))
        made.append(row._replace(given_at=at, decided=row.assignee not in of_qa_too or Role.QA in roles))
    return made


def _last_given(keys: Iterable[int]) -> dict[int, tuple[datetime, list[str]]]:
    """When each of these tickets was given to somebody last, and the roles of who did that."""
    events = Event.objects.filter(stream="ticket", stream_id__in=list(keys), kind=Assigned.kind)
    rows = events.order_by("stream_id", "sequence").values_list("stream_id", "at", "actor_roles")
    return {key: (at, roles) for key, at, roles in rows}
