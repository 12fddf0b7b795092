"""A window says where it is: at which ticket, and whether its person writes there."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.tickets.models import Ticket
from transom.web.access import agent_page
from transom.web.live.company import AWAY, LONGEST, STATES, Sign, is_window
from transom.web.live.hub import HUB


class HereForm(forms.Form):
    window = forms.CharField(max_length=LONGEST)
    number = forms.IntegerField(min_value=0, max_value=2**53, required=False)
    state = forms.ChoiceField(choices=[(state, state) for state in (*STATES, AWAY)])

    def clean_window(self) -> str:
        if not is_window(self.cleaned_data["window"]):
            raise forms.ValidationError(_("no name of a window"))
        return self.cleaned_data["window"]


@agent_page
def here(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Takes POST of `window`, `number`, `state`; nothing is stored. A ticket that they may not know of is 404."""
    if request.method != "POST":
        raise Http404
    form = HereForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    said = form.cleaned_data
    ticket = None
    if said["state"] != AWAY:
        ticket = Ticket.objects.visible_to(actor).filter(number=said["number"]).values_list("pk", flat=True).first()
        if ticket is None:
            raise Http404
    HUB.hear(Sign(actor.id, actor.label, said["window"], ticket or 0, said["state"]))
    return HttpResponse(status=204)
