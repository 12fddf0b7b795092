"""One stored mail: what became of it and why, and the two things that a person can decide."""

from collections.abc import Callable

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from transom.mail import admit
from transom.mail.attention import STREAM
from transom.mail.models import InboundEmail
from transom.people.actor import Actor
from transom.tickets.actions import NotAllowed, Refused
from transom.tickets.history import Event
from transom.web.access import agent_page
from transom.web.agent import history
from transom.web.agent.desk import minds_the_mail, open_desk
from transom.web.agent.show import ticket_url
from transom.web.agent.thread import preview
from transom.web.contained import contained
from transom.web.redirects import see


class DiscardForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is discarded"),
        max_length=500,
        error_messages={"required": _("Say why this mail is discarded: whoever asks later should know.")},
    )


@agent_page
def mail(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    return _page(request, actor, _mail(actor, pk))


def _page(
    request: HttpRequest, actor: Actor, row: InboundEmail, form: forms.Form | None = None, refusal: str = ""
) -> HttpResponse:
    events = Event.objects.filter(stream=STREAM, stream_id=row.pk).order_by("sequence")
    desk = open_desk(actor, current="attention")
    context = desk.frame | {
        "mail": row,
        "text": preview(row),
        "history": history.lines(history.told(events)),
        "form": form or DiscardForm(),
        "refusal": refusal,
        "list_url": reverse("attention") if minds_the_mail(actor) else "",
        "next": request.POST.get("next", ""),
    }
    return render(request, "setup/mail.html", context, status=422 if form or refusal else 200)


def _decision(decide: Callable[[InboundEmail, Actor, str], str]) -> Callable[..., HttpResponse]:
    """A resource that takes a POST for one mail, and shows the mail again where it was refused."""

    @agent_page
    def view(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
        row = _mail(actor, pk)
        if request.method != "POST":
            return see(reverse("mail", args=[pk]))
        form = DiscardForm(request.POST)
        if decide is _discard and not form.is_valid():
            return _page(request, actor, row, form)
        try:
            return _onwards(request.POST.get("next", ""), decide(row, actor, request.POST.get("reason", "")))
        except NotAllowed:
            raise Http404 from None
        except Refused as refusal:
            return _page(request, actor, row, refusal=str(refusal))

    return view


def _onwards(wanted: str, there: str) -> HttpResponse:
    """Back to where they were; on the page of `there`, to its place on it."""
    page, mark, place = there.partition("#")
    return see(wanted + mark + place if wanted.partition("?")[0] == page else wanted, there)


def _let_in(row: InboundEmail, actor: Actor, reason: str) -> str:
    message = admit.let_in(row, actor=actor)
    return f"{ticket_url(message.ticket.number)}#message-{message.pk}"


def _discard(row: InboundEmail, actor: Actor, reason: str) -> str:
    admit.discard(row, reason, actor=actor)
    return ticket_url(row.ticket.number) if row.ticket else reverse("mail", args=[row.pk])


let_in, discard = _decision(_let_in), _decision(_discard)


@contained
@agent_page
def raw(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The mail's bytes, to keep on a disk."""
    return HttpResponse(
        bytes(_mail(actor, pk).raw),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="mail-{pk}.eml"'},
    )


def _mail(actor: Actor, pk: int) -> InboundEmail:
    return get_object_or_404(InboundEmail.objects.visible_to(actor).select_related("ticket"), pk=pk)
