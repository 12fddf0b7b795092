"""Saved words are put into a draft, for a composer without a script."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from transom.composing.drafts import Writing, WrittenElsewhere, keep
from transom.composing.models import Draft, Kind
from transom.composing.running import watching
from transom.people.actor import Actor
from transom.tickets.actions.several import Changes
from transom.tickets.models import Ticket
from transom.web.agent.forms import DraftForm
from transom.web.agent.show import ticket_url
from transom.web.agent.ticket import Found, ticket_page
from transom.web.redirects import see


def keep_first(request: HttpRequest, actor: Actor, found: Found) -> HttpResponse:
    """Keep what the composer sent, and lead to the page that offers more; a newer draft elsewhere is shown instead."""
    form = DraftForm(request.POST, request.FILES, ticket=found.ticket, actor=actor)
    form.is_valid()
    try:
        keep(found.ticket, form.writing(), actor=actor, now=timezone.now())
    except WrittenElsewhere as newer:
        form.elsewhere = newer.draft
        return ticket_page(request, actor, found, form, 409)
    return see(f"{reverse('choose_words', args=[found.ticket.number])}?kind={form.speaks}")


def put(request: HttpRequest, actor: Actor, ticket: Ticket, found: dict) -> HttpResponse:
    """Behind what is written already; of a macro, what it does comes along."""
    kind = found["speaks"] or (Kind.NOTE if request.POST.get("kind") == Kind.NOTE else Kind.REPLY)
    if not found["gone"]:
        before = _written(actor, ticket, kind)
        body = "\n\n".join(filter(None, (before.body, found["words"])))
        changes = Changes.of_json(found["changes"]) if found["changes"] else before.changes
        keep(ticket, replace(before, body=body, changes=changes), actor=actor, now=timezone.now())
    for words in (*found["gone"], *found["missing"]):
        messages.warning(request, words)
    if found["then"]:
        messages.info(request, _("Sent with these words: %(acts)s.") % {"acts": ", ".join(found["then"])})
    return see(f"{ticket_url(ticket.number)}#composer")


def _written(actor: Actor, ticket: Ticket, kind: str) -> Writing:
    row = Draft.objects.of(actor).writing().filter(ticket=ticket, kind=kind).first()
    if row is not None:
        return Writing.of(row)
    copies = watching(ticket) if kind == Kind.REPLY else ()
    return Writing(kind=kind, cc=", ".join(address.header() for address in copies), seen=ticket.version)
