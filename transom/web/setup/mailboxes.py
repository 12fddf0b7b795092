"""The addresses of the desk: a list, and a form to add one or change it. For admins."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from transom.foundation.addresses import normalise
from transom.foundation.pauses import Pause, Paused
from transom.people.actor import Actor
from transom.people.mailboxes import Mailbox
from transom.web.access import admin_page
from transom.web.redirects import see
from transom.web.setup.fetching import FetchingForm
from transom.web.setup.places import setup_frame
from transom.workflow.models import TicketType


class MailboxForm(forms.ModelForm):
    class Meta:
        model = Mailbox
        fields = (
            "address",
            "name",
            "ticket_type",
            "team",
            "restricted",
            "acknowledges",
            "signed_addresses",
            "trusted_hop",
        )
        labels = {
            "address": gettext_lazy("Address"),
            "name": gettext_lazy("Name"),
            "ticket_type": gettext_lazy("Type of its tickets"),
            "team": gettext_lazy("Team"),
            "restricted": gettext_lazy("Only its team sees its tickets"),
            "acknowledges": gettext_lazy("Tell customers that their mail has arrived"),
            "signed_addresses": gettext_lazy("Answers carry an address that leads back to the ticket"),
            "trusted_hop": gettext_lazy("Server that vouches for senders"),
        }
        help_texts = {
            "name": gettext_lazy("Customers read it as the sender of your answers."),
            "signed_addresses": gettext_lazy("Turn it off where your provider does not deliver support+17-abc@…"),
            "trusted_hop": gettext_lazy(
                "The name that your mail server writes first into Authentication-Results. Leave it empty if you are not sure."
            ),
        }

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.fields["ticket_type"].empty_label = _("The type of any new ticket")
        self.fields["ticket_type"].queryset = TicketType.objects.published()
        self.fields["team"].empty_label = _("No team")

    def clean_address(self) -> str:
        return normalise(self.cleaned_data["address"])

    def clean(self):
        said = super().clean()
        if said.get("restricted") and not said.get("team"):
            self.add_error("team", _("Choose the team that sees its tickets."))
        return said


@admin_page
def mailboxes(request: HttpRequest, actor: Actor) -> HttpResponse:
    rows = Mailbox.objects.select_related("ticket_type", "team", "imap")
    rests = Pause.objects.holds(Paused.FETCHING)
    context = setup_frame(actor, "mailboxes") | {"mailboxes": rows, "rests": rests}
    return render(request, "setup/mailboxes.html", context)


@admin_page
@sensitive_post_parameters("imap-secret")
def mailbox(request: HttpRequest, actor: Actor, pk: int | None = None) -> HttpResponse:
    """One mailbox, or a new one; `try` in what is sent tries to fetch and saves nothing."""
    row = get_object_or_404(Mailbox, pk=pk) if pk else None
    form, fetching = MailboxForm(request.POST or None, instance=row), FetchingForm(request.POST or None, mailbox=row)
    trying = "try" in request.POST
    good = form.is_bound and all([fetching.is_valid(), trying or form.is_valid()])
    if good and not trying:
        return _save(request, form, fetching)
    findings = fetching.try_it() if good and fetching.is_ticked else None
    if trying:
        fetching.show_secret()
    context = {"form": form, "fetching": fetching, "findings": findings, "row": row}
    context |= setup_frame(actor, "mailboxes")
    return render(request, "setup/mailbox.html", context, status=422 if form.is_bound and not good else 200)


def _save(request: HttpRequest, form: MailboxForm, fetching: FetchingForm) -> HttpResponse:
    with transaction.atomic():
        saved = form.save()
        fetching.save_for(saved)
    messages.success(request, _("%(address)s is saved.") % {"address": saved.address})
    return see(reverse("mailboxes"))
