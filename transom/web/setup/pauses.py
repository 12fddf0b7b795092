"""What stands still: an admin lets it go on, and says what becomes of mail that may have gone out before a restore."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from transom.foundation.pauses import Pause, Paused
from transom.mail.models import OutboundEmail
from transom.operating.pausing import NotYet, doubtful, is_behind, resume
from transom.people.actor import Actor
from transom.web.access import admin_page, mail_page
from transom.web.agent.desk import open_desk
from transom.web.redirects import see

CHOICES = {"send": True, "set-aside": False}


@admin_page
def pauses(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What the banners of other pages say, in full: so it has no banners of its own. Sending comes first, as in them."""
    context = {"pauses": Pause.objects.order_by("-what"), "in_doubt": doubtful().count(), "behind": is_behind()}
    return render(request, "setup/pauses.html", open_desk(actor).frame | context | {"paused": []})


@admin_page
def resume_work(request: HttpRequest, actor: Actor, what: str) -> HttpResponse:
    if what not in Paused.values:
        raise Http404
    if request.method != "POST":
        return see(reverse("pauses"))
    try:
        resume(Paused(what), timezone.now(), actor=actor, send=CHOICES.get(request.POST.get("in_doubt")))
    except NotYet as error:
        messages.warning(request, str(error))
        return see(reverse("pauses"))
    messages.success(request, _("%(what)s goes on.") % {"what": Paused(what).label})
    return see(reverse("home"))


@mail_page
def send_after_all(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """A mail that was set aside is sent, singly, because a person says so."""
    mails = OutboundEmail.objects.visible_to(actor).filter(pk=pk)
    get_object_or_404(mails)
    if request.method == "POST":
        mails.unpark(timezone.now())
    return see(reverse("sent_mail", args=[pk]))
