"""Mail needing attention: what was held, quarantined or ignored, oldest first, for whoever minds the mail."""

from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from transom.mail.models import InboundEmail, Outcome
from transom.people.actor import Actor
from transom.web.access import mail_page
from transom.web.agent.desk import open_desk
from transom.web.setup.keyed import keyed_page
from transom.web.setup.missed import missed


class Tab(NamedTuple):
    name: str | Promise
    words: str | Promise
    empty: str | Promise


TABS = {
    Outcome.HELD: Tab(
        _("Held"),
        _("Someone who is not known on a ticket wrote into it. Let them in, or leave them out."),
        _("No mail is held."),
    ),
    Outcome.QUARANTINED: Tab(
        _("Quarantined"),
        _("The desk could not read these, or found nobody whom it could answer."),
        _("No mail is quarantined."),
    ),
    Outcome.IGNORED: Tab(
        _("Ignored"),
        _(
            "Newsletters, automatic answers that belong nowhere, and our own mail that came back. Let in what is a customer's."
        ),
        _("No mail was ignored."),
    ),
}


@mail_page
def attention(request: HttpRequest, actor: Actor, outcome: str = Outcome.HELD) -> HttpResponse:
    if outcome not in TABS:
        raise Http404
    mails = InboundEmail.objects.visible_to(actor).filter(outcome=outcome).select_related("ticket")
    page = keyed_page(mails, request, reverse("attention", args=[outcome]))
    tabs = [
        {"name": tab.name, "url": reverse("attention", args=[value]), "current": value == outcome}
        for value, tab in TABS.items()
    ]
    context = open_desk(actor, current="attention").frame
    context |= {"tabs": tabs, "tab": TABS[Outcome(outcome)], "page": page, "missed": missed()}
    return render(request, "setup/attention.html", context)
