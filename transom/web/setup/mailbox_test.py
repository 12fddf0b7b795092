"""Does this mailbox work? Tried in both directions when an admin asks, and with a mail that has to come back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from transom.mail import round_trip
from transom.mail.trying import try_mailbox
from transom.operating.people.links import can_be_mailed
from transom.people.actor import Actor
from transom.people.mailboxes import Mailbox
from transom.web.access import admin_page
from transom.web.redirects import see
from transom.web.setup.places import setup_frame


@admin_page
def mailbox_test(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """POST tries it and changes nothing; `?mail=` shows how far a test mail has come."""
    mailbox, now = get_object_or_404(Mailbox, pk=pk), timezone.now()
    findings = try_mailbox(mailbox, now) if request.method == "POST" else None
    token = request.GET.get("mail", "")
    trip = round_trip.look(mailbox, token, now) if token else None
    context = {"mailbox": mailbox, "trip": trip, "again": request.get_full_path(), "mine": request.user.email}
    if request.htmx and trip and "poll" in request.GET:
        return render(request, "setup/round_trip.html", context)
    context |= {"findings": findings, "may_mail": can_be_mailed()}
    return render(request, "setup/mailbox_test.html", setup_frame(actor, "mailboxes") | context)


@admin_page
def send_test_mail(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """A mail from the mailbox to itself and to whoever asks, and to nobody else."""
    mailbox, page = get_object_or_404(Mailbox, pk=pk), reverse("mailbox_test", args=[pk])
    if request.method != "POST" or not can_be_mailed():
        return see(page)
    token = round_trip.begin(mailbox, request.user.email, timezone.now())
    return see(f"{page}?{urlencode({'mail': token})}#round-trip")
