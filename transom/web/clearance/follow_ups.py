"""Follow-ups: those that wait for a look, and those that went out lately with whether they woke somebody."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from transom.clearance import following_up
from transom.clearance.models import HeldFollowUp
from transom.people.actor import Actor
from transom.people.roles import Role
from transom.reports.models import Reminder, ReminderKind
from transom.web.agent.desk import open_desk
from transom.web.clearance.forms import CallForm, SeenForm, SendForm, SkipForm, first_error
from transom.web.clearance.silent import held, lasting, silent
from transom.web.clearance.trying import Failed, attempt, managers_page
from transom.web.redirects import see

SHOWN, LATELY = 50, 30
FORMS = {"send": SendForm, "skip": SkipForm, "call": CallForm}
DONE = {
    "send": gettext_lazy("They are asked again about %(ticket)s."),
    "skip": gettext_lazy("%(ticket)s is not followed up."),
    "call": gettext_lazy("The call about %(ticket)s is written down."),
}


@managers_page
def follow_ups(request: HttpRequest, actor: Actor) -> HttpResponse:
    return follow_ups_page(request, actor)


def follow_ups_page(request: HttpRequest, actor: Actor, failed: Failed | None = None) -> HttpResponse:
    """The page; with what did not go through, where something did not."""
    now, desk = timezone.now(), open_desk(actor, "follow_ups")
    rows = silent(held(desk.visible).order_by("held_at", "pk"), now, SHOWN + 1)
    sent = Reminder.objects.visible_to(actor).filter(kind=ReminderKind.FOLLOW_UP).select_related("ticket__requester")
    context = desk.frame | {
        "heading": _heading(len(rows)),
        "rows": rows[:SHOWN],
        "more": len(rows) > SHOWN,
        "lately": [_sent(one) for one in sent.order_by("-sent_at", "-pk")[:LATELY]],
        "failed": failed,
        "is_admin": actor.has(Role.ADMIN),
    }
    return render(request, "clearance/follow_ups.html", context, status=failed.status if failed else 200)


def _heading(count: int) -> str:
    if not count:
        return _("No follow-up waits for you")
    if count > SHOWN:
        return _("More than %(count)d follow-ups wait for a look") % {"count": SHOWN}
    return ngettext("%(num)d follow-up waits for a look", "%(num)d follow-ups wait for a look", count) % {"num": count}


def _sent(one: Reminder) -> dict:
    return {
        "ticket": one.ticket,
        "at": one.sent_at,
        "woke": lasting(one.woke_at - one.sent_at) if one.woke_at else "",
        "is_silent": one.woke_at is None and one.ticket.awaiting_customer_since is not None,
    }


@managers_page
def act(request: HttpRequest, actor: Actor, pk: int, what: str) -> HttpResponse:
    """Send, skip or call about one follow-up that waits."""
    if what not in FORMS:
        raise Http404
    row = get_object_or_404(HeldFollowUp.objects.visible_to(actor).select_related("ticket"), pk=pk)
    if request.method != "POST":
        return see(reverse("follow_ups"))
    words, status = _decided(request, actor, row, what)
    if words:
        return follow_ups_page(request, actor, Failed(pk, what, request.POST, words, status))
    messages.success(request, DONE[what] % {"ticket": row.ticket})
    return see(reverse("follow_ups"))


def _decided(request: HttpRequest, actor: Actor, row: HeldFollowUp, what: str) -> tuple[str, int]:
    """Do it; else why not, and the status of the page that says so."""
    seen, form = SeenForm(request.POST), FORMS[what](request.POST)
    for one in (seen, form):
        if not one.is_valid():
            return first_error(one), 422
    said, how = form.cleaned_data, {"actor": actor, "seen": seen.cleaned_data["seen"]}
    now = timezone.now()
    if what == "send":
        return attempt(partial(following_up.send_held, row, said["text"].replace("\r\n", "\n"), now=now, **how))
    if what == "skip":
        return attempt(partial(following_up.skip, row, said["reason"], now=now, **how))
    reached = said["outcome"] == "reached"
    return attempt(partial(following_up.called, row, said["words"], reached=reached, now=now, **how))
