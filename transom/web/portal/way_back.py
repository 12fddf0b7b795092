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
from transom.web.portal import patience
from transom.web.portal.answer import is_desk
from transom.web.portal.forms import LONGEST
from transom.web.portal.plain_page import is_own_form, mark, plain_page
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
    link = reviving.find(token)
    if link is None:
        too_often = patience.guesses_too_often(request)
        name, status = ("too_often", 429) if too_often else ("unknown", 404)
        return render(request, f"portal/{name}.html", status=status)
    if request.method != "POST":
        return _page(request, token, link)
    if is_desk(request) or not is_own_form(request, token):
        return _page(request, token, link, status=403)
    if patience.way_back_too_often(link.pk):
        return render(request, "portal/too_often.html", status=429)
    return _taken(request, token, link)


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
    context = {
        "link": {"address": link.contact.address, "used_at": link.used_at},
        "ticket": link.ticket,
        "state": str(state),
        "heading": HEADINGS.get(state, ""),
        "desk_name": mailbox.name if mailbox else _("Support"),
        "until": date_format(timezone.localtime(link.expires_at), "j F Y"),
        "form": form,
        "mark": mark(token),
        "is_desk": is_desk(request),
        "not_sent": status == 403,
    }
    return render(request, "portal/way_back.html", context, status=status)
