"""The people of the desk: a list, and one person's page, where an admin says what they are and lets them in and out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from transom.operating.people import verbs
from transom.people.actor import Actor
from transom.people.models import User
from transom.web.access import admin_page
from transom.web.redirects import see
from transom.web.setup.invitations import Invitation, invite
from transom.web.setup.person_form import PersonForm
from transom.web.setup.person_page import form_words, people_shown, person_page
from transom.web.setup.places import setup_frame


@admin_page
def people(request: HttpRequest, actor: Actor) -> HttpResponse:
    return render(request, "setup/people.html", setup_frame(actor, "people") | people_shown())


@admin_page
def new_person(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = PersonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            return _added(request, actor, verbs.add(**form.cleaned_data, actor=actor))
        except verbs.Refused as refused:
            form.add_error("email", str(refused))
    context = setup_frame(actor, "people") | form_words() | {"form": form}
    return render(request, "setup/new_person.html", context, status=422 if form.is_bound else 200)


def _added(request: HttpRequest, actor: Actor, user: User) -> HttpResponse:
    return _told(request, actor, user, invite(request, user, actor))


def _told(request: HttpRequest, actor: Actor, user: User, invitation: Invitation) -> HttpResponse:
    """Their page, with the link where it could not be mailed: this once, so it is no redirect."""
    if invitation.mailed:
        messages.success(request, _("A mail with a link to set a password goes to %(email)s.") % {"email": user.email})
        return see(reverse("person", args=[user.pk]))
    return person_page(request, actor, user, link=invitation.link)


@admin_page
def person(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    form = PersonForm(request.POST or None, person=user)
    if not form.is_bound:
        return person_page(request, actor, user)
    if form.is_valid():
        try:
            verbs.change(user, **form.cleaned_data, actor=actor)
            messages.success(request, _("%(name)s is saved.") % {"name": form.cleaned_data["name"]})
            return see(reverse("people"))
        except verbs.Refused as refused:
            form.add_error("roles", str(refused))
    return person_page(request, actor, user, form=form, status=422)


@admin_page
def send_link(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    if request.method != "POST" or not user.is_active:
        return see(reverse("person", args=[pk]))
    return _told(request, actor, user, invite(request, user, actor))
