"""What stands under answers: each person's own on their page, and each mailbox's for whoever has none."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from transom.composing.variables import SIGNED_BY_US
from transom.people.actor import Actor
from transom.people.mailboxes import Mailbox
from transom.web.access import admin_page, agent_page
from transom.web.notifications.me import own_page
from transom.web.redirects import see
from transom.web.setup.places import saved_frame
from transom.web.setup.signature_forms import SignaturesForm, own_form

ON_MY_PAGE = "/me/#signature"


@admin_page
def signatures(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The mailboxes' own."""
    form = SignaturesForm(request.POST or None, mailboxes=list(Mailbox.objects.all()))
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved. Whoever has a signature of their own keeps it."))
        return see(reverse("signatures"))
    context = saved_frame(actor, "signatures") | {"form": form, "variables": SIGNED_BY_US}
    return render(request, "saved/signatures.html", context, status=422 if form.is_bound else 200)


@agent_page
def own_signature(request: HttpRequest, actor: Actor) -> HttpResponse:
    if request.method != "POST":
        return see(ON_MY_PAGE)
    form = own_form(request, request.POST)
    if not form.is_valid():
        return own_page(request, actor, 422, signatures=form)
    form.save()
    messages.success(request, _("Your signature is saved. It stands under your answers from now on."))
    return see(ON_MY_PAGE)
