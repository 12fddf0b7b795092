"""A ticket by hand: what somebody said on the phone, or at the door."""

import logging

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from transom.customers.models import Contact
from transom.foundation.addresses import Address, normalise
from transom.people.actor import Actor
from transom.people.actor import contact as contact_actor
from transom.people.mailboxes import Mailbox
from transom.tickets import actions
from transom.tickets.messages import Trust
from transom.tickets.models import Ticket
from transom.tickets.words import Words
from transom.web import trouble
from transom.web.access import agent_page
from transom.web.agent.desk import open_desk
from transom.web.agent.show import ticket_url
from transom.web.redirects import see
from transom.web.trouble import CANNOT_SAVE
from transom.workflow.models import TicketType

log = logging.getLogger("transom.pages")
THEIRS, OURS = "theirs", "ours"


class NewTicketForm(forms.Form):
    address = forms.EmailField(label=_("Their address"), max_length=254)
    name = forms.CharField(
        label=_("Their name"), required=False, max_length=200, help_text=_("A name that the desk knows already stays.")
    )
    subject = forms.CharField(label=_("Subject"), max_length=300)
    ticket_type = forms.ModelChoiceField(TicketType.objects.published(), label=_("Type"), empty_label=None)
    mailbox = forms.ModelChoiceField(Mailbox.objects.none(), label=_("Answer from"), empty_label=None)
    words = forms.CharField(label=_("What they said"), strip=False, widget=forms.Textarea(attrs={"rows": 6}))
    whose = forms.ChoiceField(
        label=_("Keep it as"),
        choices=[(THEIRS, _("The customer's words, which are owed an answer")), (OURS, _("A note, only for us"))],
        initial=THEIRS,
        widget=forms.RadioSelect,
    )

    def __init__(self, actor: Actor, *args):
        super().__init__(*args)
        self.fields["mailbox"].queryset = Mailbox.objects.exclude(
            pk__in=Mailbox.objects.hidden_from(actor).values("pk")
        )


@agent_page
def new_ticket(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = NewTicketForm(actor, *([request.POST] if request.method == "POST" else []))
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            return see(ticket_url(open_by_hand(actor, form.cleaned_data).number))
        except CANNOT_SAVE:
            log.exception("a ticket could not be saved")
            form.add_error(None, trouble.words())
            status = 503
    return render(request, "agent/new_ticket.html", open_desk(actor).frame | {"form": form}, status=status)


@transaction.atomic
def open_by_hand(actor: Actor, said: dict) -> Ticket:
    requester = Contact.objects.find_or_make(Address(said["name"].strip(), normalise(said["address"])))
    ticket = actions.open_ticket(
        said["subject"], requester, actor=actor, ticket_type=said["ticket_type"], mailbox=said["mailbox"]
    )
    words = Words(text=said["words"].replace("\r\n", "\n").strip())
    if said["whose"] == THEIRS:
        actions.receive(ticket, words, requester, trust=Trust.PARTICIPANT, actor=contact_actor(requester))
    else:
        actions.note(ticket, words, actor=actor)
    return ticket
