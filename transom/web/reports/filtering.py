"""Which words the numbers are of: what the address says, of what there is."""

from collections.abc import Callable, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from transom.customers.models import Customer
from transom.people.models import Team
from transom.reports.spans import MONTH, WEEK, Span, months, weeks
from transom.tickets.models import Channel
from transom.workflow.models import TicketType

SPANS: dict[str, tuple[Callable[..., list[Span]], int]] = {WEEK: (weeks, 12), MONTH: (months, 12)}
COLUMNS = {"type": "ticket_type", "team": "team", "tier": "tier", "channel": "channel"}
"""By what the words can be narrowed and taken apart: the name in the address, and the column of the ledger."""
NONE = "none"


class Choice(NamedTuple):
    value: str
    name: str


class Filters(NamedTuple):
    """`choices` are what there is by name, `chosen` what is narrowed to; `apart` is by what the second table goes."""

    by: str
    apart: str
    choices: dict[str, list[Choice]]
    chosen: dict[str, str]

    def spans(self, now) -> list[Span]:
        make, count = SPANS[self.by]
        return make(now, count)

    def narrow(self, rows: QuerySet) -> QuerySet:
        """Those that were chosen. What was sent into silences came by no channel."""
        for name, value in self.chosen.items():
            column = COLUMNS[name]
            if column not in {field.name for field in rows.model._meta.fields}:
                continue
            is_key = name in ("type", "team")
            rows = rows.filter(
                **{column: (None if value == NONE else int(value)) if is_key else "" if value == NONE else value}
            )
        return rows

    def name_of(self, value: object) -> str:
        """What a row of the second table is called."""
        wanted = NONE if value in (None, "") else str(value)
        return next((one.name for one in self.choices[self.apart] if one.value == wanted), _("gone since"))

    def query(self, **changed: str) -> str:
        """The address of the same, but for what is `changed`."""
        said = {"by": self.by, "apart": self.apart, **self.chosen, **changed}
        return urlencode({name: value for name, value in said.items() if value})


def filters_of(request: HttpRequest) -> Filters:
    """What the address says; what is not offered counts for nothing."""
    choices = _choices()
    asked = request.GET
    chosen = {name: asked[name] for name in COLUMNS if asked.get(name) in {one.value for one in choices[name]}}
    by = asked.get("by") if asked.get("by") in SPANS else WEEK
    apart = asked.get("apart") if asked.get("apart") in COLUMNS else "type"
    return Filters(by, apart, choices, chosen)


def _choices() -> dict[str, list[Choice]]:
    types: Sequence[tuple] = TicketType.objects.order_by("name").values_list("pk", "name")
    teams: Sequence[tuple] = Team.objects.order_by("name").values_list("pk", "name")
    tiers = Customer.objects.exclude(tier="").order_by("tier").values_list("tier", flat=True).distinct()
    return {
        "type": [Choice(str(key), str(name)) for key, name in types],
        "team": [Choice(NONE, _("No team")), *(Choice(str(key), name) for key, name in teams)],
        "tier": [Choice(NONE, _("No tier")), *(Choice(tier, tier) for tier in tiers)],
        "channel": [Choice(channel.value, str(channel.label)) for channel in Channel],
    }
