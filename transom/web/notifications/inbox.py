"""The inbox: a page of its own and a sheet under the bell, and how one is done with what stands in it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from transom.notifications import inbox as inboxes
from transom.notifications.models import Notification, Reason
from transom.people.actor import Actor
from transom.people.mailboxes import Mailbox
from transom.tickets.models import Ticket
from transom.web.access import agent_page
from transom.web.agent.desk import open_desk
from transom.web.agent.show import ticket_url
from transom.web.notifications import bell
from transom.web.redirects import local, see

LONGEST_KEY = 18  # digits


@agent_page
def inbox(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The page; for htmx the sheet under the bell, which is its list alone."""
    about = request.GET.get("about", "")
    found = inboxes.inbox(actor, _key(request.GET.get("before", "")), about if about in Reason else "")
    context = {"inbox": found, "about": about, "names": Reason}
    if request.htmx:
        return render(request, "notifications/sheet.html", context)
    frame = open_desk(actor, current="mentions" if about == Reason.MENTIONED else "inbox").frame
    return render(request, "notifications/inbox.html", frame | context)


@agent_page
def read_all(request: HttpRequest, actor: Actor) -> HttpResponse:
    if request.method == "POST":
        inboxes.read_all(actor, _key(request.POST.get("upto", "")) or 0, timezone.now())
    return _answer(request, actor, reverse("notifications"))


@agent_page
def read(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Done with an entry of the inbox."""
    row = get_object_or_404(Notification.objects.visible_to(actor), pk=pk)
    if request.method == "POST":
        inboxes.read_one(row, timezone.now())
    return _answer(request, actor, reverse("notifications"))


@agent_page
def read_ticket(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """The reader has this ticket before them: the page's script says so, or they do by a button."""
    row = get_object_or_404(Ticket.objects.visible_to(actor), number=number)
    if request.method == "POST":
        inboxes.read_ticket(row, actor, timezone.now())
    return _answer(request, actor, ticket_url(number))


@agent_page
def mute(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    row = get_object_or_404(Ticket.objects.visible_to(actor), number=number)
    if request.method == "POST":
        quiet = bool(request.POST.get("muted"))
        inboxes.mute(row, actor, quiet)
        messages.success(request, _told(quiet) % {"number": number})
    return see(local(request.POST.get("next", ""), ticket_url(number)))


def _told(quiet: bool) -> str:
    if quiet:
        return _("#%(number)s is quiet for you now. Mentions of you and what is yours to do still come through.")
    return _("You hear of #%(number)s again.")


def _answer(request: HttpRequest, actor: Actor, otherwise: str) -> HttpResponse:
    """The bell's new count where a script asked; else back to where they were."""
    if request.headers.get("Accept", "").startswith("application/json"):
        number = inboxes.unread(actor.id, Mailbox.objects.keys_hidden_from(actor), bell.MOST + 1)
        return JsonResponse({"unread": number, "words": bell.words(number)})
    return see(local(request.POST.get("next", ""), otherwise))


def _key(text: str) -> int | None:
    return int(text) if text.isdecimal() and text.isascii() and len(text) <= LONGEST_KEY else None
