"""Nothing missed: every customer's word that was stored, with what became of it."""

from datetime import datetime
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.mail.models import Outcome
from transom.people import rota
from transom.people.actor import Actor
from transom.people.models import User
from transom.people.roles import Role
from transom.reports.audit import Audit, audit
from transom.reports.models import Fate
from transom.reports.reaction import ANSWERED
from transom.reports.reconciling import LISTED, OPEN
from transom.tickets.models import Ticket, TicketQuerySet
from transom.timers.deadlines import answer_owed_by
from transom.timers.rules import rules
from transom.web.access import agent_page
from transom.web.agent.desk import open_desk
from transom.web.clock.chips import Chip, due_chip
from transom.web.reports.paging import DAYS, days_of
from transom.workflow.models import Category

SHOWN = 25
"""So many of what is owed stand on the page; the list has all."""


@agent_page
def nothing_missed(request: HttpRequest, actor: Actor) -> HttpResponse:
    now, days = timezone.now(), days_of(request)
    desk = open_desk(actor, current="nothing_missed")
    found = audit(actor, now, days, desk.visible.hidden)
    context = {"audit": found, "days": days, "spans": spans(days), "owed": owed(desk.visible, now)}
    context |= {"heading": heading(found), "sum": sum_words(found, days), "lost": lost_words(found)}
    context |= {"fates": fates(found, days), "outcomes": outcomes(found, days), "shown": SHOWN}
    return render(request, "reports/missed.html", desk.frame | context)


def spans(days: int) -> list[dict]:
    """The links to other spans."""
    url = reverse("nothing_missed")
    return [{"name": days_words(one), "url": f"{url}?days={one}", "current": one == days} for one in DAYS]


def days_words(days: int) -> str:
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def heading(found: Audit) -> str:
    """What is so."""
    if not found.is_whole:
        return _("The words of the past are still being counted")
    return _("Nothing is missed") if found.is_exact else lost_words(found)


def lost_words(found: Audit) -> str:
    if found.unaccounted > LISTED:
        return _("More than %(count)d words are unaccounted for") % {"count": LISTED}
    return ngettext("%(count)d word is unaccounted for", "%(count)d words are unaccounted for", found.unaccounted) % {
        "count": found.unaccounted
    }


def sum_words(found: Audit, days: int) -> str:
    """The sum, said in full."""
    stored = ngettext(
        "%(count)s word of customers is stored since %(day)s", "%(count)s words of customers are stored since %(day)s",
        found.stored,
    ) % {"count": number(found.stored), "day": date_format(timezone.localtime(found.since), "j F Y")}  # fmt: skip
    accounted = _("%(count)s have an end or an owner") % {"count": number(found.accounted)}
    if found.unheard:
        return _("%(stored)s; %(accounted)s, and the last few are being counted at this moment.") % {
            "stored": stored, "accounted": accounted,
        }  # fmt: skip
    return f"{stored}; {accounted}."


def number(count: int) -> str:
    return number_format(count, force_grouping=True)


class Line(NamedTuple):
    """A line of the sum: `share` in hundredths of all, for the eye."""

    key: str
    name: str
    count: str
    share: float
    url: str
    kind: str


def fates(found: Audit, days: int) -> list[Line]:
    """What became of words, in the order of `Fate`."""

    def kind(fate: str) -> str:
        return "open" if fate in OPEN else "answered" if fate in ANSWERED else "other"

    counts = [(fate, found.fates[fate], kind(fate)) for fate in Fate if found.fates.get(fate)]
    return [_line("missed_words", fate, count, found.accounted, days, kind) for fate, count, kind in counts]


def outcomes(found: Audit, days: int) -> list[Line]:
    """What became of mails, in the order of `Outcome`."""
    total = sum(found.outcomes.values())
    counts = [(outcome, found.outcomes[outcome]) for outcome in Outcome if found.outcomes.get(outcome)]
    return [_line("missed_mails", outcome, count, total, days, "other") for outcome, count in counts]


UNREAD = "unread"
"""How the address calls mail that nobody has read yet."""


def _line(page: str, value, count: int, total: int, days: int, kind: str) -> Line:
    url = f"{reverse(page, args=[value.value or UNREAD])}?days={days}"
    return Line(value.value, str(value.label), number(count), round(100 * count / total, 1) if total else 0, url, kind)


class Owed(NamedTuple):
    """A ticket on which a customer waits: for whom, and until when."""

    ticket: Ticket
    chip: Chip | None
    who: str


def owed(visible: TicketQuerySet, now: datetime) -> list[Owed]:
    """The longest waits, of all times: one query for them, one for the rules, one for who answers for the queue."""
    rows = visible.filter(awaiting_us_since__isnull=False).exclude(category=Category.CLOSED)
    rows = rows.select_related("assignee", "team", "requester", "customer").order_by("awaiting_us_since", "pk")
    tickets = list(rows[:SHOWN])
    known, holder = (rules(), rota.holder(Role.QUEUE_MANAGER, now)) if tickets else ((), None)
    made = []
    for ticket in tickets:
        tier = ticket.customer.tier if ticket.customer else ""
        due = answer_owed_by(ticket.awaiting_us_since, ticket.ticket_type_id, tier, ticket.team_id, known)
        made.append(Owed(ticket, due_chip(due, now) if due else None, _who(ticket, holder)))
    return made


def _who(ticket: Ticket, holder: User | None) -> str:
    """Whose it is: its own, its team's, else the queue manager's."""
    if ticket.assignee and ticket.assignee.is_active:
        return ticket.assignee.label
    if ticket.team:
        return _("the team %(team)s") % {"team": ticket.team}
    return _("%(who)s, queue manager") % {"who": holder.label} if holder else _("nobody")
