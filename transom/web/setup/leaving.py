"""Somebody leaves, comes back, or gives their open tickets to somebody else."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.operating.people import handing_over, verbs
from transom.people.actor import Actor
from transom.people.models import User
from transom.web.access import admin_page
from transom.web.redirects import see
from transom.web.setup.person_page import heirs

NOBODY = "nobody"


def _page(pk: int) -> HttpResponse:
    return see(reverse("person", args=[pk]))


@admin_page
def leave(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    if request.method == "POST":
        try:
            verbs.leave(user, actor=actor)
            messages.success(request, _("%(name)s can no longer sign in, and is signed out.") % {"name": user.label})
        except verbs.Refused as refused:
            messages.error(request, str(refused))
    return _page(pk)


@admin_page
def come_back(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    if request.method == "POST":
        verbs.come_back(user, actor=actor)
        messages.success(
            request, _("The account is open. Send %(name)s a link to set a password.") % {"name": user.label}
        )
    return _page(pk)


@admin_page
def hand_over(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    user, chosen = get_object_or_404(User, pk=pk), request.POST.get("to", "")
    if request.method != "POST":
        return _page(pk)
    if chosen != NOBODY and chosen not in {str(key) for key, _name in heirs(user)}:
        messages.error(request, _("Choose who takes the tickets."))
        return _page(pk)
    to = None if chosen == NOBODY else User.objects.get(pk=chosen)
    _tell(request, handing_over.hand_over(user, to, actor=actor))
    return _page(pk)


def _tell(request: HttpRequest, done: handing_over.HandedOver) -> None:
    words = ngettext("%(count)d ticket was handed over.", "%(count)d tickets were handed over.", done.count)
    messages.success(request, words % {"count": done.count})
    for reason in done.reasons[:5]:
        messages.warning(request, reason)
