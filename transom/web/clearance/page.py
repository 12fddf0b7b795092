"""The week's clearance on one screen: what is silent for too long, grouped, each with its last exchange."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import Case, Q, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.clearance import words
from transom.clearance.batches import back
from transom.clearance.models import ClearanceBatch, ClearanceDecision, ClearanceItem, WordsKind
from transom.composing.sample import sample_ticket
from transom.composing.variables import fill_by_itself
from transom.people.actor import Actor
from transom.people.roles import Role
from transom.tickets.due import next_clearance
from transom.web.agent.desk import Desk, open_desk
from transom.web.clearance.forms import DAYS
from transom.web.clearance.silent import Silent, listed, silent
from transom.web.clearance.trying import Failed, managers_page

SHOWN = 100
"""So many at once; when they are decided, the others come."""


class Group(NamedTuple):
    name: str | Promise
    hint: str
    rows: list[Silent]


@managers_page
def clearance(request: HttpRequest, actor: Actor) -> HttpResponse:
    return clearance_page(request, actor)


def clearance_page(request: HttpRequest, actor: Actor, failed: Failed | None = None) -> HttpResponse:
    """The page; with what did not go through, where something did not."""
    now, desk = timezone.now(), open_desk(actor, "clearance")
    batch = ClearanceBatch.objects.filter(closed_at=None).first()
    context = (
        desk.frame
        | _of_batch(batch, desk, now)
        | {
            "batch": batch,
            "failed": failed,
            "days": DAYS,
            "is_admin": actor.has(Role.ADMIN),
            "farewell": farewell(),
        }
    )
    return render(request, "clearance/page.html", context, status=failed.status if failed else 200)


def _of_batch(batch: ClearanceBatch | None, desk: Desk, now: datetime) -> dict:
    left = listed(desk.visible).order_by("ticket__ticket_type__position", "anchor", "pk")
    rows = silent(left, now, SHOWN + 1) if batch else []
    return {
        "heading": _heading(len(rows), batch),
        "next": None if rows else next_clearance(now),
        "more": len(rows) > SHOWN,
        "groups": list(_groups(rows[:SHOWN])),
        "decided": _decided(batch, desk) if batch else [],
    }


def _decided(batch: ClearanceBatch, desk: Desk) -> list[dict]:
    """The latest decisions, and whether what was closed came back."""
    items = ClearanceItem.objects.filter(batch=batch, ticket__in=desk.visible).exclude(decision="")
    came = Case(When(Q(decision=ClearanceDecision.CLOSED) & back(), then=True), default=False)
    items = items.select_related("ticket", "decided_by").annotate(back=came).order_by("-decided_at", "-pk")
    return [{"item": item, "back": item.back, "until": _day(item.kept_until)} for item in items[:SHOWN]]


def _day(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "j F") if at else ""


def _groups(rows: list[Silent]) -> Iterator[Group]:
    """Those to call first, then by type, the longest silence on top."""
    calls = [row for row in rows if row.calls]
    if calls:
        yield Group(_("Call them first"), _("Their path asks for a call where the customer stays silent."), calls)
    by_type: dict[str, list[Silent]] = {}
    for row in rows:
        if not row.calls:
            by_type.setdefault(str(row.ticket.ticket_type), []).append(row)
    for name, found in by_type.items():
        yield Group(name, "", found)


def _heading(left: int, batch: ClearanceBatch | None) -> str:
    if left > SHOWN:
        return _("More than %(count)d tickets have our word last and a silent customer") % {"count": SHOWN}
    if left:
        words_ = ngettext(
            "%(num)d ticket has our word last and a silent customer",
            "%(num)d tickets have our word last and a silent customer",
            left,
        )
        return words_ % {"num": left}
    if batch is None:
        return _("Nothing is to be cleared")
    return _("The clearance of %(day)s is done") % {"day": date_format(batch.day, "l, j F")}


def farewell() -> str:
    """What a customer reads when a ticket is closed here; somebody who is made up, so that nobody takes it for sent."""
    ticket = sample_ticket()
    chosen = words.chosen(WordsKind.FAREWELL, None, [])
    text = fill_by_itself(chosen.text, ticket, ticket.mailbox)
    return text.replace(words.WAY_BACK.written, f"*{_('the link by which they come back')}*")
