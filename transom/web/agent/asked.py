"""What the customer of a ticket was asked, and the estimates on it: for the panel, out of its history."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.tickets.events import (
    CustomerAsked,
    CustomerNotAsked,
    EstimateApproved,
    EstimateDeclined,
    EstimateMade,
    EstimateWithdrawn,
    SaidItWorks,
    SaidStillBroken,
)
from transom.tickets.models import Ticket
from transom.web.agent.history import Told
from transom.web.agent.small_rows import Small
from transom.workflow.models import Asks

SOON = timedelta(minutes=10)


class Made(NamedTuple):
    """An estimate as its history tells it. `kind` is for the chip: how it stands, at a glance."""

    number: int
    figures: str
    until: str
    standing: str
    kind: str
    url: str


def asked_card(ticket: Ticket, small: dict[str, list[Small]], told: list[Told]) -> dict:
    """`asks` is what the status asks, `estimates` are the latest first; `estimating` where a form to make one belongs."""
    steps = small["path-asks"]
    asks = next((row.label for row in steps if row.number == ticket.status_id), "")
    estimates = _estimates(ticket, told)
    return {
        "asks": "" if ticket.is_closed else asks,
        "words": _asked(told) if asks and not ticket.is_closed else None,
        "asked_before": any(isinstance(event, CustomerAsked) for _row, event in told),
        "estimates": estimates,
        "estimating": not ticket.is_closed and (estimates or any(row.label == Asks.ESTIMATE for row in steps)),
        "withdrawing": ticket.estimate in ("ready", "asked"),
        "today": timezone.localdate().isoformat(),
    }


def _estimates(ticket: Ticket, told: list[Told]) -> list[Made]:
    made: dict[int, Made] = {}
    for row, event in told:
        if isinstance(event, EstimateMade):
            made = {number: one if one.kind in OVER else one._replace(**REPLACED) for number, one in made.items()}
            until = date_format(event.valid_until, "j M Y") if event.valid_until else ""
            url = reverse("estimate", args=[ticket.number, event.number])
            made[event.number] = Made(event.number, event.figures, until, *_made(event), url)
        elif (number := getattr(event, "number", None)) in made and type(event) in STANDINGS:
            made[number] = made[number]._replace(**STANDINGS[type(event)](event, row.at))
    return list(reversed(made.values()))


OVER = ("good", "refused", "withdrawn")
REPLACED = {"standing": gettext_lazy("another took its place"), "kind": "withdrawn"}


def _made(event: EstimateMade) -> tuple[str, str]:
    if event.valid_until and event.valid_until < timezone.localdate():
        return _("no longer valid"), "due"
    return _("ready"), "ready"


def _stands(kind: str, words: str) -> dict[str, str]:
    return {"standing": words, "kind": kind}


STANDINGS = {
    CustomerAsked: lambda event, at: _stands("waiting", _("waits for approval")),
    EstimateApproved: lambda event, at: _stands("good", _("approved by %(name)s") % {"name": event.name}),
    EstimateDeclined: lambda event, at: _stands("refused", _("the customer does not want it")),
    EstimateWithdrawn: lambda event, at: _stands("withdrawn", _("withdrawn")),
}


def _asked(told: list[Told]) -> dict | None:
    """How the last question stands, since the ticket came into its status."""
    for row, event in reversed(told):
        if isinstance(event, CustomerAsked):
            return _mail_went(event, row.at)
        if isinstance(event, CustomerNotAsked):
            return {"trouble": _("Not asked: %(reason)s") % {"reason": event.reason}}
        if isinstance(event, SaidItWorks | SaidStillBroken | EstimateApproved | EstimateDeclined):
            return {
                "sentence": _("%(who)s %(did)s") % {"who": row.actor_label, "did": event.sentence()} + ",",
                "at": row.at,
                "more": "",
            }
        if hasattr(event, "category"):  # it came into its status
            return _nobody_asked(row.at)
    return None


def _nobody_asked(since: datetime) -> dict:
    """The worker writes the mail within seconds. A ticket that a change of the path brought here was not asked about."""
    if timezone.now() - since < SOON:
        return {"sentence": _("The mail that asks them is being written."), "at": None}
    return {"trouble": _("The customer was not asked by mail yet.")}


def _mail_went(event: CustomerAsked, at: datetime) -> dict:
    until = date_format(timezone.localtime(event.until), "j M Y")
    if event.until <= timezone.now():
        return {"trouble": _("The link for %(who)s was good until %(day)s.") % {"who": event.who.label, "day": until}}
    sentence = _("%(who)s was asked by mail,") % {"who": event.who.label}
    return {"sentence": sentence, "at": at, "more": _("The link is good until %(day)s.") % {"day": until}}
