"""From ticket to ticket: I am here, the next one, the end."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.reviews import meeting
from transom.tickets.actions import NotAllowed
from transom.web.access import agent_page
from transom.web.redirects import see
from transom.web.reviews.table import PIECE, after, find


class TurnForm(forms.Form):
    """`shown` is the place whose ticket the page showed, empty at the end; `way` is the button, or `to` a place."""

    way = forms.ChoiceField(choices=meeting.Turn.choices, required=False)
    shown = forms.IntegerField(required=False, min_value=0, max_value=32767)
    to = forms.IntegerField(required=False, min_value=0, max_value=32767)


@agent_page
def here(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Takes POST from an open page: its person is there, from now on or still."""
    found = find(actor, pk).review
    if request.method != "POST":
        return see(reverse("review", args=[pk]))
    meeting.sit_down(found, actor=actor, now=timezone.now())
    return HttpResponse(status=204)


@agent_page
def turn(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Where somebody was quicker, nothing is turned: the page shows what lies on the table now, and says so."""
    found = find(actor, pk).review
    form = TurnForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return after(request, actor, pk)
    said = form.cleaned_data
    way = meeting.Turn.TO if said["to"] is not None else meeting.Turn(said["way"] or meeting.Turn.NEXT)
    try:
        meeting.turn(found, way, shown=said["shown"], actor=actor, now=timezone.now(), to=said["to"])
    except NotAllowed:
        raise Http404 from None
    except meeting.SomeoneWasQuicker:
        if PIECE not in request.headers:
            messages.info(request, _("Somebody was quicker. This is what lies on the table now."))
    return after(request, actor, pk)


@agent_page
def end(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """It is over: the minutes are kept, and mailed to who was there."""
    found = find(actor, pk).review
    if request.method == "POST":
        meeting.end(found, actor=actor, now=timezone.now())
    return see(reverse("review", args=[pk]))
