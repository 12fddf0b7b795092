"""From ticks to a run: what is to be done, how it will be, and its beginning."""

import hashlib

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.bulk import run as bulk
from transom.bulk.models import BulkRun
from transom.composing.macros import Macro
from transom.people.actor import Actor
from transom.people.models import User
from transom.tickets.actions import Refused
from transom.web.access import agent_page
from transom.web.agent.desk import open_desk, queue_url
from transom.web.bulk.forms import ACTS, ActForm
from transom.web.bulk.offers import offers, previews
from transom.web.bulk.running import progress, run_url
from transom.web.bulk.selection import Selection, selected
from transom.web.redirects import see

SHEET = "bulk-sheet"
LOOKED_AT = ("reply", "macro")
"""Acts that are looked at before they begin: they speak, or do what their name does not say."""


@agent_page
def choose(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form of one act for the ticked tickets. Changes nothing."""
    if request.method != "POST":
        return see("/")
    return _sheet(request, actor, selected(request.POST, actor))


@agent_page
def begin(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Begin it. Answers are shown first as they will be; what makes no sense comes back with everything that was typed."""
    if request.method != "POST":
        return see("/")
    chosen, form = selected(request.POST, actor), ActForm(request.POST, actor=actor)
    if not form.is_valid():
        return _sheet(request, actor, chosen, form, 422)
    if request.POST.get("act") in LOOKED_AT and request.POST.get("looked") != mark_of(form):
        return _sheet(request, actor, chosen, form)
    try:
        run = _begin(form, chosen, actor)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _sheet(request, actor, chosen, form, 422)
    return _begun(request, run, actor)


@transaction.atomic
def _begin(form: ActForm, chosen: Selection, actor: Actor) -> BulkRun:
    now = timezone.now()
    if macro := form.cleaned_data["macro"]:
        Macro.objects.filter(pk=macro.pk).used(now)
    return bulk.begin(form.order, form.words, chosen.pairs(), actor=actor, now=now)


def _begun(request: HttpRequest, run: BulkRun, actor: Actor) -> HttpResponse:
    if not request.htmx:
        return see(run_url(run))
    answer = render(request, "bulk/strip.html", progress(run, actor))
    answer.headers["HX-Trigger"] = "bulk-begun"
    return answer


def mark_of(form: ActForm) -> str:
    """Of what goes out: words that were changed since they were looked at have another."""
    return hashlib.sha256(repr(form.order).encode()).hexdigest()[:16]


def _sheet(
    request: HttpRequest, actor: Actor, chosen: Selection, form: ActForm | None = None, status: int = 200
) -> HttpResponse:
    """The form of one act: alone where a window has the list already, else as a page."""
    act = request.POST.get("act", "")
    if act not in ACTS or not chosen.tickets:
        return _nothing(request, chosen)
    context = {"queue": request.POST.get("queue", ""), "said": request.POST if form is not None else {}}
    context |= _asked(act, chosen, form, actor) | offers(act, chosen, actor)
    if request.htmx:
        return _in_sheet(render(request, "bulk/sheet.html", context, status=status))
    return render(request, "bulk/choose.html", open_desk(actor).frame | context, status=status)


def _in_sheet(answer: HttpResponse) -> HttpResponse:
    answer.headers["HX-Retarget"], answer.headers["HX-Reswap"] = f"#{SHEET}", "innerHTML"
    return answer


def _asked(act: str, chosen: Selection, form: ActForm | None, actor: Actor) -> dict:
    """What the form of the act says, with what was wrong in it, or how it will be."""
    good = form is not None and form.order is not None and not form.errors
    return {
        "act": act,
        "title": title(act, len(chosen.tickets)),
        "chosen": chosen,
        "most": bulk.MOST,
        "me": actor.id,
        "problems": form.problems if form is not None else [],
        "looked": mark_of(form) if good else "",
        "preview": _preview(form, chosen, actor) if good and form.order.reply else None,
    }


def _preview(form: ActForm, chosen: Selection, actor: Actor) -> dict:
    return previews(form.order, chosen, User.objects.get(pk=actor.id))


def _nothing(request: HttpRequest, chosen: Selection) -> HttpResponse:
    words = _("Tick the tickets that this is for.") if not chosen.tickets else _("Choose what is to be done.")
    if request.htmx:
        return _in_sheet(render(request, "bulk/nothing.html", {"words": words}, status=422))
    messages.warning(request, words)
    slug = request.POST.get("queue", "")
    return see(queue_url(slug) if slug.replace("-", "").isalnum() and slug.isascii() else "/")


def title(act: str, count: int) -> str:
    return {
        "assign": lambda: ngettext("Who takes this ticket?", "Who takes these %(count)d tickets?", count),
        "reply": lambda: ngettext(
            "Answer %(count)d customer", "Answer %(count)d customers, each by a mail of their own", count
        ),
        "move": lambda: ngettext("Where does it go?", "Where do these %(count)d tickets go?", count),
        "close": lambda: ngettext("How does it end?", "How do these %(count)d tickets end?", count),
        "tags": lambda: ngettext("Tag %(count)d ticket", "Tag %(count)d tickets", count),
        "macro": lambda: ngettext("Run a macro on %(count)d ticket", "Run a macro on %(count)d tickets", count),
        "team": lambda: ngettext("Which team?", "Which team for these %(count)d tickets?", count),
        "type": lambda: ngettext("What is it?", "What are these %(count)d tickets?", count),
        "priority": lambda: ngettext("How urgent is it?", "How urgent are these %(count)d tickets?", count),
        "watch": lambda: ngettext("Watch %(count)d ticket", "Watch %(count)d tickets", count),
    }[act]() % {"count": count}
