"""Behind each number of nothing missed there is its list."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from transom.mail.models import InboundEmail, Outcome
from transom.people.actor import Actor
from transom.reports.audit import alarm, audit
from transom.reports.models import CustomerWord, Fate
from transom.reports.reconciling import WHAT, Lost
from transom.reports.words import refresh
from transom.tickets.models import Ticket
from transom.web.access import agent_page, mail_page
from transom.web.agent.desk import open_desk
from transom.web.redirects import see
from transom.web.reports.missed import UNREAD, days_words, lost_words
from transom.web.reports.paging import days_of, latest
from transom.web.reports.saying import took


@agent_page
def words(request: HttpRequest, actor: Actor, fate: str) -> HttpResponse:
    """The words that came to this end."""
    if fate not in Fate.values:
        raise Http404
    desk, days = open_desk(actor, current="nothing_missed"), days_of(request)
    rows = CustomerWord.objects.outside(desk.visible.hidden).filter(fate=fate)
    rows = rows.filter(said_at__gte=timezone.now() - timedelta(days=days))
    rows = rows.select_related("ticket", "contact", "message", "person", "status", "answer")
    page = latest(rows, "said_at", request, reverse("missed_words", args=[fate]))
    context = {"page": page, "name": Fate(fate).label, "span": days_words(days), "took": took, "days": days}
    return render(request, "reports/words.html", desk.frame | context)


@agent_page
def mails(request: HttpRequest, actor: Actor, outcome: str) -> HttpResponse:
    """The mails of which this became."""
    value = "" if outcome == UNREAD else outcome
    if value not in Outcome.values:
        raise Http404
    desk, days = open_desk(actor, current="nothing_missed"), days_of(request)
    rows = InboundEmail.objects.visible_to(actor).filter(outcome=value)
    rows = rows.filter(received_at__gte=timezone.now() - timedelta(days=days)).select_related("ticket")
    page = latest(rows, "received_at", request, reverse("missed_mails", args=[outcome]))
    context = {"page": page, "name": Outcome(value).label, "span": days_words(days), "days": days}
    return render(request, "reports/mails.html", desk.frame | context)


@agent_page
def lost(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is unaccounted for, one by one."""
    desk, days = open_desk(actor, current="nothing_missed"), days_of(request)
    found = audit(actor, timezone.now(), days, desk.visible.hidden)
    tickets = desk.visible.in_bulk([one.ticket for one in found.lost if one.ticket])
    rows = [
        {"what": WHAT[one.kind], "ticket": tickets.get(one.ticket), "url": _place(one, tickets)} for one in found.lost
    ]
    context = {"rows": rows, "heading": lost_words(found), "alarm": alarm(), "is_exact": found.is_exact}
    return render(request, "reports/lost.html", desk.frame | context)


def _place(one: Lost, tickets: dict[int, Ticket]) -> str:
    if one.kind in ("held", "mail"):
        return reverse("mail", args=[one.key])
    return reverse("ticket", args=[tickets[one.ticket].number]) if one.ticket in tickets else ""


@mail_page
def count_again(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Make the ledger of these tickets anew from their events, which mends whatever went wrong in counting."""
    if request.method != "POST":
        return see(reverse("nothing_missed_lost"))
    found = audit(actor, timezone.now())
    refresh({one.ticket for one in found.lost if one.ticket}, afresh=True)
    if audit(actor, timezone.now()).is_exact:
        messages.success(request, _("Counted again: everything is accounted for."))
    else:
        messages.warning(
            request,
            _("Counted again, and it is still not exact. Look at these tickets, and tell whoever runs the desk."),
        )
    return see(reverse("nothing_missed_lost"))
