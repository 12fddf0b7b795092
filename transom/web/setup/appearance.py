"""How the desk looks to one person: their zone, language and theme. A part of their own page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.people.models import User
from transom.web.access import agent_page
from transom.web.notifications.me import own_page
from transom.web.redirects import see
from transom.web.setup.looks import AppearanceForm
from transom.web.setup.zones import is_zone

MINE = "/me/"


@agent_page
def appearance(request: HttpRequest, actor: Actor) -> HttpResponse:
    if request.method != "POST":
        return see(MINE)
    user = User.objects.get(pk=request.user.pk)
    form = AppearanceForm(request.POST, instance=user)
    if not form.is_valid():
        return own_page(request, actor, 422, appearance=form)
    user.save(update_fields=AppearanceForm.Meta.fields)
    messages.success(request, _("Saved. The desk looks like this to you alone."))
    return see(MINE)


@agent_page
def zone(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What somebody's browser says of where they are, accepted by them; leads back to where they were."""
    name = request.POST.get("time_zone", "")
    if request.method == "POST" and is_zone(name):
        User.objects.filter(pk=request.user.pk).update(time_zone=name)
        messages.success(request, _("Times are now shown as in %(zone)s.") % {"zone": name})
    return see(request.POST.get("next", ""), MINE)
