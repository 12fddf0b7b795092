"""The page that the link in a closing message opens. Looking at it changes nothing: only its button brings the ticket back."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.clearance import reviving
from transom.clearance.models import RevivalLink
from transom.clearance.reviving import Over, State
from transom.mail.thread import successor
from transom.people.mailboxes import Mailbox
from transom.web.portal.forms import LONGEST
from transom.web.portal.opened import opened, standing
from transom.web.portal.plain_page import plain_page
from transom.web.redirects import see

HEADINGS = {
    State.USED: gettext_lazy("It is back with us"),
    State.NOT_NEEDED: gettext_lazy("It is with us already"),
    State.EXPIRED: gettext_lazy("This link is too old"),
}


class WayBackForm(forms.Form):
    """What they want to add; nothing is needed."""

    words = forms.CharField(required=False, max_length=LONGEST)


@plain_page
def way_back(request: HttpRequest, token: str) -> HttpResponse:
    return opened(request, token, link=reviving.find(token), show=_page, take=_taken)


def _taken(request: HttpRequest, token: str, link: RevivalLink) -> HttpResponse:
    """Take the form: then the page says how things stand, however often it is loaded again."""
    form = WayBackForm(request.POST)
    if not form.is_valid():
        return _page(request, token, link, form, 422)
    try:
        reviving.revive(link, form.cleaned_data["words"].replace("\r\n", "\n"), now=timezone.now())
    except Over:
        return _page(request, token, reviving.find(token) or link, status=409)
    return see(reverse("way-back", args=[token]))


def _page(
    request: HttpRequest, token: str, link: RevivalLink, form: WayBackForm | None = None, status: int = 200
) -> HttpResponse:
    state = reviving.state_of(link, successor(link.ticket), timezone.now())
    mailbox = link.ticket.mailbox or Mailbox.objects.of_the_desk()
    context = standing(request, token, status) | {
        "link": {"address": link.contact.address, "used_at": link.used_at},
        "ticket": link.ticket,
        "state": str(state),
        "heading": HEADINGS.get(state, ""),
        "desk_name": mailbox.name if mailbox else _("Support"),
        "until": date_format(timezone.localtime(link.expires_at), "j F Y"),
        "form": form,
    }
    return render(request, "portal/way_back.html", context, status=status)
