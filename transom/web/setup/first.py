"""The first minute of a desk: a one-time link makes its first admin and its first mailbox."""

from django import forms
from django.contrib.auth import login, password_validation
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from transom.clock import shipped as times
from transom.cockpit import shipped as decisions
from transom.foundation.addresses import normalise
from transom.people.mailboxes import Mailbox
from transom.people.models import User
from transom.people.roles import AGENT_ROLES
from transom.people.setup_links import SetupLink
from transom.web.redirects import see
from transom.workflow import defaults

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class FirstForm(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=200)
    email = forms.EmailField(
        label=_("Your email address"),
        max_length=254,
        help_text=_("You sign in with it. It is never shown to customers."),
    )
    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters."),
    )
    mailbox_name = forms.CharField(
        label=_("Name of your desk"),
        max_length=100,
        initial=_("Support"),
        help_text=_("Customers read it as the sender of your answers."),
    )
    mailbox_address = forms.EmailField(
        label=_("Address of your desk"),
        max_length=254,
        help_text=_("Customers write to it, as in support@yourcompany.com."),
    )

    def clean_email(self) -> str:
        email = normalise(self.cleaned_data["email"])
        if User.objects.filter(email=email).exists():
            raise forms.ValidationError(_("Somebody has this address already. Sign in, or take another."))
        return email

    def clean_mailbox_address(self) -> str:
        address = normalise(self.cleaned_data["mailbox_address"])
        if Mailbox.objects.filter(address=address).exists():
            raise forms.ValidationError(_("This mailbox is there already."))
        return address

    def clean(self):
        said = super().clean()
        person = User(email=said.get("email", ""), name=said.get("name", ""))
        try:
            password_validation.validate_password(said.get("password", ""), person)
        except forms.ValidationError as weak:
            self.add_error("password", weak)
        if said.get("email") and said.get("email") == said.get("mailbox_address"):
            self.add_error(
                "mailbox_address", _("Mail to your own address would become tickets. Give the desk another.")
            )
        return said


@never_cache
@sensitive_post_parameters("password")
def first(request: HttpRequest, token: str) -> HttpResponse:
    if not SetupLink.objects.valid(token, timezone.now()).exists():
        return render(request, "setup/first_over.html", status=404)
    form = FirstForm(request.POST or None)
    person = _make(token, form.cleaned_data) if form.is_bound and form.is_valid() else None
    if person is None:
        return render(request, "setup/first.html", {"form": form}, status=422 if form.is_bound else 200)
    login(request, person, backend=BACKEND)
    return see("/")


@transaction.atomic
def _make(token: str, said: dict) -> User | None:
    """The first admin, who holds every role so that a desk of one works; None where the link was used meanwhile."""
    used, _rows = SetupLink.objects.valid(token, timezone.now()).delete()
    if not used:
        return None
    defaults.install()
    decisions.install()
    times.install(timezone.now())
    person = User.objects.create_user(said["email"], said["name"], said["password"], roles=sorted(AGENT_ROLES))
    Mailbox.objects.create(address=said["mailbox_address"], name=said["mailbox_name"])
    return person
