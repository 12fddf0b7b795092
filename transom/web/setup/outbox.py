"""Sent mail: what went out, what waits, and what did not arrive. On a desk without a way out, what would have gone."""

import email
from email.policy import default

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from transom.mail import links
from transom.mail.models import Delivery, OutboundEmail, OutboundQuerySet
from transom.people.actor import Actor
from transom.web.access import agent_page
from transom.web.agent.desk import minds_the_mail, open_desk
from transom.web.agent.show import refusals
from transom.web.contained import contained
from transom.web.setup.keyed import keyed_page

TABS = {
    Delivery.SENT: (_("Sent"), _("No mail has gone out yet. Answer a ticket, and it appears here.")),
    Delivery.QUEUED: (_("Waiting"), _("No mail waits to be sent.")),
    Delivery.FAILED: (_("Failed"), _("Every mail that went out was taken.")),
    "set-aside": (_("Set aside"), _("No mail was set aside after a restore.")),
}
HEADERS = ("From", "To", "Cc", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To", "Auto-Submitted")


@agent_page
def sent(request: HttpRequest, actor: Actor, state: str = Delivery.SENT) -> HttpResponse:
    if state not in TABS:
        raise Http404
    mails = _in(state, OutboundEmail.objects.visible_to(actor)).select_related("ticket")
    page = keyed_page(mails, request, reverse("sent", args=[state]), latest_first=True)
    tabs = [
        {"name": name, "url": reverse("sent", args=[value]), "current": value == state}
        for value, (name, _empty) in TABS.items()
    ]
    context = {"tabs": tabs, "empty": TABS[state][1], "page": page, "words": way_out()}
    return render(request, "setup/sent.html", open_desk(actor, current="sent").frame | context)


def _in(state: str, mails: OutboundQuerySet) -> OutboundQuerySet:
    if state == "set-aside":
        return mails.parked()
    return mails.filter(state=state).exclude(parked_at__isnull=False, settled_at=None)


@agent_page
def sent_mail(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    row = _mail(actor, pk)
    parsed = email.message_from_bytes(links.shown(row), policy=default)
    body = parsed.get_body(("plain",))
    context = {
        "mail": row,
        "headers": [(name, str(parsed[name])) for name in HEADERS if parsed[name]],
        "text": body.get_content() if body else "",
        "files": [part.get_filename() or _("a file") for part in parsed.iter_attachments()],
        "trouble": refusals(row.refused) if row.refused else row.last_error,
        "words": way_out(),
        "may_send": row.parked_at is not None and minds_the_mail(actor),
    }
    return render(request, "setup/sent_mail.html", open_desk(actor, current="sent").frame | context)


@contained
@agent_page
def sent_raw(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    return HttpResponse(
        links.shown(_mail(actor, pk)),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="sent-{pk}.eml"'},
    )


def way_out() -> str:
    """What an operator should know about where mail goes."""
    if settings.SMTP_URL == "sink:":
        return _("This desk sends nothing to anybody: it keeps each mail here, as it would have gone out.")
    if not settings.SMTP_URL:
        return _("No way out is set, so mail waits. Set TRANSOM_SMTP_URL and start the desk again.")
    return ""


def _mail(actor: Actor, pk: int) -> OutboundEmail:
    return get_object_or_404(OutboundEmail.objects.visible_to(actor).select_related("ticket"), pk=pk)
