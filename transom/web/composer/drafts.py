"""Drafts: kept while they are written, listed, shared, taken over, thrown away."""

import logging

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from transom.composing import drafts as keeping
from transom.composing.drafts import WrittenElsewhere
from transom.composing.models import Draft
from transom.people.actor import Actor
from transom.tickets.actions import Refused
from transom.web import trouble
from transom.web.access import agent_page
from transom.web.agent.desk import open_desk
from transom.web.agent.forms import DraftForm
from transom.web.agent.show import ticket_url
from transom.web.agent.ticket import Found, find, queue_of, ticket_page
from transom.web.redirects import see
from transom.web.trouble import CANNOT_SAVE

log = logging.getLogger("transom.pages")
AUTOSAVE = "Transom-Autosave"
"""The header of a save that the page makes by itself: it wants to hear how that went, not a page."""


@agent_page
def keep_draft(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Keep what the composer holds. `share` shows it to colleagues (1) or no longer (0), `discard` throws it away."""
    found = find(actor, number)
    if request.method != "POST":
        return see(ticket_url(number, queue_of(request)))
    form = DraftForm(request.POST, request.FILES, ticket=found.ticket, actor=actor)
    by_itself = AUTOSAVE in request.headers
    try:
        row = _kept(form, found, actor)
    except WrittenElsewhere as newer:
        form.elsewhere = newer.draft
        return _newer(request, newer.draft) if by_itself else ticket_page(request, actor, found, form, 409)
    except CANNOT_SAVE:
        return _not_kept(request, actor, found, form, by_itself)
    return _told(request, row) if by_itself else _done(request, number, row)


def _kept(form: DraftForm, found: Found, actor: Actor) -> Draft | None:
    form.is_valid()
    writing = form.writing()
    row = keeping.keep(found.ticket, writing, actor=actor, now=timezone.now())
    if row and form.data.get("discard"):
        keeping.throw_away(row, actor=actor)
        return None
    if row and form.data.get("share"):
        keeping.share(row, form.data["share"] == "1", actor=actor)
    return row


def _told(request: HttpRequest, row: Draft | None) -> HttpResponse:
    context = {"at": timezone.localtime(row.changed_at) if row else None, "version": row.version if row else 0}
    return render(request, "composer/kept.html", context)


def _newer(request: HttpRequest, row: Draft) -> HttpResponse:
    context = {"it": {"body": row.body, "at": row.changed_at, "version": row.version}}
    return render(request, "composer/elsewhere.html", context, status=409)


def _not_kept(request: HttpRequest, actor: Actor, found: Found, form: DraftForm, by_itself: bool) -> HttpResponse:
    log.exception("a draft could not be kept")
    if by_itself:
        return HttpResponse(trouble.words(), status=503, content_type="text/plain; charset=utf-8")
    form.add_error(None, trouble.words())
    return ticket_page(request, actor, found, form, 503)


def _done(request: HttpRequest, number: int, row: Draft | None) -> HttpResponse:
    if request.POST.get("discard"):
        messages.info(request, _("The draft is thrown away."))
    elif request.POST.get("share") == "1" and row:
        messages.success(request, _("Your colleagues see this draft now, and may take it over."))
    elif row and not request.POST.get("share"):
        messages.success(request, _("Your draft is kept. Find it here, or under Drafts."))
    return see(f"{ticket_url(number, queue_of(request))}#composer")


@agent_page
def drafts(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What I have begun, what came back to me, what is about to leave, and what colleagues share."""
    rows = Draft.objects.visible_to(actor).exclude(state="said").select_related("ticket", "person")
    mine = [row for row in rows if row.person_id == actor.id]
    context = {
        "came_back": [row for row in mine if row.came_back],
        "leaving_now": [row for row in mine if row.state == "waiting"],
        "writing": [row for row in mine if row.state == "writing" and not row.came_back],
        "shared": [row for row in rows if row.person_id != actor.id],
        "lost": _lost(actor),
    }
    return render(request, "composer/drafts.html", open_desk(actor, "drafts").frame | context)


def _lost(actor: Actor) -> int:
    """How many came back for tickets that their writer may no longer see: said as a number, and nothing else of them."""
    return Draft.objects.of(actor).came_back().count() - Draft.objects.visible_to(actor).of(actor).came_back().count()


@agent_page
def discard_draft(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    draft = _mine(actor, pk)
    if request.method == "POST":
        keeping.throw_away(draft, actor=actor)
        messages.info(request, _("The draft is thrown away."))
    return see("/drafts/")


@agent_page
def take_over(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The words of a colleague become mine, on the ticket that they are for."""
    draft = get_object_or_404(Draft.objects.visible_to(actor).writing().select_related("ticket"), pk=pk)
    if request.method == "POST":
        try:
            keeping.take_over(draft, actor=actor, now=timezone.now())
        except Refused as refusal:
            messages.warning(request, str(refusal))
    return see(f"{ticket_url(draft.ticket.number, queue_of(request))}#composer")


def _mine(actor: Actor, pk: int) -> Draft:
    """My draft on a ticket that I may see; 404 else, also for one that a colleague shares."""
    try:
        return Draft.objects.visible_to(actor).of(actor).get(pk=pk)
    except Draft.DoesNotExist:
        raise Http404 from None
